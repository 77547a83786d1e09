#include "experiments/comparison_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/errors.hpp"

namespace millwright::experiments {
namespace {

using results::Series;

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
constexpr Interval no_interval{undefined, undefined, undefined};
constexpr std::size_t interval_places = 3, spread_places = 4, accountings = 2;

class Reader {
 public:
  Reader(const std::string& name, const results::ComparisonRecord& record) : name_(name), record_(record) {}

  std::vector<Comparison> read() {
    arms_ = labels("arm");
    replicates_ = axis("replicate").length;
    if (arms_.empty() || replicates_ == 0) refuse("it has no arms or no replicates");
    read_months();
    std::vector<Comparison> comparisons;
    for (std::size_t a = 0; a < arms_.size(); ++a) comparisons.push_back(read_arm(a));
    return comparisons;
  }

 private:
  [[noreturn]] void refuse(const std::string& what) const {
    throw UserError(Problem{printable(name_), "the comparison is damaged: " + what,
                            "take the file from where it was made once more, or compare again"});
  }

  const results::ArrayAxis& axis(const std::string& wanted) const {
    const auto found = std::ranges::find(record_.arrays.axes, wanted, &results::ArrayAxis::name);
    if (found == record_.arrays.axes.end()) refuse(fmt::format("it has no '{}'", wanted));
    return *found;
  }

  std::vector<std::string> labels(const std::string& wanted) const {
    const auto found = std::ranges::find(record_.arrays.axes, wanted, &results::ArrayAxis::name);
    return found == record_.arrays.axes.end() ? std::vector<std::string>() : found->labels;
  }

  const Series* find(const std::string& wanted) const {
    for (const Series& series : record_.arrays.series) {
      if (series.variable.name == wanted) return &series;
    }
    return nullptr;
  }

  /// The numbers by these axes, or nullptr; refused where they have other axes.
  const Series* maybe(const std::string& wanted, const std::vector<std::string>& axes) const {
    const Series* found = find(wanted);
    if (found != nullptr && (found->variable.dimensions != axes || found->values.empty()))
      refuse(fmt::format("'{}' has other axes or no numbers", wanted));
    return found;
  }

  std::vector<std::string> texts(const std::string& wanted) const {
    const auto found = std::ranges::find(record_.arrays.coordinates, wanted, &results::Coordinate::name);
    return found == record_.arrays.coordinates.end() ? std::vector<std::string>() : found->texts;
  }

  void read_months() {
    const auto month = parse_month(record_.horizon);
    if (!month) refuse("its horizon is no month");
    months_ = axis("time").months;
    if (months_.empty() || *month < months_.front() || *month > months_.back()) refuse("its horizon lies outside");
    horizon_ = *month - months_.front();
  }

  Comparison read_arm(std::size_t a) const {
    Comparison one;
    one.base = record_.arms.front().arm, one.policy = arms_[a];
    one.base_from = origin(record_.arms.front());
    one.policy_from = origin(policy_record(one.policy));
    one.seed = record_.seed, one.min_cell = record_.min_cell, one.discount_rate = record_.discount_rate;
    one.instruments = differing_instruments(scenario_of(one.base_from), scenario_of(one.policy_from));
    one.replicates = static_cast<int>(replicates_);
    one.months = months_, one.horizon = horizon_;
    read_technologies(a, one);
    read_cost(a, one);
    read_match(a, one);
    read_differences(a, one);
    read_effects(one);
    return one;
  }

  static results::Result scenario_of(const Provenance& from) {
    results::Result result;
    result.scenario_yaml = from.scenario_yaml;
    return result;
  }

  const results::ArmRecord& policy_record(const std::string& policy) const {
    const auto found = std::find_if(record_.arms.begin() + 1, record_.arms.end(),
                                    [&](const results::ArmRecord& arm) { return arm.arm == policy; });
    if (found == record_.arms.end()) refuse(fmt::format("it does not tell what '{}' was made from", printable(policy)));
    return *found;
  }

  static Provenance origin(const results::ArmRecord& arm) {
    return {arm.scenario_yaml, arm.state_hash, arm.engine_version, arm.git_hash, arm.inputs};
  }

  /// What is told of groups of one axis, "" for all firms together.
  struct Counts {
    std::vector<const Series*> classes;
    const Series *recipients, *adopters_base, *adopters_policy, *months_accelerated;
  };

  Counts counts_of(const std::string& axis) const {
    std::vector<std::string> axes{"arm", "replicate", "technology"};
    if (!axis.empty()) axes.push_back(axis);
    const auto of = [&](std::string_view variable) {
      const std::string whole = axis.empty() ? std::string(variable) : fmt::format("{}_by_{}", variable, axis);
      const Series* values = maybe(whole, axes);
      if (values == nullptr) refuse(fmt::format("it has no '{}'", whole));
      return values;
    };
    Counts counts{{}, of("recipients"), of("adopters_base"), of("adopters_policy"), of("months_accelerated")};
    for (const ClassKind& kind : class_kinds) counts.classes.push_back(of(kind.variable));
    return counts;
  }

  void read_technologies(std::size_t a, Comparison& one) const {
    for (const std::string& technology : labels("technology"))
      one.technologies.push_back({technology, {}, {undefined, undefined}});
    add_groups(a, "", {""}, one);
    for (const char* axis : {"sector", "size", "instrument"}) {
      const bool has_any = find(fmt::format("recipients_by_{}", axis)) != nullptr;
      if (has_any) add_groups(a, axis, labels(axis), one);
    }
  }

  void add_groups(std::size_t a, const std::string& axis, const std::vector<std::string>& groups,
                  Comparison& one) const {
    const Counts counts = counts_of(axis);
    const std::size_t technologies = one.technologies.size();
    for (std::size_t j = 0; j < technologies; ++j) {
      for (std::size_t g = 0; g < groups.size(); ++g) {
        Group group{axis, groups[g], {}};
        for (std::size_t r = 0; r < replicates_; ++r) {
          const std::size_t row = (a * replicates_ + r) * technologies + j;
          group.replicates.push_back(read_counts(counts, row * groups.size() + g));
        }
        one.technologies[j].groups.push_back(std::move(group));
      }
    }
  }

  /// Numbers of firms of the country: `represents` stays 1.
  static ClassCounts read_counts(const Counts& from, std::size_t place) {
    ClassCounts counts;
    for (std::size_t c = 0; c < class_count; ++c) counts.firms[c] = counted(from.classes[c]->values[place]);
    counts.recipients = counted(from.recipients->values[place]);
    counts.adopters_base = counted(from.adopters_base->values[place]);
    counts.adopters_policy = counted(from.adopters_policy->values[place]);
    constexpr auto accelerated = static_cast<std::size_t>(AdoptionClass::accelerated);
    const double months = from.months_accelerated->values[place] * told(counts.firms[accelerated]);
    counts.months_earlier[accelerated] = std::isnan(months) ? 0 : counted(months);
    return counts;
  }

  static std::int64_t counted(double number) {
    constexpr double most = 9e15;
    return std::isnan(number) || std::abs(number) > most ? not_told : std::llround(number);
  }

  static Interval interval_at(const std::vector<double>& numbers, std::size_t place) {
    const std::size_t at = place * interval_places;
    if (at + interval_places > numbers.size()) return no_interval;
    return {numbers[at], numbers[at + 1], numbers[at + 2]};
  }

  void read_cost(std::size_t a, Comparison& one) const {
    const Series* cost = maybe("cost", {"arm", "accounting", "interval"});
    if (cost == nullptr) refuse("it has no 'cost'");
    one.cost.unit = cost->variable.unit;
    one.cost.gross = interval_at(cost->values, accountings * a);
    one.cost.net = interval_at(cost->values, accountings * a + 1);
    const std::string prefix = "brought_";
    for (const Series& brought : record_.arrays.series) {
      if (!brought.variable.name.starts_with(prefix)) continue;
      const std::string what = brought.variable.name.substr(prefix.size());
      maybe(brought.variable.name, {"arm", "interval"});
      const Series* per = maybe("cost_per_" + what, {"arm", "accounting", "interval"});
      if (per == nullptr) refuse(fmt::format("it has no 'cost_per_{}'", what));
      CostPer found{what, interval_at(brought.values, a), true, interval_at(per->values, accountings * a),
                    interval_at(per->values, accountings * a + 1)};
      found.determined = !std::isnan(found.gross.estimate);
      one.cost.per.push_back(found);
    }
  }

  void read_match(std::size_t a, Comparison& one) const {
    const std::vector<std::string> settings = texts("match_setting");
    if (a >= settings.size() || settings[a].empty()) return;
    const auto number = [&](const char* variable) {
      const Series* values = maybe(variable, {"arm"});
      return values == nullptr ? undefined : values->values[a];
    };
    SpendingMatch match;
    match.setting = settings[a];
    match.wanted = number("match_wanted"), match.found.spending = number("match_spending");
    one.match = match;
  }

  void read_differences(std::size_t a, Comparison& one) const {
    for (const Series& series : record_.arrays.series) {
      const auto& [name, axes, unit, long_name, cell_methods] = series.variable;
      const bool is_one = name.ends_with("_difference") && axes.size() >= 3 && axes[0] == "arm" &&
                          axes[1] == "statistic" && axes[2] == "time" && axis("statistic").length == spread_places;
      if (!is_one || series.values.empty()) continue;
      SeriesDifference difference{{name, {axes.begin() + 3, axes.end()}, unit, long_name, cell_methods}, {}};
      const std::size_t places = series.values.size() / (arms_.size() * spread_places);
      const double* values = series.values.data() + a * spread_places * places;
      for (std::size_t k = 0; k < places; ++k)
        difference.values.push_back({values[k], values[places + k], values[2 * places + k], values[3 * places + k]});
      one.differences.push_back(std::move(difference));
    }
    for (const results::ArrayAxis& known : record_.arrays.axes) {
      if (!known.labels.empty()) one.dimensions.push_back({known.name, known.labels});
    }
  }

  void read_effects(Comparison& one) const {
    const auto numbers = [&](const char* column) {
      const Series* found = find(column);
      return found == nullptr ? std::vector<double>() : found->values;
    };
    const auto arms = texts("effect_arm"), keys = texts("key"), outcomes = texts("outcome"), units = texts("unit");
    if (keys.size() != arms.size() || outcomes.size() != arms.size() || units.size() != arms.size())
      refuse("its effects contradict each other");
    const auto in_order = numbers("in_order"), in_reverse = numbers("in_reverse"), both = numbers("interaction");
    for (std::size_t k = 0; k < arms.size(); ++k) {
      if (arms[k] != one.policy) continue;
      one.effects.push_back(
          {keys[k], outcomes[k], units[k], interval_at(in_order, k), interval_at(in_reverse, k), interval_at(both, k)});
    }
  }

  const std::string& name_;
  const results::ComparisonRecord& record_;
  std::vector<std::string> arms_;
  std::size_t replicates_ = 0;
  std::vector<Month> months_;
  std::int32_t horizon_ = 0;
};

}  // namespace

std::vector<Comparison> read_comparisons(const std::string& name, const results::ComparisonRecord& record) {
  return Reader(name, record).read();
}

}  // namespace millwright::experiments
