#include "compare_arms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "core/parallel.hpp"
#include "progress.hpp"
#include "results/read_result.hpp"
#include "scenario_options.hpp"
#include "simulation/run.hpp"
#include "terminal.hpp"

namespace millwright::tool {
namespace {

bool is_result_file(const std::filesystem::path& file) {
  return file.extension() == ".h5" || file.extension() == ".nc";
}

Arm read_arm(const std::string& name, const scenario::LoadOptions& load) {
  if (!load.settings.empty() || !load.scenario_name.empty()) {
    throw UserError(Problem{"", fmt::format("'{}' is a result, and cannot be changed any more", printable(name)),
                            "leave out --set, --scenario and :NAME, or name the scenario file that it was made from"},
                    ExitCode::usage);
  }
  Arm arm{name, load, std::nullopt, results::read_result(load.file)};
  experiments::require_lives(*arm.result);
  return arm;
}

/// Reads a scenario for pairing. Lives of confidential firms are kept too, in memory alone.
Arm read_scenario(const std::string& name, const scenario::LoadOptions& load) {
  scenario::LoadOptions with_lives = load;
  with_lives.settings.emplace_back("outputs.events=true");
  Arm arm{name, load, load_for_user(with_lives), std::nullopt};
  arm.loaded->scenario.outputs.events = true;
  simulation::check_scenario(*arm.loaded);
  return arm;
}

/// What arms must share for their firms to be paired.
struct Setup {
  std::int64_t seed;
  Period period;
  std::int64_t firms, represents;  // 0 where it is not known before the firms are
};

Setup setup_of(const Arm& arm) {
  if (arm.result) return {static_cast<std::int64_t>(arm.result->seed), period_of(arm), 0, 0};
  const auto& scenario = arm.loaded->scenario;
  return {scenario.seed, period_of(arm), scenario.population.firms, scenario.population.represents};
}

}  // namespace

Arm load_arm(const std::string& name, const scenario::LoadOptions& load) {
  return is_result_file(load.file) ? read_arm(name, load) : read_scenario(name, load);
}

Arm changed(const Arm& arm, const std::vector<std::string>& settings) {
  scenario::LoadOptions load = arm.load;
  load.settings.insert(load.settings.end(), settings.begin(), settings.end());
  return read_scenario(arm.name, load);
}

namespace {

/// What makes it impossible to pair the firms of two arms, or nullptr.
const char* difference_between(const Setup& base, const Setup& other) {
  const bool known = base.firms > 0 && other.firms > 0;
  const bool same_firms = base.firms == other.firms && base.represents == other.represents;
  if (other.seed != base.seed) return "seed";
  if (other.period.start != base.period.start) return "start";
  if (other.period.end != base.period.end) return "end";
  return known && !same_firms ? "population" : nullptr;
}

}  // namespace

void require_alike(const std::vector<Arm>& arms) {
  const Setup base = setup_of(arms.front());
  for (const Arm& arm : arms) {
    const char* differs = difference_between(base, setup_of(arm));
    if (differs == nullptr) continue;
    throw UserError(Problem{"",
                            fmt::format("'{}' has another {} than '{}', so their firms cannot be paired",
                                        printable(arm.name), differs, printable(arms.front().name)),
                            fmt::format("give all arms one {}, such as with --set {}=...", differs,
                                        std::strcmp(differs, "population") == 0 ? "population.firms" : differs)},
                    ExitCode::bad_input);
  }
}

void require_scenarios(const std::vector<Arm>& arms, const std::string& option) {
  for (const Arm& arm : arms) {
    if (arm.loaded) continue;
    throw UserError(
        Problem{"", fmt::format("{} simulates changed scenarios, and '{}' is a result", option, printable(arm.name)),
                "name the scenario file that it was made from"},
        ExitCode::usage);
  }
}

Period period_of(const Arm& arm) {
  if (arm.result) return {arm.result->months.front(), arm.result->months.back()};
  return {arm.loaded->scenario.start, arm.loaded->scenario.end};
}

std::optional<experiments::Confidential> confidential_firms(const std::vector<Arm>& arms) {
  std::optional<experiments::Confidential> found;
  for (const Arm& arm : arms) {
    if (!arm.loaded || !arm.loaded->scenario.population.table.confidential) continue;
    const auto& population = arm.loaded->scenario.population;
    const std::int64_t least = found ? found->min_cell : 1;
    found = experiments::Confidential{population.roster.row, std::max(least, population.table.min_cell)};
  }
  return found;
}

results::Result Simulations::result_of(Arm& arm) {
  results::Result result = arm.result ? std::move(*arm.result) : planned(arm, "");
  result.scenario_name = arm.name;
  return result;
}

results::Result Simulations::planned(const Arm& arm, const std::string& what) {
  const int done = done_++;
  return simulate(arm, what, done, std::max(setup_.planned, done_));
}

results::Result Simulations::uncounted(const Arm& arm, const std::string& what) const {
  return simulate(arm, what, 0, 1);
}

results::Result Simulations::simulate(const Arm& arm, const std::string& what, int done, int all) const {
  const ThreadLimit limit(setup_.threads);
  if (!setup_.quiet) say("simulating " + printable(arm.name) + (what.empty() ? "" : " with " + printable(what)));
  ProgressDisplay display(arm.loaded->scenario, standard_error());
  simulation::RunOptions how;
  how.replicates = setup_.replicates;
  how.progress = [&](simulation::Progress now) {
    now.replicate += done * setup_.replicates;
    now.replicates = all * setup_.replicates;
    if (!setup_.quiet) display.show(now);
  };
  results::Result result = simulation::simulate(*arm.loaded, how);
  result.scenario_name = arm.name;
  return result;
}

}  // namespace millwright::tool
