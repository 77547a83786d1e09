#include "simulation/load.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cmath>

#include "decisions/catalogue.hpp"
#include "economy/economy.hpp"
#include "policies/catalogue.hpp"
#include "scenario/firm_table.hpp"
#include "scenario/language/merge.hpp"
#include "simulation/declarations.hpp"

namespace millwright::simulation {
namespace {

constexpr int longest_run = 100 * 12;  // [month]

/// What a chip track's keys demand of each other; `add(key, what, help)` collects a problem.
template <class Add>
void check_track(const scenario::Named<scenario::ChipTrack>& named, Add&& add) {
  const std::string at = "chips.tracks." + named.name;
  const auto& track = named.value;
  if (track.supply.empty() && !(track.capacity > 0))
    add(at, "the track has no limit", "give it `supply`, `capacity` or both");
  if (track.learns() && !(track.capacity > 0))
    add(at, "a track that learns needs a capacity: its experience is counted in months of it", "add `capacity`");
  for (const auto& closure : track.closed) {
    const std::string key = at + ".closed." + closure.name;
    if (closure.value.to < closure.value.from)
      add(key, "the closure ends before it begins", "let `to` be the same month as `from`, or later");
    if (closure.value.announce != scenario::for_good && closure.value.announce > closure.value.from) {
      add(key, "the closure is announced after it takes effect",
          "let `announce` be the same month as `from` or earlier, or leave it out");
    }
  }
}

/// What the keys of shocks to metal prices demand of each other.
template <class Add>
void check_shocks(const scenario::Scenario& scenario, Add&& add) {
  for (const auto& metal : scenario.climate.metals) {
    for (const auto& [name, shock] : metal.value.shocks) {
      if (shock.to < shock.from) {
        add(fmt::format("climate.metals.{}.shocks.{}", metal.name, name), "the shock ends before it begins",
            "let `to` be the same month as `from`, or later");
      }
    }
  }
}

/// What the shares of regions or types of ownership demand: nothing, or the whole.
template <class Add>
void check_shares(std::string_view key, const auto& parts, Add&& add) {
  double total = 0;
  for (const auto& part : parts) total += part.value.share;
  constexpr double tolerance = 0.005;  // shares are rounded
  if (parts.empty() || std::abs(total - 1) <= tolerance) return;
  add(key, fmt::format("the shares add up to {:.1f} %, not to 100 %", 100 * total),
      "change the shares, or delete with null the entry that is one too many");
}

/// Rules between keys that one declaration cannot express.
std::vector<Problem> contradictions(const LoadedScenario& loaded) {
  const auto& scenario = loaded.scenario;
  std::vector<Problem> problems;
  const auto add = [&](std::string_view key, const std::string& what, const std::string& help) {
    problems.push_back(loaded.document.problem(key, what, help));
  };
  if (scenario.end < scenario.start) {
    add("end",
        fmt::format("the scenario ends in {}, before it starts in {}", to_string(scenario.end),
                    to_string(scenario.start)),
        "let `end` be the same month as `start`, or later");
  } else if (loaded.months() > longest_run) {
    add("end", fmt::format("{} months are more than the {} that can be simulated", loaded.months(), longest_run),
        "end earlier");
  }
  check_shares("regions", scenario.regions, add);
  check_shares("ownership", scenario.ownership, add);
  if (scenario.technologies.empty())
    add("technologies", "there is no technology to adopt", "declare one, such as automation");
  if (scenario.technologies.size() > 64) add("technologies", "more than 64 technologies", "declare fewer");
  if (scenario.policies.size() >= 200 || scenario.chips.tracks.size() >= 200) {
    add("", "more than 199 policies or chip tracks", "declare fewer");
  }
  for (const auto& track : scenario.chips.tracks) check_track(track, add);
  check_shocks(scenario, add);
  for (const auto& technology : scenario.technologies) {
    if (technology.value.compute && scenario.chips.tracks.empty()) {
      add("technologies." + technology.name,
          fmt::format("technologies.{} needs chips, and there is no track under chips.tracks",
                      printable(technology.name)),
          "add a track with performance, price and supply, or write `compute: false`");
    }
  }
  return problems;
}

/// Regions, types of ownership and size classes are stored as bytes, the cells that they make with sectors in two
/// bytes.
void check_groups(const LoadedScenario& loaded, std::size_t sectors) {
  const auto& scenario = loaded.scenario;
  const std::size_t regions = std::max<std::size_t>(scenario.regions.size(), 1);
  const std::size_t ownerships = std::max<std::size_t>(scenario.ownership.size(), 1);
  const std::size_t sizes = scenario.size_classes.classes.size();
  constexpr std::size_t most_of_a_kind = 255, most_cells = 65535;
  const Cells cells{sectors, regions, ownerships, sizes};
  if (std::max({regions, ownerships, sizes}) <= most_of_a_kind && cells.count() <= most_cells) return;
  throw UserError(loaded.document.problem(
      "regions",
      fmt::format("{} sectors, {} regions, {} types of ownership and {} size classes make {} groups of firms", sectors,
                  regions, ownerships, sizes, cells.count()),
      fmt::format("declare fewer: at most {} of a kind and {} groups in all", most_of_a_kind, most_cells)));
}

/// Reads the user's own firms and links into columns.
void read_own_firms(LoadedScenario& loaded, std::vector<std::string>& notes) {
  auto& population = loaded.scenario.population;
  auto& network = loaded.scenario.network;
  if (!population.table.given() && network.file.columns().empty()) return;
  std::vector<std::string> told;
  if (population.table.given()) {
    std::vector<std::string> sectors;
    for (const auto& sector : read_sectors(loaded.scenario)) sectors.push_back(sector.name);
    population.roster = scenario::read_firm_table(loaded.scenario, sectors, told);
    if (population.table.confidential) loaded.scenario.outputs.events = false;
  }
  if (!network.file.columns().empty()) network.links = scenario::read_firm_links(loaded.scenario, told);
  for (std::string& note : told) notes.push_back(std::move(note));
}

/// The months from which edits in a part of a policy hold, where they come after its announcement.
void find_early_edits(const scenario::Node& node, const std::string& path, Month announced,
                      const scenario::Sources& sources, std::vector<std::string>& warnings) {
  for (const auto& edit : node.edits) {
    const auto* from = edit.find("from");
    if (from == nullptr) continue;
    const auto month = parse_month(from->text.size() == 4 ? from->text + "-01" : from->text);
    if (!month || !(announced < *month)) continue;
    warnings.push_back(scenario::warning_at(
        sources, edit.place,
        fmt::format("firms know of this edit of {} from {} on, when the policy is announced, not only from {}; to "
                    "announce it later, write a policy of its own with `like` and `announce`",
                    printable(path), to_string(announced), to_string(*month))));
  }
  for (const auto& member : node.members)
    find_early_edits(member.value, path + "." + member.name, announced, sources, warnings);
}

/// Warnings of edits of policies that firms see before they are announced.
std::vector<std::string> early_edits(const scenario::Document& document) {
  std::vector<std::string> warnings;
  const auto& contents = document.contents();
  const auto* given = contents.given.find("policies");
  const auto* complete = contents.complete.find("policies");
  if (given == nullptr || complete == nullptr) return warnings;
  for (const auto& policy : given->members) {
    const auto* whole = complete->find(policy.name);
    if (whole == nullptr) continue;
    const auto* announce = whole->find("announce");
    if (announce == nullptr) announce = scenario::find_dotted(*whole, "effective.from");
    const auto month = announce == nullptr ? std::nullopt : parse_month(announce->text);
    if (month) find_early_edits(policy.value, "policies." + policy.name, *month, contents.sources, warnings);
  }
  return warnings;
}

/// Runs a check of one part of the scenario; its problems are told at what the highest layer says of the key that they
/// begin with, else of `key`.
void check_part(const LoadedScenario& loaded, const std::string& key, const std::function<void()>& check) {
  try {
    check();
  } catch (const UserError& error) {
    std::vector<Problem> problems;
    for (const Problem& problem : error.problems()) {
      const std::string start = problem.what.substr(0, problem.what.find_first_of(": "));
      const bool names_key = loaded.document.given(start);
      const bool in_table = !names_key && !problem.where.empty();
      problems.push_back(
          in_table ? problem : loaded.document.problem_within(names_key ? start : key, problem.what, problem.help));
    }
    throw UserError(std::move(problems), error.code());
  }
}

std::uint64_t physical_memory() {
  return static_cast<std::uint64_t>(sysconf(_SC_PHYS_PAGES)) * static_cast<std::uint64_t>(sysconf(_SC_PAGE_SIZE));
}

}  // namespace

LoadedScenario load_scenario(const scenario::LoadOptions& options) {
  const auto document = scenario::load_document<scenario::Scenario>(options, catalogues());
  LoadedScenario loaded{document, scenario::bind<scenario::Scenario>(document), options.scenario_name};
  std::vector<std::string> warnings = early_edits(document);
  loaded.scenario.title = document.title();
  loaded.scenario.currency = document.currency();
  loaded.scenario.prices = document.prices();
  auto problems = contradictions(loaded);
  if (!problems.empty()) throw UserError(std::move(problems));
  read_own_firms(loaded, warnings);
  loaded.document = document.with_warnings(std::move(warnings));
  return loaded;
}

void check_scenario(const LoadedScenario& loaded) {
  const std::uint64_t needed = memory_needed(loaded.scenario), available = physical_memory();
  if (needed > available) {
    constexpr double gigabyte = 1e9;
    throw UserError(
        loaded.document.problem("population.firms",
                                fmt::format("{} firms need about {:.1f} GB of memory; this machine has {:.1f} GB",
                                            loaded.scenario.population.firms, static_cast<double>(needed) / gigabyte,
                                            static_cast<double>(available) / gigabyte),
                                "simulate fewer firms; `represents` keeps the national totals"));
  }
  const auto sectors = read_sectors(loaded.scenario);
  read_input_output(loaded.scenario, sectors);
  check_groups(loaded, sectors.size());
  std::vector<std::string> names;
  names.reserve(sectors.size());
  for (const auto& sector : sectors) names.push_back(sector.name);
  check_part(loaded, "policies", [&] { policies::make_instruments(loaded.scenario, names); });
  check_part(loaded, "decision.rules", [&] { decisions::make_rules(loaded.scenario.decision); });
}

}  // namespace millwright::simulation
