#include "results/tidy.hpp"

#include <set>

#include "results/csv_file.hpp"
#include "results/stata_file.hpp"
#include "unit/results/sample.hpp"

// A long table says in every row where its values belong; CSV and Stata only write it down.
namespace millwright::results {
namespace {

std::string csv_of(const TidyTable& table) {
  std::string text;
  write_csv(table, [&](std::string_view piece) { text += piece; });
  return text;
}

std::string stata_of(const TidyTable& table) {
  std::string bytes;
  write_stata(table, {"a note"}, [&](std::string_view piece) { bytes += piece; });
  return bytes;
}

Arrays small_sweep() {
  Result result;
  result.title = "A title";
  result.outer = {{"arm", {"with", "without"}, 2}};
  result.coordinates = {{"grant.rate", "arm", "1", "rate", {0.1, 0.25}, {}}, {"word", "arm", "", "", {}, {"x", "x"}}};
  result.months = {Month::of(2024, 12), Month::of(2025, 6)};
  result.series = {{{"national", {}, "1", "", "time: sum"}, {1, 2, 3, 0.1}}};
  return arrays_of(std::move(result));
}

TEST(Tidy, a_row_says_where_it_belongs) {
  const Arrays arrays = small_sweep();
  const auto sets = tidy_sets(arrays);
  ASSERT_EQ(sets.size(), 1u);
  EXPECT_EQ(sets[0].name, "national");
  EXPECT_EQ(csv_of(tidy_table(arrays, sets[0])),
            "arm,grant.rate,word,replicate,time,national\r\n"
            "with,0.1,x,0,2024-12,1\r\n"
            "with,0.1,x,0,2025-06,2\r\n"
            "without,0.25,x,0,2024-12,3\r\n"
            "without,0.25,x,0,2025-06,0.1\r\n");
}

TEST(Tidy, variables_of_the_same_axes_share_a_table) {
  Result result = sample_result();
  result.series.push_back(result.series[1]);
  result.series.back().variable.name = "wage_again";
  const Arrays arrays = arrays_of(std::move(result));
  const auto sets = tidy_sets(arrays);
  ASSERT_EQ(sets.size(), 2u);
  EXPECT_EQ(sets[0].name, "national");
  EXPECT_EQ(sets[1].name, "by_sector_size");
  EXPECT_EQ(sets[1].variables.size(), 2u);
  const TidyTable table = tidy_table(arrays, sets[1]);
  EXPECT_EQ(table.rows, 36u);
  ASSERT_EQ(table.columns.size(), 6u);
  const std::size_t row = 18 + 6 + 3 + 1;  // replicate 1, month 1, sector 1, size 1
  std::vector<double> cells;
  for (const TidyColumn& column : table.columns) cells.push_back(column.value(row));
  EXPECT_EQ(cells, (std::vector<double>{1, static_cast<double>(Month::of(2025, 1).index), 1, 1, 28, 28}));
  EXPECT_TRUE(table.columns[4].is_variable);
  EXPECT_FALSE(table.columns[3].is_variable);
}

TEST(Tidy, tables_of_firms_get_months_of_the_calendar) {
  Result result = sample_result();
  result.tables[0].columns.push_back({"month", "month", "Month, months from the start", {}, {0, 13, 2147483647}, {}});
  result.tables[0].columns.push_back({"review_month", "month", "", {}, {-1, 0, 0}, {}});
  const Arrays arrays = arrays_of(std::move(result));
  EXPECT_EQ(csv_of(tidy_table(arrays, arrays.tables[0])),
            "firm,kind,price,month,review_month\r\n"
            "7,go live,1,2024-12,2024-11\r\n"
            "8,exit,2,2026-01,2024-12\r\n"
            "9,,3,,2024-12\r\n");
}

TEST(Csv, no_number_loses_a_bit_and_none_is_not_a_number) {
  const double numbers[] = {0.1, 1e300, -0.0, 1.0 / 3, 5e-324, 123456789012345680.0};
  for (const double number : numbers) {
    const TidyTable table{"", "", 1, {{"x", "", "", CellKind::number, {}, [=](std::size_t) { return number; }}}};
    EXPECT_EQ(std::strtod(csv_of(table).c_str() + 3, nullptr), number);
  }
  const TidyTable none{"", "", 1, {{"x", "", "", CellKind::number, {}, [](std::size_t) { return std::nan(""); }}}};
  EXPECT_EQ(csv_of(none), "x\r\n\r\n");
}

TEST(Csv, a_text_is_one_cell_and_no_formula) {
  const std::vector<std::pair<std::string, std::string>> cells = {
      {"plain", "plain"}, {"a,b", "\"a,b\""},        {"say \"x\"", "\"say \"\"x\"\"\""},
      {"=1+1", "'=1+1"},  {"@SUM(A1)", "'@SUM(A1)"}, {"-2,\"", "\"'-2,\"\"\""},
      {"+x", "'+x"},      {"a\nb", "a\\x0ab"},       {"\t=1", "\\x09=1"}};
  for (const auto& [label, cell] : cells) {
    const TidyTable table{"", "", 1, {{"x", "", "", CellKind::label, {label}, [](std::size_t) { return 0; }}}};
    EXPECT_EQ(csv_of(table), "x\r\n" + cell + "\r\n") << label;
  }
}

TEST(Csv, pieces_stay_small_however_long_the_table_is) {
  const TidyTable table{"", "", 200'000, {{"x", "", "", CellKind::integer, {}, [](std::size_t row) { return row; }}}};
  std::size_t largest = 0, all = 0;
  write_csv(table, [&](std::string_view piece) { largest = std::max(largest, piece.size()), all += piece.size(); });
  EXPECT_GT(all, 1'000'000u);
  EXPECT_LT(largest, 100'000u);
}

TEST(Stata, names_are_those_that_stata_takes) {
  const std::string long_name(40, 'a');
  EXPECT_EQ(stata_names({"share", "in", "policies.grant.rate", "2x", "str5", "strange", long_name, long_name, ""}),
            (std::vector<std::string>{"share", "in_", "policies_grant_rate", "v2x", "str5_", "strange",
                                      std::string(32, 'a'), std::string(30, 'a') + "_2", "v"}));
}

TEST(Stata, labels_are_cut_between_characters) {
  std::string text;
  for (int k = 0; k < 100; ++k) text += "\xe7\x94\xb5";
  EXPECT_EQ(stata_label(text), text.substr(0, 3 * 80));
  EXPECT_EQ(stata_label("short"), "short");
  EXPECT_EQ(stata_label("a\nb"), "a\\x0ab");
}

TEST(Stata, a_failing_disk_is_told_as_what_it_is) {
  const Arrays arrays = small_sweep();
  const TidyTable table = tidy_table(arrays, tidy_sets(arrays)[0]);
  const auto full = [](std::string_view) { throw UserError(Problem{"x", "the disk is full", ""}, ExitCode::io); };
  EXPECT_EQ(problem_of([&] { write_stata(table, {}, full); }).what, "the disk is full");
}

TEST(Stata, the_same_table_gives_the_same_bytes_in_every_time_zone) {
  const Arrays arrays = small_sweep();
  const TidyTable table = tidy_table(arrays, tidy_sets(arrays)[0]);
  std::set<std::string> all;
  for (const char* zone : {"UTC", "Asia/Shanghai", "America/New_York"}) {
    ::setenv("TZ", zone, 1);
    ::tzset();
    all.insert(stata_of(table));
  }
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all.begin()->substr(0, 50), "<stata_dta><header><release>118</release><byteorde");
}

}  // namespace
}  // namespace millwright::results
