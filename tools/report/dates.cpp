#include "report/dates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/errors.hpp"
#include "scenario/language/tree.hpp"
#include "simulation/provenance.hpp"

namespace millwright::report {
namespace {

using scenario::Node;

/// The members of a map, none of anything else.
const std::vector<scenario::Member>& members_of(const Node* node) {
  static const std::vector<scenario::Member> none;
  return node == nullptr ? none : node->members;
}

class Collector {
 public:
  explicit Collector(std::set<std::pair<std::int32_t, std::string>>& dates) : dates_(dates) {}

  void add(const Node* node, const std::string& what) {
    if (node == nullptr || !node->is_scalar()) return;
    if (const auto month = parse_month(node->text)) dates_.emplace(month->index, what);
  }

  void add_policy(const std::string& name, const Node& policy) {
    add(policy.find("announce"), name + " announced");
    const Node* window = policy.find("effective");
    if (window == nullptr) return;
    add(window->find("from"), name + " begins");
    if (const Node* end = window->find("to"); end != nullptr && end->is_scalar()) {
      if (const auto month = parse_month(end->text)) dates_.emplace(month->index + 1, name + " has ended");
    }
  }

  void add_all(const Node& tree) {
    for (const auto& [name, place, policy] : members_of(tree.find("policies"))) add_policy(printable(name), policy);
    const Node* chips = tree.find("chips");
    for (const auto& track : members_of(chips == nullptr ? nullptr : chips->find("tracks"))) {
      for (const auto& closure : members_of(track.value.find("closed"))) {
        const std::string what = fmt::format("{} chips closed by {}", printable(track.name), printable(closure.name));
        add(closure.value.find("announce"), what + " announced");
        add(closure.value.find("from"), what);
      }
    }
    for (const auto& firm : members_of(tree.find("lead_firms")))
      add(firm.value.find("from"), printable(firm.name) + " begins to spend");
  }

 private:
  std::set<std::pair<std::int32_t, std::string>>& dates_;
};

}  // namespace

std::vector<ScenarioDate> scenario_dates(const Material& material) {
  std::set<std::pair<std::int32_t, std::string>> dates;
  std::int32_t first = 0, last = -1;
  for (const Run& run : material.runs) {
    const std::int32_t begin = run.result.months.front().index, end = run.result.months.back().index;
    first = last < first ? begin : std::min(first, begin);
    last = std::max(last, end);
    try {
      Collector(dates).add_all(simulation::resolved_tree(run.file, run.result.scenario_yaml));
    } catch (const UserError&) {
      continue;  // a result that somebody else wrote may hold no scenario
    }
  }
  std::vector<ScenarioDate> within;
  for (const auto& [month, what] : dates) {
    if (month >= first && month <= last) within.push_back({Month{month}, what});
  }
  return within;
}

std::vector<charts::Rule> rules_of(const std::vector<ScenarioDate>& dates) {
  std::vector<charts::Rule> rules;
  for (const ScenarioDate& date : dates) {
    if (!rules.empty() && rules.back().x == date.month.index) continue;
    rules.push_back({static_cast<double>(date.month.index), fmt::format("{}", rules.size() + 1)});
  }
  return rules;
}

std::string key_of(const std::vector<ScenarioDate>& dates) {
  std::string text;
  int number = 0;
  for (std::size_t k = 0; k < dates.size(); ++k) {
    const bool same = k > 0 && dates[k].month == dates[k - 1].month;
    text += same ? fmt::format(", {}", dates[k].what)
                 : fmt::format("{}{}: {}, {}", k == 0 ? "" : "; ", ++number, to_string(dates[k].month), dates[k].what);
  }
  return text;
}

}  // namespace millwright::report
