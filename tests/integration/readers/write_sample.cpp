// Writes one result file with every feature of the format, for the readers to open: write_sample FILE [KIND]
// KIND: "full" (the default), or "empty" for no events, no inputs and a dimension without labels.
#include <cmath>
#include <cstdio>
#include <limits>
#include <string>

#include "core/errors.hpp"
#include "results/result_file.hpp"

namespace millwright::results {
namespace {

constexpr std::size_t replicates = 2;
constexpr std::size_t months = 14;

Series series(const std::string& name, std::vector<std::string> dimensions, const std::string& unit,
              const std::string& methods, std::size_t cells) {
  Series result{{name, std::move(dimensions), unit, "sample of " + name, methods}, {}};
  for (std::size_t i = 0; i < replicates * months * cells; ++i) result.values.push_back(static_cast<double>(i) / 8);
  return result;
}

Table sample_events() {
  return {"events",
          "event",
          {{"month", "1", "months since the first month", {}, {0, 3, 13}, {}},
           {"firm", "1", "number of the firm", {}, {5, 2000000000, 7}, {}},
           {"technology", "1", "technology that went live", {"robots", "machine vision"}, {0, 1, 1}, {}},
           {"grant", "1", "instrument that paid", {"cash grant", "loan"}, {-1, 1, 0}, {}},
           {"price", "m CNY", "price of the project", {}, {}, {1.5, std::numeric_limits<double>::quiet_NaN(), 2.25}}}};
}

Result sample() {
  Result result;
  result.title = "Sample \xe5\xb7\xa5\xe4\xb8\x9a with a\ttab";
  result.scenario_name = "sample";
  result.engine_version = "0.1.0";
  result.git_hash = "0123456789ab";
  result.state_hash = std::string(64, 'a');
  result.seed = 18446744073709551557u;
  for (int month = 0; month < static_cast<int>(months); ++month) result.months.push_back(Month::of(2023, 12) + month);
  result.replicates = replicates;
  result.dimensions = {{"technology", {"robots", "machine vision"}},
                       {"sector", {"food", "caf\xc3\xa9", "", "\xe7\x94\xb5\xe5\xad\x90"}},
                       {"cell", std::vector<std::string>(2000, "x")}};
  result.series = {series("employment", {}, "person", "time: point", 1),
                   series("adoption_share", {"technology"}, "1", "time: point", 2),
                   series("investment_by_sector", {"technology", "sector"}, "m CNY", "time: sum", 8),
                   series("large", {"sector", "cell"}, "1", "", 8000)};
  result.series[1].values[3] = std::numeric_limits<double>::quiet_NaN();
  result.tables = {sample_events()};
  result.scenario_yaml = "name: sample\n# \xe5\xb7\xa5\xe4\xb8\x9a\nseed: 1\n";
  result.inputs = {{"firms.csv", std::string(64, 'b'), "a,b\n1,\xc3\xa9\n"}, {"big.csv", std::string(64, 'c'), ""}};
  return result;
}

Result empty_sample() {
  Result result = sample();
  result.dimensions = {{"technology", {}}};
  result.series = {series("employment", {}, "person", "time: point", 1),
                   series("adoption_share", {"technology"}, "1", "time: point", 0)};
  for (TableColumn& column : result.tables[0].columns) {
    column.integers.clear();
    column.numbers.clear();
  }
  result.inputs.clear();
  return result;
}

}  // namespace
}  // namespace millwright::results

int main(int argc, char** argv) {
  using namespace millwright;
  if (argc < 2) return static_cast<int>(ExitCode::usage);
  try {
    const bool empty = argc > 2 && std::string(argv[2]) == "empty";
    results::write_result(argv[1], empty ? results::empty_sample() : results::sample(), results::Overwrite::replace);
  } catch (const UserError& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return static_cast<int>(error.code());
  }
  return 0;
}
