#include <map>
#include <sstream>
#include <stdexcept>

#include "validate/catalogue.hpp"
#include "validate/samples.hpp"
#include "validate/worlds.hpp"

// The years 2016 to 2023 run with observed PMI, copper and wages, beside what was reported of them. These are the
// figures that parameters were set by hand to meet, so they show that the structure can carry them, not that it
// predicts.
namespace millwright::evidence {
namespace {

// Installations and adoption of large firms hang on few large firms: means of ten runs of this many firms.
constexpr int firms = 30000, replicates = 10;
constexpr double tolerance = 0.3;  // of the reported figure: as close as parameters set by hand are asked to come

/// What one row of targets.csv reports.
struct Target {
  double value = 0;
  std::string source;
};

/// The rows of targets.csv by their first column. Throws std::runtime_error when the columns are not the known ones.
std::map<std::string, Target> read_targets(const Context& context) {
  std::istringstream lines(text_of(context.scenarios / "china/data/targets.csv"));
  std::string line;
  if (!std::getline(lines, line) || line.rfind("id,what,window,value,tolerance,unit,source,", 0) != 0)
    throw std::runtime_error("targets.csv does not begin with the columns id, what, window, value, ...");
  std::map<std::string, Target> targets;
  while (std::getline(lines, line)) {
    std::vector<std::string> cells;
    std::istringstream row(line);
    for (std::string cell; std::getline(row, cell, ',');) cells.push_back(cell);
    constexpr std::size_t value = 3, source = 6;
    // A value that is no single number, such as 63/21/12/4, is none of ours.
    if (cells.size() > source) targets[cells[0]] = {std::strtod(cells[value].c_str(), nullptr), cells[source]};
  }
  return targets;
}

/// One figure of a run, held against one row of targets.csv.
struct Figure {
  std::string target, what;
  std::function<double(const results::Result&)> of;
};

/// Sum of a flow over a year, counted from the start.
double in_year(const std::vector<double>& path, int year) {
  double sum = 0;
  for (int month = 12 * year; month < 12 * (year + 1); ++month) sum += path.at(static_cast<std::size_t>(month));
  return sum;
}

std::vector<Figure> figures() {
  std::vector<Figure> all;
  for (const int year : {2016, 2020, 2022}) {
    all.push_back({fmt::format("robot_installs_{}", year), fmt::format("robots installed in {}", year),
                   [year](const results::Result& run) {
                     const auto path = path_of(run, "robots_installed", place_of(run, "technology", "automation"));
                     return in_year(path, year - 2016);
                   }});
  }
  all.push_back({"robot_stock_2023", "robots in use at the end of 2023", [](const results::Result& run) {
                   return path_of(run, "robot_stock", place_of(run, "technology", "automation")).back();
                 }});
  for (const std::string size : {"small", "medium", "large"}) {
    all.push_back(
        {"ai_" + size + "_2023", "AI at the end of 2023, EU class " + size, [size](const results::Result& run) {
           constexpr std::size_t classes = 3;
           const std::size_t cell = classes * place_of(run, "technology", "ai") + place_of(run, "size_eu", size);
           return path_of(run, "adoption_share_by_size_eu", cell).back();
         }});
  }
  return all;
}

Findings find(const Context& context) {
  const auto targets = read_targets(context);
  const auto loaded =
      shipped(context, "china/hindcast.yaml", {fmt::format("population.firms={}", firms), "outputs.events=false"});
  const auto all = figures();
  const auto runs = each_job(context, replicates, [&](int seed) {
    const auto run = run_seed(loaded, seed);
    std::vector<double> values;
    for (const Figure& figure : all) values.push_back(figure.of(run));
    return values;
  });
  Findings findings;
  for (std::size_t k = 0; k < all.size(); ++k) {
    std::vector<double> values;
    for (const auto& run : runs) values.push_back(run[k]);
    const Target& target = targets.at(all[k].target);
    const double value = mean(values);
    findings.push_back(near(fmt::format("{}: {:.2f} of {}", all[k].what, value / target.value, target.source), value,
                            target.value, tolerance * target.value,
                            fmt::format("30 %; mean of {} runs of {} firms, standard error {:.1f} %", replicates, firms,
                                        100 * standard_error(values) / value)));
  }
  return findings;
}

}  // namespace

Row hindcast() {
  return {"hindcast", "2016-2023 come within 30 % of the robots and the use of AI that were reported",
          "IFR; Eurostat (targets.csv)", find};
}

}  // namespace millwright::evidence
