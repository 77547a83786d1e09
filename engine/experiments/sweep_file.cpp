#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/sha256.hpp"
#include "experiments/sweep.hpp"
#include "experiments/sweep_factor.hpp"
#include "scenario/language/bind.hpp"
#include "scenario/language/files.hpp"
#include "scenario/language/merge.hpp"
#include "scenario/language/numbers.hpp"
#include "scenario/language/reader.hpp"

namespace millwright::experiments {
namespace {

using scenario::Node;
using scenario::Place;

constexpr int format = 1;  // the number after `sweep:`
constexpr std::int64_t most_replicates = 1'000'000, most_points = 10'000'000;
constexpr const char* usual_outputs[] = {"adoption_share", "employment", "labour_productivity", "spending"};

struct DesignKeys {
  Method method = Method::grid;
  std::int64_t points = 0, levels = 4, seed = 1;
  scenario::CsvTable table;
  std::vector<std::string> names;
};

struct OutputKeys {
  std::vector<std::string> variables, at;
};

/// What a sweep file says besides `arms` and `factors`.
struct SweepKeys {
  std::string title, scenario;
  std::int64_t replicates = 1;
  DesignKeys design;
  OutputKeys outputs;
};

void declare(scenario::Keys<DesignKeys>& keys) {
  keys.choice("method", &DesignKeys::method,
              {{"grid", Method::grid},
               {"lhs", Method::latin_hypercube},
               {"sobol", Method::sobol},
               {"halton", Method::halton},
               {"saltelli", Method::saltelli},
               {"morris", Method::morris},
               {"table", Method::table},
               {"scenarios", Method::scenarios}})
      .means("Which points are simulated");
  keys.count("points", &DesignKeys::points, {.range = {1, static_cast<double>(most_points)}})
      .optional()
      .means("How many; of saltelli the base points, of morris the trajectories")
      .example("256");
  keys.count("levels", &DesignKeys::levels, {.range = {2, 1000}, .otherwise = "4"})
      .means("Levels of morris, and of ranges in a grid");
  keys.count("seed", &DesignKeys::seed, {.otherwise = "1"}).means("Another seed: other points of the same quality");
  keys.table("file", &DesignKeys::table).optional().means("Of table: CSV with one row per point, one column per key");
  keys.names("scenarios", &DesignKeys::names).optional().means("Of scenarios: names of scenarios or overrides");
}

void declare(scenario::Keys<OutputKeys>& keys) {
  keys.names("variables", &OutputKeys::variables)
      .optional()
      .means("Variables that are kept")
      .example("[adoption_share, employment]");
  keys.names("at", &OutputKeys::at).optional().means("Months that are kept; all if left out").example("[2030-12]");
}

void declare(scenario::Keys<SweepKeys>& keys) {
  keys.text("title", &SweepKeys::title, {.otherwise = "\"\""}).means("What the sweep is about, in one line");
  keys.text("scenario", &SweepKeys::scenario).means("The scenario that is changed").example("china/baseline.yaml");
  keys.count("replicates", &SweepKeys::replicates,
             {.range = {1, static_cast<double>(most_replicates)}, .otherwise = "1"})
      .means("Runs of each point and arm, each with its own luck");
  keys.section("design", &SweepKeys::design);
  keys.section("outputs", &SweepKeys::outputs);
}

bool before(const Place& one, const Place& other) {
  return std::pair(one.line, one.column) < std::pair(other.line, other.column);
}

/// The members of a map in the order of the file.
std::vector<scenario::Member> in_order(const Node* map) {
  if (map == nullptr) return {};
  std::vector<scenario::Member> members = map->members;
  std::sort(members.begin(), members.end(),
            [](const auto& one, const auto& other) { return before(one.place, other.place); });
  return members;
}

class SweepReader {
 public:
  SweepReader(const std::filesystem::path& file, const std::vector<std::filesystem::path>& allow_outside)
      : files_(file, allow_outside), problems_(sources_) {
    sweep_.file = file;
    sweep_.base.allow_outside = allow_outside;
  }

  /// Reads nothing but what is held.
  SweepReader(const std::filesystem::path& file, const std::shared_ptr<const scenario::HeldFiles>& held)
      : files_(held), held_(held), problems_(sources_) {
    sweep_.file = file;
  }

  Sweep read() {
    const auto& content = files_.read_scenario(scenario::ReaderLimits::bytes);
    sweep_.text = content.content;
    source_ = sources_.add({scenario::Source::Kind::file, content.display, content.content, files_.folder()});
    const auto root = scenario::read_yaml(sources_, source_, problems_);
    if (root && !root->is_map()) problems_.add(root->place, "a sweep is a map of keys", "begin with `sweep: 1`");
    problems_.throw_if_any();
    read_keys(*root);
    problems_.throw_if_any();
    read_settings(*root);
    load_base(*root);
    read_arms(*root);
    read_factors(*root);
    read_listed(*root);
    problems_.throw_if_any();
    read_outputs(*root);
    check_points(*root);
    problems_.throw_if_any();
    for (const auto& [name, read] : files_.files())
      if (read.content != sweep_.text) sweep_.tables.push_back({name, sha256_hex(read.content), read.content});
    sweep_.warnings = std::move(warnings_);
    return std::move(sweep_);
  }

 private:
  void read_keys(Node root) {
    const Node* version = root.find("sweep");
    const auto number = version != nullptr ? scenario::parse_number(version->text) : std::nullopt;
    if (!number || *number != format) {
      problems_.add(version == nullptr ? Place{source_, 1, 1} : version->place,
                    "this is not a sweep of a format that this program knows",
                    fmt::format("begin the file with `sweep: {}`", format));
    }
    const auto schema = scenario::schema_of<SweepKeys>({});
    scenario::ValueReader values(problems_, warnings_, sources_, files_, {});
    scenario::Binder binder(values, sources_, files_, problems_);
    std::vector<std::string> known = schema->names();
    for (const char* own : {"sweep", "set", "arms", "factors"}) known.emplace_back(own);
    binder.unknown_keys(root, "", known, known);
    Node declared;
    declared.kind = Node::Kind::map;
    for (const auto& member : root.members)
      if (schema->find(member.name) != nullptr) scenario::set_member(declared, member);
    binder.section(*schema, {&declared, "", {source_, 1, 1}}, &keys_);
    sweep_.title = keys_.title;
    sweep_.replicates = static_cast<int>(keys_.replicates);
    sweep_.method = keys_.design.method;
    sweep_.points = static_cast<std::size_t>(keys_.design.points);
    sweep_.morris_levels = static_cast<std::size_t>(keys_.design.levels);
    sweep_.seed = static_cast<std::uint64_t>(keys_.design.seed);
  }

  /// What holds at all points, beneath arms and factors.
  void read_settings(const Node& root) {
    for (const auto& member : in_order(root.find("set")))
      sweep_.base.settings.push_back(member.name + "=" + scenario::flow_yaml(member.value));
  }

  void load_base(const Node& root) {
    const std::string& name = keys_.scenario;
    const bool shipped = name.rfind(scenario::library_prefix, 0) == 0;
    sweep_.base.file = shipped ? std::filesystem::path(name) : sweep_.file.parent_path() / name;
    if (held_) hold_scenario();
    std::error_code unknown;
    if (!held_ && !shipped && !std::filesystem::exists(sweep_.base.file, unknown)) {
      problems_.add(root.find("scenario")->place,
                    fmt::format("cannot read '{}': there is no such file", printable(name)),
                    "the name is relative to the folder of this file; or write for example "
                    "millwright:china/baseline.yaml");
      problems_.throw_if_any();
    }
    sweep_.base.settings.emplace_back("outputs.events=false");
    auto loaded = std::make_shared<simulation::LoadedScenario>(simulation::load_scenario(sweep_.base));
    simulation::check_scenario(*loaded);
    sweep_.loaded = std::move(loaded);
  }

  /// The scenario's files are named relative to its folder, so it is known by its own name alone.
  void hold_scenario() {
    auto held = std::make_shared<scenario::HeldFiles>(*held_);
    const std::string own = std::filesystem::path(keys_.scenario).filename().string();
    const auto text = held->contents.find(own);
    if (text == held->contents.end())
      throw UserError(Problem{printable(held_->display), fmt::format("the text of '{}' is missing", printable(own)),
                              "name a folder that holds it with --data"});
    held->display = own;
    held->scenario = text->second;
    sweep_.base.held = std::move(held);
  }

  void read_arms(const Node& root) {
    const Node* arms = root.find("arms");
    if (arms == nullptr) return sweep_.arms.push_back({"base", {}});
    for (const auto& member : in_order(arms)) {
      if (member.value.kind != Node::Kind::list) {
        problems_.add(member.value.place, fmt::format("arm '{}' is not a list of overrides", printable(member.name)),
                      "write [] for the scenario as it is, or for example [tight_chips]");
        continue;
      }
      Arm arm{member.name, {}};
      for (const Node& item : member.value.items) arm.overrides.push_back(item.text);
      try_changes({arm.overrides, {}}, member.place, fmt::format("arm '{}'", printable(arm.name)));
      sweep_.arms.push_back(std::move(arm));
    }
    if (sweep_.arms.empty() && problems_.empty())
      problems_.add(arms->place, "there is no arm", "write for example `arms: {base: [], tight: [tight_chips]}`");
  }

  void read_factors(const Node& root) {
    const Node* factors = root.find("factors");
    const bool listed = sweep_.method == Method::table || sweep_.method == Method::scenarios;
    if (factors == nullptr) {
      if (!listed)
        problems_.add({source_, 1, 1}, "there are no factors",
                      "write for example `factors: {climate.pmi.mean: {range: [48, 52]}}`");
      return;
    }
    if (listed) {
      problems_.add(factors->place, fmt::format("a design of {} has no factors", word_of(sweep_.method)),
                    "leave out `factors`, or take another method");
      return;
    }
    FactorReader reader(*sweep_.loaded, problems_);
    for (const auto& member : in_order(factors)) {
      auto factor = reader.read(member);
      if (!factor) continue;
      factor->grid_levels = factor->grid_levels > 0 ? factor->grid_levels : sweep_.morris_levels;
      try_factor(*factor, member.place);
      sweep_.factors.push_back(std::move(*factor));
    }
  }

  /// Each end of a range and each level must make a scenario that can be simulated.
  void try_factor(const SweepFactor& factor, const Place& place) {
    constexpr std::size_t most_tried = 64;
    const std::size_t levels = factor.levels();
    const std::size_t tries = levels == 0 ? 2 : std::min(levels, most_tried);
    for (std::size_t k = 0; k < tries; ++k) {
      const double u =
          levels == 0 ? static_cast<double>(k) : (static_cast<double>(k) + 0.5) / static_cast<double>(levels);
      const Changes changes = factor.at(u);
      const std::string what = changes.settings.empty() ? factor.name : changes.settings.front();
      try_changes(changes, place, fmt::format("factor '{}' ({})", printable(factor.name), printable(what)));
    }
  }

  void try_changes(const Changes& changes, const Place& place, const std::string& who) {
    if (problems_.full()) return;
    scenario::LoadOptions load = sweep_.base;
    load.overrides = changes.overrides;
    load.settings.insert(load.settings.end(), changes.settings.begin(), changes.settings.end());
    try {
      simulation::check_scenario(simulation::load_scenario(load));
    } catch (const UserError& error) {
      for (const Problem& problem : error.problems())
        problems_.add(place, fmt::format("{}: {}", who, problem.what), problem.help);
    }
  }

  void read_listed(const Node& root) {
    if (sweep_.method == Method::table) read_table(root);
    if (sweep_.method == Method::scenarios) {
      for (const std::string& name : keys_.design.names) {
        sweep_.listed.push_back({{name}, {}});
        sweep_.listed_names.push_back(name);
        try_changes(sweep_.listed.back(), place_of_design(root), fmt::format("scenario '{}'", printable(name)));
      }
      if (sweep_.listed.empty())
        problems_.add(place_of_design(root), "design.scenarios is missing", "write for example [tight, no_grant]");
    }
  }

  void read_table(const Node& root) {
    const auto& table = keys_.design.table;
    if (table.columns().empty()) {
      problems_.add(place_of_design(root), "design.file is missing", "name a CSV file with one row per point");
      return;
    }
    for (std::size_t row = 0; row < table.rows(); ++row) {
      Changes changes;
      for (const std::string& key : table.columns())
        changes.settings.push_back(key + "=" + std::string(table.text(row, key)));
      sweep_.listed.push_back(std::move(changes));
      if (row == 0 || row + 1 == table.rows())
        try_changes(sweep_.listed.back(), place_of_design(root), fmt::format("row {} of the table", row + 1));
    }
  }

  static Place place_of_design(const Node& root) {
    const Node* design = root.find("design");
    return design == nullptr ? root.place : design->place;
  }

  /// Names of the variables that the scenario has in any arm.
  std::vector<std::string> known_variables() const {
    std::vector<std::string> known;
    for (const Arm& arm : sweep_.arms) {
      scenario::LoadOptions load = sweep_.base;
      load.overrides = arm.overrides;
      for (const auto& series : simulation::describe_variables(simulation::load_scenario(load)).series) {
        if (std::ranges::find(known, series.variable.name) == known.end()) known.push_back(series.variable.name);
      }
    }
    return known;
  }

  void read_outputs(const Node& root) {
    const std::vector<std::string> known = known_variables();
    const Node* given = root.find("outputs");
    const Place place = given == nullptr ? Place{source_, 1, 1} : given->place;
    for (const std::string& name : keys_.outputs.variables) {
      if (std::ranges::find(known, name) != known.end()) continue;
      const std::string near = nearest(name, known);
      problems_.add(place, fmt::format("outputs.variables: there is no variable '{}'", printable(name)),
                    near.empty() ? "`ncdump -h` of a result lists all" : fmt::format("did you mean '{}'?", near));
    }
    sweep_.outputs.variables = keys_.outputs.variables;
    if (sweep_.outputs.variables.empty()) {
      for (const char* name : usual_outputs)
        if (std::ranges::find(known, name) != known.end()) sweep_.outputs.variables.emplace_back(name);
    }
    read_months(place);
  }

  void read_months(const Place& place) {
    const auto& scenario = sweep_.loaded->scenario;
    auto& at = sweep_.outputs.at;
    for (const std::string& text : keys_.outputs.at) {
      const auto month = parse_month(text);
      if (month && scenario.start <= *month && *month <= scenario.end) {
        at.push_back(*month);
      } else {
        problems_.add(place, fmt::format("outputs.at: '{}' is no month of the scenario", printable(text)),
                      fmt::format("write months from {} to {}", to_string(scenario.start), to_string(scenario.end)));
      }
    }
    if (keys_.outputs.at.empty())
      for (Month month = scenario.start; month <= scenario.end; month = month + 1) at.push_back(month);
    std::sort(at.begin(), at.end());
    at.erase(std::unique(at.begin(), at.end()), at.end());
  }

  void check_points(const Node& root) {
    const bool counted = sweep_.listed.empty() && sweep_.method != Method::grid;
    if (counted && sweep_.points == 0)
      problems_.add(place_of_design(root), "design.points is missing", "write for example `points: 256`");
  }

  scenario::FileStore files_;
  std::shared_ptr<const scenario::HeldFiles> held_;
  scenario::Sources sources_;
  scenario::Problems problems_;
  std::vector<std::string> warnings_;
  int source_ = -1;
  SweepKeys keys_;
  Sweep sweep_;
};

}  // namespace

Sweep load_recorded_sweep(const std::string& name, const results::Result& merged) {
  auto held = std::make_shared<scenario::HeldFiles>();
  if (merged.inputs.empty() || merged.inputs.front().content.empty())
    throw UserError(
        Problem{printable(name), "the file does not hold its sweep file", "take it from where it was made"});
  held->display = name + ":" + merged.inputs.front().name;
  held->scenario = merged.inputs.front().content;
  for (const results::InputRecord& input : merged.inputs) {
    if (!input.content.empty() && sha256_hex(input.content) != input.sha256)
      throw UserError(Problem{printable(name), fmt::format("its input '{}' is damaged", printable(input.name)),
                              "take the file from where it was made once more"});
    if (!input.content.empty()) held->contents.emplace(input.name, input.content);
  }
  return SweepReader(merged.inputs.front().name, held).read();
}

Sweep load_sweep(const std::filesystem::path& file, const std::vector<std::filesystem::path>& allow_outside) {
  return SweepReader(file, allow_outside).read();
}

}  // namespace millwright::experiments
