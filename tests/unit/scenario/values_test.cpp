#include "sample.hpp"

// Values that vary in time, mixes, size classes, series and tables.
namespace millwright::scenario::sample {
namespace {

TEST(Dated, steps_hold_until_the_next_and_the_first_before_it) {
  const Folder folder;
  const auto document = load_text(folder, "supply: {2025-04: 0 /month, 2024-01: 80 k/month, 2025-08: 30 k/month}\n");
  const Dated& supply = bind<Model>(document).supply;
  EXPECT_EQ(supply.at(Month::of(2020, 1)), 80000);
  EXPECT_EQ(supply.at(Month::of(2024, 1)), 80000);
  EXPECT_EQ(supply.at(Month::of(2025, 3)), 80000);
  EXPECT_EQ(supply.at(Month::of(2025, 4)), 0);
  EXPECT_EQ(supply.at(Month::of(2025, 8)), 30000);
  EXPECT_EQ(supply.at(Month::of(2099, 1)), 30000);
  EXPECT_EQ(supply.steps().size(), 3u);
}

TEST(Dated, a_plain_value_holds_always) {
  const Folder folder;
  const auto document = load_text(folder, "supply: 5 k/month\n");
  EXPECT_EQ(bind<Model>(document).supply.at(Month::of(1990, 1)), 5000);
}

TEST(Dated, is_linear_on_request) {
  const Folder folder;
  const auto document = load_text(folder, "supply: {2024-01: 0 /month, 2025-01: 12 /month, interpolate: linear}\n");
  const Dated& supply = bind<Model>(document).supply;
  EXPECT_EQ(supply.at(Month::of(2023, 1)), 0);
  EXPECT_EQ(supply.at(Month::of(2024, 7)), 6);
  EXPECT_EQ(supply.at(Month::of(2026, 1)), 12);
}

TEST(Dated, wrong_steps_are_refused) {
  const Folder folder;
  EXPECT_TRUE(
      is_one(problems_of_body(folder, "supply: {2024: 5 /month}\n"), "a.yaml:4:10", "supply: '2024' is not a month"));
  EXPECT_TRUE(
      is_one(problems_of_body(folder, "supply: {2024-01: 5}\n"), "a.yaml:4:19", "supply.2024-01: '5' is not a flow"));
  EXPECT_TRUE(is_one(problems_of_body(folder, "supply: {}\n"), "a.yaml:4:9", "a map is not"));
  EXPECT_TRUE(is_one(problems_of_body(folder, "supply: {interpolate: linear}\n"), "a.yaml:4:9", "is not"));
  EXPECT_TRUE(is_one(problems_of_body(folder, "supply: {2024-01: 5 /month, interpolate: cubic}\n"), "a.yaml:4:42",
                     "interpolate"));
  EXPECT_TRUE(is_one(problems_of_body(folder, "supply: {2024-01: null}\n"), "a.yaml:4:19", "null is not"));
  EXPECT_TRUE(is_one(problems_of_body(folder, "supply: [5 /month]\n"), "a.yaml:4:9", "a list is not"));
}

TEST(YearlyAmounts, are_kept_by_year) {
  const Folder folder;
  const auto document =
      load_text(folder, "policies: {a: {instrument: grant, rate: 5 %, budget: {2024: 20 bn CNY, 2025: 40 bn CNY}}}\n");
  const auto& grant = std::any_cast<const Grant&>(bind<Model>(document).policies[0].value);
  EXPECT_EQ(grant.budget.in(2024), 20000);
  EXPECT_EQ(grant.budget.in(2025), 40000);
  EXPECT_EQ(grant.budget.in(2026), 0);
  const auto always = load_text(folder, "policies: {a: {instrument: grant, rate: 5 %, budget: 2 m CNY}}\n");
  EXPECT_EQ(std::any_cast<const Grant&>(bind<Model>(always).policies[0].value).budget.in(2030), 2);
  EXPECT_TRUE(
      is_one(problems_of_body(folder, "policies: {a: {instrument: grant, rate: 5 %, budget: {2024-01: 1 m CNY}}}\n"),
             "a.yaml:4:55", "is not a year"));
}

TEST(Mix, adds_up_to_one) {
  const Folder folder;
  const auto document = load_text(folder, "rules: {b: 33.3 %, a: 33.3 %, c: 33.3 %}\n");
  const auto& rules = bind<Model>(document).rules;
  ASSERT_EQ(rules.size(), 3u);
  EXPECT_EQ(rules[0].name, "a");
  EXPECT_NEAR(rules[0].share + rules[1].share + rules[2].share, 1, 1e-15);
  EXPECT_TRUE(is_one(problems_of_body(folder, "rules: {a: 40 %, b: 50 %}\n"), "a.yaml:4:8",
                     "rules: the shares add up to 90 %"));
  EXPECT_TRUE(
      is_one(problems_of_body(folder, "rules: {a: 40, b: 60 %}\n"), "a.yaml:4:12", "rules.a: '40' is not a share"));
  EXPECT_TRUE(is_one(problems_of_body(folder, "rules: {}\n"), "a.yaml:4:8", "not a mix"));
}

TEST(SizeClasses, are_sorted_and_without_gaps) {
  const Folder folder;
  const auto document = load_text(
      folder, "size_classes: {small: 1-299, large: 1000-, medium: 300-999}\nschemes: {eu: {a: 10-49, b: 50-249}}\n");
  const Model& model = bind<Model>(document);
  ASSERT_EQ(model.size_classes.classes.size(), 3u);
  EXPECT_EQ(model.size_classes.classes[1].name, "medium");
  EXPECT_EQ(model.size_classes.of(299.4), 0u);
  EXPECT_EQ(model.size_classes.of(299.6), 1u);
  EXPECT_EQ(model.size_classes.of(1e9), 2u);
  ASSERT_EQ(model.schemes.size(), 1u);
  EXPECT_EQ(model.schemes[0].value.of(9), std::nullopt);
  EXPECT_EQ(model.schemes[0].value.of(250), std::nullopt);
  for (const char* text : {"{a: 1-10, b: 12-}", "{a: 1-10, b: 10-}", "{a: 1-, b: 10-}"}) {
    EXPECT_TRUE(is_one(problems_of_body(folder, std::string("size_classes: ") + text + "\n"), "a.yaml:4:15",
                       "does not begin where"))
        << text;
  }
  for (const char* text : {"{a: 10-1}", "{a: 10}", "{a: 1-x}", "{a: -5}", "{a: 1.5-2}", "{a: [1, 2]}"}) {
    EXPECT_TRUE(is_one(problems_of_body(folder, std::string("size_classes: ") + text + "\n"), "a.yaml:4:19",
                       "not a size class"))
        << text;
  }
}

const std::string series_body = "climate: {series: {file: data/pmi.csv, column: pmi}}\n";

TEST(Series, reads_a_column_by_month) {
  const Folder folder;
  folder.write("data/pmi.csv", "month,other,pmi\n2023-11,1,\n2023-12,1,49.0\n2024-01,1,\n2024-03,1,50.8\n2024-04,2,\n");
  const auto document = load_text(folder, series_body);
  const MonthlySeries& series = bind<Model>(document).climate.series;
  ASSERT_FALSE(series.empty());
  EXPECT_EQ(to_string(series.first()), "2023-12");
  EXPECT_EQ(to_string(series.last()), "2024-03");
  EXPECT_EQ(series.at(Month::of(2023, 12)), 49.0);
  EXPECT_EQ(series.at(Month::of(2024, 1)), std::nullopt);
  EXPECT_EQ(series.at(Month::of(2024, 2)), std::nullopt);
  EXPECT_EQ(series.at(Month::of(2024, 3)), 50.8);
  EXPECT_EQ(series.at(Month::of(2024, 4)), std::nullopt);
  EXPECT_EQ(series.at(Month::of(1900, 4)), std::nullopt);
  EXPECT_TRUE(bind<Model>(load_text(folder, "")).climate.series.empty());
}

struct WrongFile {
  const char* content;
  const char* where;
  const char* what;
};

TEST(Series, wrong_lines_are_told_at_their_place) {
  const Folder folder;
  for (const WrongFile& wrong : std::vector<WrongFile>{
           {"month,pmi\n2024-01,50\n2024-13,50\n", "data/pmi.csv:3:1", "'2024-13' is not a month"},
           {"month,pmi\n2024-02,50\n2024-01,50\n", "data/pmi.csv:3:1", "2024-01 does not follow 2024-02"},
           {"month,pmi\n2024-01,50\n2024-01,50\n", "data/pmi.csv:3:1", "does not follow"},
           {"month,pmi\n2024-01,50\n2024-02,5 0\n", "data/pmi.csv:3:9", "'5 0' is not a number"},
           {"month,pmi\n2024-01,nan\n", "data/pmi.csv:2:9", "'nan' is not a number"},
           {"month,pmi\n2024-01\n", "data/pmi.csv:2", "1 cells where the first line names 2 columns"},
           {"month,pmi\n2024-01,1,2\n", "data/pmi.csv:2", "3 cells"},
           {"month,pmi\n2024-01,\n", "data/pmi.csv:1", "holds no number"},
           {"month,pmi\n", "data/pmi.csv:1", "holds no number"},
           {"month,pmi,pmi\n2024-01,1,2\n", "data/pmi.csv:1", "'pmi' is there twice"},
           {"month,,pmi\n2024-01,1,2\n", "data/pmi.csv:1", "has no name"},
           {"date,pmi\n2024-01,1\n", "data/pmi.csv:1", "there is no column 'month'"},
           {"month,pmx\n2024-01,1\n", "a.yaml:4:48", "did you mean 'pmx'?"},
           {"", "data/pmi.csv:1", "the table is empty"},
           {"month,pmi\n2024-01,\"1\n", "data/pmi.csv:2", "never closed"},
           {"month,pmi\n2024-01,\"1\"2\n", "data/pmi.csv:2", "follows a closing quote"},
           {"month,pmi\n2024-01,\x1b[1m\n", "data/pmi.csv:2:9", "U+001B"},
           {"month,pmi\n2024-01,\xff\n", "data/pmi.csv:2:9", "not UTF-8"},
       }) {
    folder.write("data/pmi.csv", wrong.content);
    EXPECT_TRUE(is_one(problems_of_body(folder, series_body), wrong.where, wrong.what)) << wrong.content;
  }
}

TEST(Series, its_own_keys_are_checked) {
  const Folder folder;
  folder.write("pmi.csv", "month,pmi\n2024-01,50\n");
  EXPECT_TRUE(is_one(problems_of_body(folder, "climate: {series: {file: pmi.csv}}\n"), "a.yaml:4:19",
                     "not a series in a file"));
  EXPECT_TRUE(
      is_one(problems_of_body(folder, "climate: {series: pmi.csv}\n"), "a.yaml:4:19", "not a series in a file"));
  EXPECT_TRUE(is_one(problems_of_body(folder, "climate: {series: {file: pmi.csv, column: pmi, scale: 2}}\n"),
                     "a.yaml:4:48", "unknown key 'climate.series.scale'"));
}

TEST(Table, reads_quoted_cells_and_windows_lines) {
  const CsvTable table =
      CsvTable::parse("a.csv", "\xef\xbb\xbfname,\"x, y\"\r\n\"say \"\"hi\"\"\",1\r\n\r\n\"two\nlines\",2.5\r\nlast,3");
  ASSERT_EQ(table.rows(), 3u);
  EXPECT_EQ(table.columns(), (std::vector<std::string>{"name", "x, y"}));
  EXPECT_EQ(table.text(0, "name"), "say \"hi\"");
  EXPECT_EQ(table.text(1, "name"), "two\nlines");
  EXPECT_EQ(table.number(1, "x, y"), 2.5);
  EXPECT_EQ(table.where(0, "name"), "a.csv:2:1");
  EXPECT_EQ(table.where(1, "name"), "a.csv:4:1");
  EXPECT_EQ(table.where(2, "name"), "a.csv:6:1");
  EXPECT_TRUE(table.has("name"));
  EXPECT_FALSE(table.has("Name"));
}

TEST(Table, tells_which_cell_is_no_number) {
  const CsvTable table = CsvTable::parse("a.csv", "name,share\nfood,\ncars,12 %\n");
  const auto message = [&](std::size_t row, const char* column) {
    try {
      table.number(row, column);
    } catch (const UserError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  EXPECT_TRUE(starts_with(message(0, "share"),
                          "a.csv:2:6: error: column 'share': '' is not a number\n  help: this cell must not be empty"));
  EXPECT_TRUE(starts_with(message(1, "share"), "a.csv:3:6: error: column 'share': '12 %' is not a number"));
  EXPECT_TRUE(contains(message(1, "shares"), "did you mean 'share'?"));
  EXPECT_TRUE(contains(message(1, "workers"), "the columns are: name, share"));
}

}  // namespace
}  // namespace millwright::scenario::sample
