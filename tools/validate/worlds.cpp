#include "validate/worlds.hpp"

#include <unistd.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "month/verbs.hpp"

namespace millwright::evidence {
namespace {

constexpr const char* quiet_text = R"(millwright: 1
title: A quiet world
currency: CNY
prices: 2024-01
start: 2024-01
end: 2033-12
population: {firms: 1000, represents: 1000, cost_sd: 0, workers_per_firm: 100, largest_firm: 100.001}
sectors: {table: sectors.csv}
network: {input_output: input_output.csv}
climate:
  metals: {}
  inflation: 0 %/year
  wages: {growth: 0 %/year}
  pmi: {mean: 50, sd: 0, jump_rate: 0 %/year}
expectations: {unobserved_sd: 0 %, metal: none}
technologies:
  machine:
    effect: saves_labour
    levels: 1
    project_price: {fixed: 1 CNY, per_worker: 0 CNY}
    depreciation: 0 %/year
    lead_time: 1 months
    service_life: 600 months
    review_rate: 100 %
chips: {tracks: {}}
attention: {demand: 0}
decision: {choice_noise: 0}
beliefs: {achievable_mean: 1, achievable_sd: 0}
dynamics: {selection: 0, productivity_sd: 0, growth_noise: 0, employment_adjustment: 100 %}
finance: {leverage: 20, initial_cash_sd: 0}
turnover: {exit_rate: 0 %/year}
outputs: {events: false}
)";
constexpr const char* quiet_sectors =
    "sector,firm_share,employment_share,value_added_share_of_output,labour_share_of_value_added,"
    "nonferrous_price_exposure,machine_potential\n"
    "industry,1,1,0.25,0.4,0.05,0.5\n";
constexpr const char* quiet_matrix = "supplier,industry\nindustry,0.5\n";

const results::Series& series_of(const results::Result& result, const std::string& variable) {
  for (const auto& series : result.series) {
    if (series.variable.name == variable) return series;
  }
  throw std::runtime_error("there is no variable " + variable);
}

template <class Verb>
void for_all_firms(Model& model, Verb&& verb) {
  const std::size_t count = model.economy.firms.count();
  for (std::size_t begin = 0; begin < count; begin += block_size) {
    verb(Block{begin, std::min(begin + block_size, count), begin / block_size});
  }
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "millwright-validate-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder can be made");
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path TemporaryFolder::write(const std::string& name, const std::string& text) const {
  std::ofstream file(path_ / name);
  file << text;
  if (!file.flush()) throw std::runtime_error("cannot write " + name);
  return path_ / name;
}

std::string text_of(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

ScenarioCopy::ScenarioCopy(const Context& context) : context_(context) {
  std::filesystem::copy(context.scenarios, folder_.path(), std::filesystem::copy_options::recursive);
  context_.scenarios = folder_.path();
}

simulation::LoadedScenario quiet_world(const Settings& settings) {
  const TemporaryFolder folder;
  folder.write("sectors.csv", quiet_sectors);
  folder.write("input_output.csv", quiet_matrix);
  scenario::LoadOptions options;
  options.file = folder.write("quiet.yaml", quiet_text);
  options.settings = settings;
  return simulation::load_scenario(options);
}

simulation::LoadedScenario shipped(const Context& context, const std::string& file, const Settings& settings,
                                   const std::string& scenario_name) {
  scenario::LoadOptions options;
  options.file = context.scenarios / file;
  options.settings = settings;
  options.scenario_name = scenario_name;
  return simulation::load_scenario(options);
}

std::vector<std::string> runnable_scenarios(const Context& context) {
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

Model model_of(const simulation::LoadedScenario& loaded, int replicate) {
  return build_model(loaded.scenario,
                     {static_cast<std::uint64_t>(loaded.scenario.seed), static_cast<std::uint64_t>(replicate)});
}

results::Result run_seed(const simulation::LoadedScenario& loaded, int seed) {
  simulation::LoadedScenario own = loaded;
  own.scenario.seed += seed;
  return simulation::simulate(own, {});
}

void begin_month(Model& model) {
  model.economy.flows.clear();
  advance_environment(model);
  form_expectations(model);
  for_all_firms(model, [&](Block block) { review_investment(model, block, model.economy.flows); });
}

void finish_month(Model& model) {
  for_all_firms(model, [&](Block block) {
    const MonthLuck luck(model.economy, block);
    install_and_scrap(model, block, model.economy.flows);
    produce_and_sell(model, block, luck, model.economy.flows);
    settle_accounts(model, block, model.economy.flows);
    enter_and_exit(model, block, luck, model.economy.flows);
  });
  model.economy.census = take_census(model.economy);
  survey_purchasing_managers(model);
  observe(model);
}

std::span<const double> values_at(const results::Result& result, const std::string& variable, std::size_t month,
                                  int replicate) {
  const auto& series = series_of(result, variable);
  const std::size_t months = result.months.size();
  const std::size_t width = series.values.size() / (months * static_cast<std::size_t>(result.replicates));
  return std::span(series.values).subspan((static_cast<std::size_t>(replicate) * months + month) * width, width);
}

std::vector<double> path_of(const results::Result& result, const std::string& variable, std::size_t cell,
                            int replicate) {
  std::vector<double> path;
  for (std::size_t month = 0; month < result.months.size(); ++month) {
    path.push_back(values_at(result, variable, month, replicate)[cell]);
  }
  return path;
}

std::size_t place_of(const results::Result& result, const std::string& axis, const std::string& label) {
  for (const auto& dimension : result.dimensions) {
    if (dimension.name != axis) continue;
    const auto found = std::find(dimension.labels.begin(), dimension.labels.end(), label);
    if (found != dimension.labels.end()) return static_cast<std::size_t>(found - dimension.labels.begin());
  }
  throw std::runtime_error("there is no " + axis + " " + label);
}

}  // namespace millwright::evidence
