#pragma once

#include <string>
#include <vector>

#include "month/model.hpp"
#include "simulation/run.hpp"
#include "validate/evidence.hpp"

// The scenarios that rows run, and what they read from a run.
namespace millwright::evidence {

using Settings = std::vector<std::string>;  // as --set takes them

/// A folder of its own, removed at the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::filesystem::path write(const std::string& name, const std::string& text) const;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// The whole text of a file.
std::string text_of(const std::filesystem::path& file);

/// A copy of the shipped scenarios, in which a row may change files.
class ScenarioCopy {
 public:
  explicit ScenarioCopy(const Context& context);
  const Context& context() const { return context_; }
  void write(const std::string& name, const std::string& text) const { folder_.write(name, text); }
  std::string text(const std::string& name) const { return text_of(folder_.path() / name); }

 private:
  TemporaryFolder folder_;
  Context context_;
};

/// One sector of equal firms and one technology, `machine`, that costs next to nothing: no growth, no luck, no exits,
/// no trend, everybody reviews every month. What a row tests it switches on by `settings`.
simulation::LoadedScenario quiet_world(const Settings& settings = {});

/// A shipped scenario, named from the scenarios' folder, such as "china/baseline.yaml".
simulation::LoadedScenario shipped(const Context& context, const std::string& file, const Settings& settings = {},
                                   const std::string& scenario_name = {});

/// The shipped scenarios that run by themselves, named from the scenarios' folder and sorted.
std::vector<std::string> runnable_scenarios(const Context& context);

/// A model on the eve of its first month, of the scenario's own seed and the given replicate.
Model model_of(const simulation::LoadedScenario& loaded, int replicate);

/// One run of a scenario whose seed is moved on by `seed`: two scenarios with the same seed share all luck.
results::Result run_seed(const simulation::LoadedScenario& loaded, int seed);

/// The month's verbs up to the reviews of all firms; `allocate_support` and `finish_month` come next. For rows that
/// look at applications and awards; otherwise `advance_month`.
void begin_month(Model& model);
/// The verbs that follow `allocate_support`.
void finish_month(Model& model);

/// Values of one variable in one month: [dimensions...]. Throws std::runtime_error for a variable that is not there.
std::span<const double> values_at(const results::Result& result, const std::string& variable, std::size_t month,
                                  int replicate = 0);

/// The first value of a variable in every month of a replicate, `cell` steps into its dimensions.
std::vector<double> path_of(const results::Result& result, const std::string& variable, std::size_t cell = 0,
                            int replicate = 0);

/// Place of a label on an axis, such as the technology "ai". Throws std::runtime_error when there is none.
std::size_t place_of(const results::Result& result, const std::string& axis, const std::string& label);

}  // namespace millwright::evidence
