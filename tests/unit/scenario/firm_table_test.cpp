#include "scenario/firm_table.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "core/errors.hpp"

// A user's own firms and links: other column names, gaps, weights, and links between the clones of weighted firms.
namespace millwright::scenario {
namespace {

const std::vector<std::string> sectors = {"food", "machinery"};

Scenario with_firms(const std::string& csv, std::int64_t firms) {
  Scenario scenario;
  scenario.population.firms = firms;
  scenario.population.represents = 10;
  scenario.population.table.file = CsvTable::parse("firms.csv", csv);
  scenario.population.table.missing = {"", "NA"};
  return scenario;
}

struct Read {
  FirmRoster roster;
  std::vector<std::string> notes;
};

Read read(const Scenario& scenario) {
  Read result;
  result.roster = read_firm_table(scenario, sectors, result.notes);
  return result;
}

std::vector<std::string> problems_of(const auto& call) {
  std::vector<std::string> found;
  try {
    call();
  } catch (const UserError& error) {
    for (const Problem& problem : error.problems())
      found.push_back(problem.where + ": " + problem.what + " / " + problem.help);
  }
  return found;
}

testing::AssertionResult are(const std::vector<std::string>& found, const std::vector<std::string>& parts) {
  testing::AssertionResult failure = testing::AssertionFailure();
  bool same = found.size() == parts.size();
  for (std::size_t i = 0; i < found.size(); ++i) {
    failure << "\n" << found[i];
    same = same && i < parts.size() && found[i].find(parts[i]) != std::string::npos;
  }
  return same ? testing::AssertionSuccess() : failure;
}

TEST(FirmTable, reads_columns_under_other_names) {
  Scenario scenario = with_firms("nr,wz,besch\nx,food,120\ny,machinery,7.5\n", 2);
  scenario.population.table.columns = {{"employees", "besch"}, {"id", "nr"}, {"sector", "wz"}};
  const FirmRoster roster = read(scenario).roster;
  EXPECT_EQ(roster.employees, (std::vector<double>{120, 7.5}));
  EXPECT_EQ(roster.sector, (std::vector<std::int16_t>{0, 1}));
  EXPECT_EQ(roster.id, (std::vector<std::string>{"x", "y"}));
}

TEST(FirmTable, leaves_gaps_to_be_drawn_and_says_so) {
  Scenario scenario = with_firms("sector,employees,region,cash\nfood,NA,east,\n,10,,1.5\n", 2);
  scenario.regions = {{"east", {}}, {"west", {}}};
  const auto [roster, notes] = read(scenario);
  EXPECT_TRUE(std::isnan(roster.employees[0]));
  EXPECT_EQ(roster.sector, (std::vector<std::int16_t>{0, -1}));
  EXPECT_EQ(roster.region, (std::vector<std::int16_t>{0, -1}));
  EXPECT_TRUE(roster.ownership.empty());  // the scenario has one type only
  EXPECT_EQ(roster.cash[1], 1.5);
  ASSERT_EQ(notes.size(), 1u);
  EXPECT_NE(notes[0].find("drawn: 1 of 2 employees, 1 of 2 sector, 1 of 2 region, 1 of 2 cash, debt"),
            std::string::npos)
      << notes[0];
}

// A misspelt optional column would otherwise be drawn, or weigh nothing, without a word.
TEST(FirmTable, says_which_columns_it_does_not_read) {
  const auto notes = read(with_firms("sector,employees,wieght,id\nfood,1,5,a\n", 1)).notes;
  ASSERT_EQ(notes.size(), 2u);
  EXPECT_EQ(notes[1], "firms.csv:1: columns that are not read: wieght");
}

// Systematic sampling: every firm gets its weight's share of the clones, rounded up or down, never more wrong than
// that.
TEST(FirmTable, clones_firms_in_proportion_to_their_weights) {
  const std::string csv = "sector,employees,weight\nfood,1,1\nfood,2,2.5\nfood,3,0\nfood,4,6.5\n";
  for (const std::int64_t firms : {1, 7, 10, 1000}) {
    const auto rows = read(with_firms(csv, firms)).roster.row;
    ASSERT_EQ(rows.size(), static_cast<std::size_t>(firms));
    EXPECT_TRUE(std::is_sorted(rows.begin(), rows.end()));
    const double weights[] = {1, 2.5, 0, 6.5};
    for (std::uint32_t row = 0; row < 4; ++row) {
      const double wanted = weights[row] / 10 * static_cast<double>(firms);
      EXPECT_NEAR(static_cast<double>(std::count(rows.begin(), rows.end(), row)), wanted, 1) << row << " of " << firms;
    }
    EXPECT_EQ(std::count(rows.begin(), rows.end(), 2u), 0);
  }
  const auto rows = read(with_firms("sector,employees\nfood,1\nfood,2\n", 4)).roster.row;
  EXPECT_EQ(rows, (std::vector<std::uint32_t>{0, 0, 1, 1}));
}

TEST(FirmTable, says_what_its_weights_and_the_number_of_firms_leave_out) {
  const std::string csv =
      "id,sector,employees,weight,region,ownership,cash,debt\n"
      "a,food,1,1,,,1,1\nb,food,2,9,,,1,1\n";
  EXPECT_TRUE(read(with_firms(csv, 10)).notes.empty());
  Scenario scenario = with_firms(csv, 2);
  scenario.population.represents = 20;
  const auto notes = read(scenario).notes;
  ASSERT_EQ(notes.size(), 2u);
  EXPECT_EQ(notes[0], "firms.csv:1: the weights add up to 10 firms, population.represents is 20");
  EXPECT_EQ(notes[1], "firms.csv:1: 1 of 2 firms are not simulated, since population.firms is 2");
}

TEST(FirmTable, tells_every_wrong_cell_with_its_place) {
  const auto found = problems_of(
      [&] { read(with_firms("id,sector,employees,weight\na,fod,12,1\na,food,0,-1\nb,food,1 200,\nc,food,5,1\n", 3)); });
  EXPECT_TRUE(are(found, {"firms.csv:3:8: column 'employees': '0' is not a number between 1 and 10000000",
                          "firms.csv:4:8: column 'employees': '1 200' is not a number",
                          "firms.csv:2:3: column 'sector': there is no sector 'fod' / did you mean 'food'?",
                          "firms.csv:3:1: id 'a' is there twice / it stands at firms.csv:2:1 already",
                          "firms.csv:3:10: column 'weight': '-1' is not a weight",
                          "firms.csv:4:14: column 'weight': '' is not a weight"}));
}

TEST(FirmTable, tells_which_columns_it_lacks) {
  Scenario scenario = with_firms("wz,besch\nfood,3\n", 1);
  EXPECT_TRUE(are(problems_of([&] { read(scenario); }),
                  {"firms.csv:1: there is no column 'employees' / name it under population.table.columns",
                   "firms.csv:1: there is no column 'sector'"}));
  scenario.population.table.columns = {{"employee", "besch"}, {"sector", "wzz"}};
  EXPECT_TRUE(are(problems_of([&] { read(scenario); }),
                  {"there is no column 'employee' / did you mean 'employees'?",
                   "there is no column 'wzz' for sector / did you mean 'wz'?", "there is no column 'employees'"}));
  EXPECT_TRUE(are(problems_of([&] { read(with_firms("sector,employees\n", 1)); }), {"there is no firm in this table"}));
  EXPECT_TRUE(
      are(problems_of([&] { read(with_firms("sector,employees,weight\nfood,1,0\n", 1)); }), {"all weights are 0"}));
}

TEST(FirmTable, names_its_columns_for_the_reference_page) {
  std::size_t required = 0;
  for (const Column& column : firm_table_columns()) {
    EXPECT_NE(column.meaning, "");
    required += column.required ? 1 : 0;
  }
  EXPECT_EQ(required, 2u);
}

std::vector<FirmLink> links_of(Scenario& scenario, const std::string& csv, std::vector<std::string>& notes) {
  scenario.population.roster = read_firm_table(scenario, sectors, notes);
  notes.clear();
  scenario.network.file = CsvTable::parse("links.csv", csv);
  return read_firm_links(scenario, notes);
}

TEST(FirmLinks, lead_from_clones_to_clones_and_leave_none_out) {
  Scenario scenario = with_firms("id,sector,employees,weight\na,food,1,2\nb,food,2,4\nc,machinery,3,1\n", 7);
  std::vector<std::string> notes;
  const auto links = links_of(scenario, "supplier,buyer\na,b\nb,c\na,b\nc,c\n", notes);
  // clones: a is 0 and 1, b is 2 to 5, c is 6
  const std::vector<FirmLink> expected = {{2, 0}, {3, 0}, {4, 1}, {5, 1}, {6, 2}, {6, 3}, {6, 4}, {6, 5}};
  EXPECT_EQ(links, expected);
  ASSERT_EQ(notes.size(), 1u);  // c supplies itself
  EXPECT_NE(notes[0].find("1 of 4 links are left out"), std::string::npos) << notes[0];
}

TEST(FirmLinks, need_ids_and_known_firms) {
  Scenario without = with_firms("sector,employees\nfood,1\n", 1);
  std::vector<std::string> notes;
  EXPECT_TRUE(are(problems_of([&] { links_of(without, "supplier,buyer\na,b\n", notes); }),
                  {"links.csv:1: a network file names firms by their id, and there is none"}));
  Scenario scenario = with_firms("id,sector,employees\na,food,1\nb,food,1\n", 2);
  EXPECT_TRUE(are(problems_of([&] { links_of(scenario, "supplier,buyer\na,x\ny,b\n", notes); }),
                  {"links.csv:2:3: there is no firm 'x'", "links.csv:3:1: there is no firm 'y'"}));
  EXPECT_TRUE(are(problems_of([&] { links_of(scenario, "from,to\na,b\n", notes); }), {"there is no column 'buyer'"}));
}

const std::string graphml =
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
    "<key id=\"d0\" for=\"edge\" attr.name=\"value\" attr.type=\"double\"/>\n"
    "<graph id=\"G\" edgedefault=\"directed\">\n<node id=\"a\"/>\n<node id=\"b\"/>\n"
    "<edge source=\"a\" target=\"b\"><data key=\"d0\">5</data></edge>\n</graph>\n</graphml>\n";

TEST(Graphml, becomes_a_table_of_links) {
  const CsvTable table = CsvTable::parse_graphml("net.graphml", graphml);
  ASSERT_EQ(table.rows(), 1u);
  EXPECT_EQ(table.text(0, "supplier"), "a");
  EXPECT_EQ(table.text(0, "buyer"), "b");
  EXPECT_EQ(table.where(0, "buyer"), "net.graphml:7");
}

TEST(Graphml, that_is_none_is_refused) {
  const auto refused = [](const std::string& text) {
    return problems_of([&] { CsvTable::parse_graphml("net.graphml", text); });
  };
  EXPECT_TRUE(are(refused("supplier,buyer\na,b\n"), {"net.graphml:3: this is not XML"}));
  EXPECT_TRUE(are(refused("<html/>"), {"this is not GraphML"}));
  EXPECT_TRUE(are(refused("<graphml><graph/></graphml>"), {"there is no edge in this network"}));
  EXPECT_TRUE(are(
      refused(
          "<graphml><graph>\n<node id='a'/>\n<edge source='a' target='z'/>\n<edge source='a'/>\n</graph></graphml>"),
      {"net.graphml:3: there is no node 'z'", "net.graphml:4: this edge lacks its source or target"}));
  EXPECT_TRUE(are(refused(std::string("<graphml>\xff</graphml>")), {"not UTF-8"}));
  EXPECT_EQ(refused("").size(), 1u);
  EXPECT_EQ(refused(graphml.substr(0, 200)).size(), 1u);
}

// A file may define entities of its own; they are not expanded, so that a small file cannot fill the memory.
TEST(Graphml, expands_no_entities) {
  const std::string bomb =
      "<!DOCTYPE graphml [<!ENTITY a \"b\"><!ENTITY c \"&a;&a;&a;\"><!ENTITY f SYSTEM \"/etc/passwd\">]>\n"
      "<graphml><graph><node id=\"&c;\"/><node id=\"&f;\"/><edge source=\"&c;\" target=\"&f;\"/></graph></graphml>";
  const CsvTable table = CsvTable::parse_graphml("net.graphml", bomb);
  EXPECT_EQ(table.text(0, "supplier"), "&c;");
  EXPECT_EQ(table.text(0, "buyer"), "&f;");
}

}  // namespace
}  // namespace millwright::scenario
