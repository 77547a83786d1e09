#include "experiments/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>

#include "core/contracts.hpp"
#include "core/errors.hpp"
#include "core/parallel.hpp"
#include "experiments/series_difference.hpp"
#include "scenario/language/merge.hpp"
#include "scenario/language/reader.hpp"

namespace millwright::experiments {
namespace {

[[noreturn]] void refuse(const std::string& what, const std::string& help) {
  throw UserError(Problem{"", what, help}, ExitCode::bad_input);
}

/// One firm of a comparison; `no_life` in the arm in which it does not exist.
struct Pair {
  std::size_t base, policy;
};

std::vector<Pair> paired(const Lives& base, const Lives& policy) {
  std::vector<Pair> pairs;
  std::size_t b = 0, p = 0;
  while (b < base.count() || p < policy.count()) {
    const bool from_base = b < base.count() && (p == policy.count() || base.keys[b] <= policy.keys[p]);
    const bool from_policy = p < policy.count() && (b == base.count() || policy.keys[p] <= base.keys[b]);
    pairs.push_back({from_base ? b++ : no_life, from_policy ? p++ : no_life});
  }
  return pairs;
}

void require_same_luck(const results::Result& base, const results::Result& policy) {
  const auto refuse_unless = [](bool same, const char* what) {
    if (!same) {
      refuse(fmt::format("the arms differ in {}, so their firms cannot be paired", what),
             "compare arms that share population, seed, start, end, technologies and number of replicates");
    }
  };
  refuse_unless(base.seed == policy.seed, "their seed");
  refuse_unless(base.months.front() == policy.months.front(), "their first month");
  refuse_unless(base.months.size() == policy.months.size(), "their last month");
  refuse_unless(base.replicates == policy.replicates, "their number of replicates");
  for (const auto& [table, column] :
       {std::pair{"events", "technology"}, std::pair{"lives", "sector"}, std::pair{"lives", "size"}})
    refuse_unless(labels_of(base, table, column) == labels_of(policy, table, column), column);
}

/// Every firm of the start must be in both arms, and the same: otherwise luck was not the same.
void require_same_firms(const Lives& base, const Lives& policy, const std::vector<Pair>& pairs) {
  for (const auto& [b, p] : pairs) {
    const bool of_start = (b != no_life ? base.keys[b] : policy.keys[p]).generation < 0;
    if (!of_start) continue;
    const bool same =
        b != no_life && p != no_life && base.sector[b] == policy.sector[p] && base.size[b] == policy.size[p];
    if (!same) refuse("the arms do not start with the same firms", "compare arms with the same population");
  }
}

std::vector<Group> groups_of(const results::Result& result, const std::vector<std::string>& instruments) {
  std::vector<Group> groups{{"", "", {}}};
  for (const char* axis : {"sector", "size"}) {
    for (const auto& label : labels_of(result, "lives", axis)) groups.push_back({axis, label, {}});
  }
  for (const auto& name : instruments) groups.push_back({"instrument", name, {}});
  constexpr std::size_t most_counts = 10'000'000;  // 2 GB
  if (groups.size() * static_cast<std::size_t>(result.replicates) > most_counts)
    refuse("more groups of firms and replicates than can be compared", "compare fewer replicates");
  for (Group& group : groups) group.replicates.resize(static_cast<std::size_t>(result.replicates));
  return groups;
}

/// Adopters by the horizon in an arm, by replicate.
std::vector<double> adopters(const Group& group, std::int64_t ClassCounts::*arm) {
  std::vector<double> numbers;
  for (const ClassCounts& counts : group.replicates) numbers.push_back(static_cast<double>(counts.*arm));
  return numbers;
}

struct Arms {
  const Lives &base, &policy;
  const std::vector<Pair>& pairs;
};

/// Where one pair of firms counts: with all, in its sector and size class, and with each instrument that supported it.
std::vector<std::size_t> places_of(const Arms& arms, const Pair& pair, std::size_t technology,
                                   const std::map<std::string, std::size_t>& first) {
  const bool in_policy = pair.policy != no_life;
  const Lives& lives = in_policy ? arms.policy : arms.base;
  const std::size_t life = in_policy ? pair.policy : pair.base;
  std::vector<std::size_t> places{0, first.at("sector") + static_cast<std::size_t>(lives.sector[life]),
                                  first.at("size") + static_cast<std::size_t>(lives.size[life])};
  if (!arms.policy.fate(pair.policy, technology).recipient) return places;
  const std::uint64_t awarded = arms.policy.awarded_by[pair.policy * arms.policy.technologies + technology];
  for (std::size_t k = 0; k < 64; ++k) {
    if (awarded >> k & 1U) places.push_back(first.at("instrument") + k);
  }
  return places;
}

TechnologyComparison classify_all(const Arms& arms, std::size_t technology, std::vector<Group> groups,
                                  std::int32_t horizon, SmallCells& small) {
  std::map<std::string, std::size_t> first;  // group of an axis
  for (std::size_t g = groups.size(); g-- > 0;) first[groups[g].axis] = g;
  for (const Pair& pair : arms.pairs) {
    const Fate base = arms.base.fate(pair.base, technology), policy = arms.policy.fate(pair.policy, technology);
    const auto& key = pair.policy != no_life ? arms.policy.keys[pair.policy] : arms.base.keys[pair.base];
    for (const std::size_t group : places_of(arms, pair, technology, first)) {
      groups[group].replicates[static_cast<std::size_t>(key.replicate)].add(base, policy, horizon);
      small.add(group, key, classify(base, policy, horizon));
    }
  }
  for (const Group& group : groups) {
    for (const ClassCounts& counts : group.replicates) EXPECT(counts.adds_up());
  }
  TechnologyComparison found{{}, std::move(groups), {}};
  found.pairing = pairing_of(adopters(found.groups[0], &ClassCounts::adopters_base),
                             adopters(found.groups[0], &ClassCounts::adopters_policy));
  return found;
}

/// What the policy brought: additional adopters and all of them in technologies that were supported, or in all when
/// none was; tranches and jobs.
std::vector<Brought> brought_by(const Comparison& comparison, const Arms& arms, const std::vector<SmallCells>& small,
                                const results::Result& base, const results::Result& policy) {
  const auto replicates = static_cast<std::size_t>(comparison.replicates);
  std::vector<double> additional(replicates, 0.0), net(replicates, 0.0), tranches(replicates, 0.0);
  const auto supported = [](const TechnologyComparison& one) {
    return std::ranges::any_of(one.groups[0].replicates, [](const auto& counts) { return counts.recipients > 0; });
  };
  const bool any = std::ranges::any_of(comparison.technologies, supported);
  for (std::size_t j = 0; j < comparison.technologies.size(); ++j) {
    const auto& one = comparison.technologies[j];
    if (any && !supported(one)) continue;
    for (std::size_t r = 0; r < replicates; ++r) {
      const ClassCounts& counts = one.groups[0].replicates[r];
      const bool tells = small[j].tells(0, r, AdoptionClass::additional);
      additional[r] += comparison.represents * told(tells ? counts.of(AdoptionClass::additional) : not_told);
      net[r] += comparison.represents * static_cast<double>(counts.adopters_policy - counts.adopters_base);
    }
  }
  for (std::size_t r = 0; r < replicates; ++r)
    tranches[r] = comparison.represents * static_cast<double>(arms.policy.tranches[r] - arms.base.tranches[r]);
  return {{"additional_adopter", std::move(additional)},
          {"net_adopter", std::move(net)},
          {"tranche", std::move(tranches)},
          {"job", difference_of(total_in_month(policy, "employment", comparison.horizon),
                                total_in_month(base, "employment", comparison.horizon))}};
}

/// Firms of the country per simulated firm: the variable `firms` over the firms that the tables hold.
double represented(const results::Result& result, const Lives& lives) {
  const auto simulated =
      std::ranges::count_if(lives.keys, [](const LifeKey& key) { return key.replicate == 0 && key.generation < 0; });
  return total_in_month(result, "firms", 0)[0] / static_cast<double>(simulated);
}

std::string unit_of(const results::Result& result, const std::string& variable) {
  for (const auto& series : result.series) {
    if (series.variable.name == variable) return series.variable.unit;
  }
  return "";
}

Provenance provenance_of(const results::Result& result) {
  return {result.scenario_yaml, result.state_hash, result.engine_version, result.git_hash, result.inputs};
}

std::optional<scenario::Node> tree_of(const results::Result& result) {
  scenario::Sources sources;
  const int source = sources.add({scenario::Source::Kind::file, "the scenario of a result", result.scenario_yaml, {}});
  scenario::Problems problems(sources);
  return scenario::read_yaml(sources, source, problems);
}

std::int32_t horizon_of(const results::Result& base, const CompareOptions& options) {
  const auto months = static_cast<std::int32_t>(base.months.size());
  EXPECT(options.horizon < months);
  return options.horizon < 0 ? months - 1 : options.horizon;
}

/// All of a comparison that is known before firms are looked at.
Comparison frame_of(const results::Result& base, const results::Result& policy, const CompareOptions& options) {
  Comparison comparison;
  comparison.base = base.scenario_name, comparison.policy = policy.scenario_name;
  comparison.base_from = provenance_of(base), comparison.policy_from = provenance_of(policy);
  comparison.instruments = options.instruments.value_or(differing_instruments(base, policy));
  comparison.seed = base.seed, comparison.replicates = base.replicates, comparison.months = base.months;
  comparison.horizon = horizon_of(base, options);
  comparison.discount_rate = options.discount_rate;
  if (options.confidential) comparison.min_cell = options.confidential->min_cell;
  return comparison;
}

}  // namespace

std::vector<std::string> differing_instruments(const results::Result& base, const results::Result& policy) {
  std::map<std::string, std::array<std::string, 2>> keys;  // by name: what each arm says of it
  std::size_t arm = 0;
  for (const auto* result : {&base, &policy}) {
    const auto tree = tree_of(*result);
    const auto* policies = tree ? tree->find("policies") : nullptr;
    if (policies != nullptr) {
      for (const auto& member : policies->members) keys[member.name].at(arm) = scenario::flow_yaml(member.value);
    }
    ++arm;
  }
  std::vector<std::string> names;
  for (const auto& [name, texts] : keys) {
    if (texts[0] != texts[1]) names.push_back(name);
  }
  constexpr std::size_t most = 64;
  if (names.size() > most) refuse("more than 64 instruments differ between the arms", "change fewer at a time");
  return names;
}

double extra_spending(const results::Result& base, const results::Result& policy, const CompareOptions& options) {
  const auto instruments = options.instruments.value_or(differing_instruments(base, policy));
  const std::int32_t horizon = horizon_of(base, options);
  const auto more = difference_of(programme_spending(policy, instruments, horizon, options.discount_rate),
                                  programme_spending(base, instruments, horizon, options.discount_rate));
  return std::accumulate(more.begin(), more.end(), 0.0) / static_cast<double>(more.size());
}

Comparison compare(const results::Result& base, const results::Result& policy, const CompareOptions& options) {
  require_lives(base), require_lives(policy);
  require_same_luck(base, policy);
  Comparison comparison = frame_of(base, policy, options);
  const Lives lives_base = read_lives(base, comparison.instruments, comparison.horizon);
  const Lives lives_policy = read_lives(policy, comparison.instruments, comparison.horizon);
  const auto pairs = paired(lives_base, lives_policy);
  require_same_firms(lives_base, lives_policy, pairs);
  comparison.represents = represented(base, lives_base);
  const Arms arms{lives_base, lives_policy, pairs};
  const auto names = labels_of(base, "events", "technology");
  comparison.technologies.resize(names.size());
  const auto groups = groups_of(base, comparison.instruments);
  std::vector<SmallCells> small(names.size(), SmallCells(options.confidential ? &*options.confidential : nullptr,
                                                         groups.size(), groups[0].replicates.size()));
  for_each_job(names.size(), [&](std::size_t j) {
    comparison.technologies[j] = classify_all(arms, j, groups, comparison.horizon, small[j]);
    comparison.technologies[j].technology = names[j];
  });
  const auto money = [&](const results::Result& arm) {
    return programme_spending(arm, comparison.instruments, comparison.horizon, options.discount_rate);
  };
  const auto balance = [&](const results::Result& arm) {
    return government_balance(arm, comparison.horizon, options.discount_rate);
  };
  comparison.cost = cost_of(difference_of(money(policy), money(base)), difference_of(balance(policy), balance(base)),
                            brought_by(comparison, arms, small, base, policy), base.seed);
  comparison.cost.unit = unit_of(base, "payments");
  for (std::size_t j = 0; j < names.size(); ++j) {
    auto& found = comparison.technologies[j].groups;
    for (std::size_t g = 0; g < found.size(); ++g) small[j].blank(g, found[g].replicates);
  }
  comparison.dimensions = shared_dimensions(base, policy);
  comparison.differences = series_differences(base, policy);
  return comparison;
}

}  // namespace millwright::experiments
