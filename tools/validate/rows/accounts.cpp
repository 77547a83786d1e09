#include "core/fixed_point.hpp"
#include "validate/catalogue.hpp"
#include "validate/worlds.hpp"

// Money: what flows out of firms' purses is what was booked, and what adoption saves arrives as surplus.
namespace millwright::evidence {
namespace {

constexpr int firms = 3000;

/// Every scenario below the folder that runs by itself, under its own name.
std::vector<std::string> runnable(const Context& context) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(context.scenarios)) {
    if (entry.path().extension() != ".yaml") continue;
    const std::string name = std::filesystem::relative(entry.path(), context.scenarios).string();
    try {
      shipped(context, name);
      files.push_back(name);
    } catch (const UserError&) {
      // common.yaml and a country's parameters hold only a part of a scenario
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

Finding residual(const Context& context, const std::string& file) {
  const auto loaded = shipped(context, file, {fmt::format("population.firms={}", firms), "outputs.events=false"});
  const auto result = simulation::simulate(loaded, {});
  double largest = 0;
  for (const double value : path_of(result, "accounts_residual")) largest = std::max(largest, std::abs(value));
  // Nine amounts are rounded for each firm, each by at most half a unit.
  const double rounding = firms * 9 * 0.5 * power_of_two(-sum_scale);
  return near(fmt::format("{}, {} months [m {}]", file, result.months.size(), loaded.scenario.currency), largest, 0,
              rounding, "half a fixed-point unit for each of nine amounts of each firm");
}

/// The same firms twice, once with 30 % of their labour saved: surplus gained over labour cost saved less running cost.
double passed_on() {
  const auto loaded =
      quiet_world({"technologies.machine.review_rate=0 %", "technologies.machine.running_cost_share=15 %"});
  Model without = model_of(loaded, 0), with = model_of(loaded, 0);
  std::fill_n(with.economy.firms.technology[0].saved.data(), with.economy.firms.count(), 0.3);
  advance_month(without), advance_month(with);
  const double labour_cost = without.economy.firms.employment[0] * without.economy.environment.labour_cost;
  return (with.economy.firms.surplus[0] - without.economy.firms.surplus[0]) / (0.3 * (1 - 0.15) * labour_cost);
}

Findings find(const Context& context) {
  Findings findings;
  for (const std::string& file : runnable(context)) findings.push_back(residual(context, file));
  findings.insert(findings.begin(), at_least("scenarios that run by themselves", static_cast<double>(findings.size()),
                                             2, "minimal and China's baseline"));
  findings.push_back(near("surplus gained / labour cost saved less running cost", passed_on(), 1, 1e-12, "rounding"));
  return findings;
}

}  // namespace

Row accounts() {
  return {"accounts", "Firms' cash changes by what was booked, and savings reach the surplus", "Godley-Lavoie 2007",
          find};
}

}  // namespace millwright::evidence
