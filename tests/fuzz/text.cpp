#include "scenario/language/units.hpp"
#include "scenario/language/values.hpp"
#include "simulation/load.hpp"
#include "target.hpp"
#include "told.hpp"

// Texts inside a scenario and the tables beside it: the first character says which reader gets the rest.
namespace millwright::fuzz {
namespace {

void read_units(std::string_view text) {
  using namespace scenario;
  for (const auto parse : {parse_bare, parse_share, parse_points, parse_rate, parse_duration, parse_flow}) parse(text);
  parse_money(text);
}

void read_table(const scenario::CsvTable& table) {
  for (std::size_t row = 0; row < table.rows(); ++row) {
    for (const std::string& column : table.columns()) {
      taken([&] { table.number(row, column); });
      static_cast<void>(table.where(row, column));
    }
  }
  if (table.has("month")) scenario::MonthlySeries::of(table, table.columns().back());
}

void read_setting(std::string_view text) {
  const auto loaded = simulation::load_scenario({.file = MILLWRIGHT_SOURCE_DIR "/scenarios/minimal.yaml",
                                                 .settings = {std::string(text)},
                                                 .scenario_name = {},
                                                 .allow_outside = {}});
  simulation::check_scenario(loaded);
}

}  // namespace

bool take(std::string_view bytes) {
  if (bytes.empty()) return false;
  const std::string_view rest = bytes.substr(1);
  return taken([&] {
    switch (bytes[0]) {
      case 'c':
        return read_table(scenario::CsvTable::parse("a.csv", rest));
      case 'g':
        return read_table(scenario::CsvTable::parse_graphml("a.graphml", rest));
      case 's':
        return read_setting(rest);
      default:
        return read_units(rest);
    }
  });
}

std::vector<std::string> seeds() {
  return {"cmonth,\"y, z\",x\n2024-01,\"a \"\"b\"\"\",5\n2024-02,2,\n2024-03,,6.5\n",
          "cmonth,share\r\n2024-01,0.4\r\n2024-02,-1e3\r\n",
          "g<?xml version=\"1.0\"?><graphml><graph edgedefault=\"directed\"><node id=\"a\"/><node id=\"b\"/>"
          "<edge source=\"a\" target=\"b\"/></graph></graphml>",
          "u60 bn CNY nominal",
          "u4.4 %/year",
          "u18 months",
          "u80 k/month",
          "u12 wages",
          "spolicies.grant.rate={from: 2024-08, to: 2024-10, add: 5 pp}",
          "spolicies.grant.budget.amount={2024: 1 m CNY, 2025: 2 bn CNY}",
          "sclimate.pmi.mean=51"};
}

}  // namespace millwright::fuzz
