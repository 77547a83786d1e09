#include "experiments/comparison_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "core/errors.hpp"

namespace millwright::experiments {
namespace {

using results::StoredArray;
using results::StoredGroup;

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
constexpr Interval no_interval{undefined, undefined, undefined};
constexpr std::size_t interval_places = 3, spread_places = 4, accountings = 2;

class Reader {
 public:
  Reader(const std::string& name, const results::StoredFile& stored) : name_(name), stored_(stored) {}

  std::vector<Comparison> read() {
    arms_ = labels("arm");
    replicates_ = array("replicate").numbers.size();
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

  const StoredGroup& root() const { return stored_.groups.front(); }

  const StoredArray& array(const std::string& wanted) const {
    if (const StoredArray* found = root().find(wanted)) return *found;
    refuse(fmt::format("it has no '{}'", wanted));
  }

  /// The array if it is there; refused where it has other axes.
  const StoredArray* maybe(const std::string& wanted, const std::vector<std::string>& axes) const {
    const StoredArray* found = root().find(wanted);
    if (found == nullptr) return nullptr;
    if (found->dimensions != axes || found->numbers.empty())
      refuse(fmt::format("'{}' has other axes or no numbers", wanted));
    return found;
  }

  std::vector<std::string> labels(const std::string& axis) const {
    const StoredArray* found = root().find(axis);
    return found == nullptr ? std::vector<std::string>() : found->texts;
  }

  void read_months() {
    const std::string horizon = root().attribute("horizon");
    const auto month = parse_month(horizon);
    if (!month) refuse("its horizon is no month");
    for (const double days : array("time").numbers) months_.push_back(month_of(days));
    if (months_.empty() || *month < months_.front() || *month > months_.back()) refuse("its horizon lies outside");
    horizon_ = *month - months_.front();
  }

  Month month_of(double days) const {
    constexpr double days_per_month = 30.436875, most_days = 3e6;
    if (!(std::abs(days) < most_days)) refuse("'time' holds a day that begins no month");
    const Month near = Month::of(1970, 1) + static_cast<int>(days / days_per_month);
    for (int step = -1; step <= 1; ++step) {
      if (days_since_1970(near + step) == static_cast<std::int32_t>(days)) return near + step;
    }
    refuse("'time' holds a day that begins no month");
  }

  Comparison read_arm(std::size_t a) const {
    Comparison one;
    one.base = root().attribute("base"), one.policy = arms_[a];
    one.base_from = origin("provenance_base");
    one.policy_from = origin(fmt::format("provenance_arm_{}", a));
    one.instruments = differing_instruments(scenario_of(one.base_from), scenario_of(one.policy_from));
    one.replicates = static_cast<int>(replicates_);
    one.months = months_, one.horizon = horizon_;
    read_numbers(one);
    read_technologies(a, one);
    read_cost(a, one);
    read_match(a, one);
    read_differences(a, one);
    read_effects(one);
    return one;
  }

  void read_numbers(Comparison& one) const {
    const auto number = [&](const char* attribute, auto& value) {
      const std::string text = root().attribute(attribute);
      std::from_chars(text.data(), text.data() + text.size(), value);
    };
    number("seed_decimal", one.seed);
    number("min_cell", one.min_cell);
    number("discount_rate", one.discount_rate);
  }

  static results::Result scenario_of(const Provenance& from) {
    results::Result result;
    result.scenario_yaml = from.scenario_yaml;
    return result;
  }

  Provenance origin(const std::string& group) const {
    Provenance from;
    const StoredGroup* found = stored_.find(group);
    if (found == nullptr) return from;
    from.state_hash = found->attribute("state_hash"), from.git_hash = found->attribute("git_hash");
    from.engine_version = found->attribute("engine_version");
    if (const auto* text = found->find("scenario_yaml"); text != nullptr && text->texts.size() == 1)
      from.scenario_yaml = text->texts.front();
    const auto *names = found->find("input_name"), *hashes = found->find("input_sha256");
    const auto* contents = found->find("input_content");
    if (names == nullptr || hashes == nullptr || contents == nullptr) return from;
    for (std::size_t k = 0; k < names->texts.size(); ++k) {
      if (k < hashes->texts.size() && k < contents->texts.size())
        from.inputs.push_back({names->texts[k], hashes->texts[k], contents->texts[k]});
    }
    return from;
  }

  /// What is told of groups of one axis, "" for all firms together.
  struct Counts {
    std::vector<const StoredArray*> classes;
    const StoredArray *recipients, *adopters_base, *adopters_policy, *months_accelerated;
  };

  Counts counts_of(const std::string& axis) const {
    std::vector<std::string> axes{"arm", "replicate", "technology"};
    if (!axis.empty()) axes.push_back(axis);
    const auto of = [&](std::string_view variable) {
      const std::string whole = axis.empty() ? std::string(variable) : fmt::format("{}_by_{}", variable, axis);
      const StoredArray* values = maybe(whole, axes);
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
      const bool has_any = root().find(fmt::format("recipients_by_{}", axis)) != nullptr;
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
    for (std::size_t c = 0; c < class_count; ++c) counts.firms[c] = counted(from.classes[c]->numbers[place]);
    counts.recipients = counted(from.recipients->numbers[place]);
    counts.adopters_base = counted(from.adopters_base->numbers[place]);
    counts.adopters_policy = counted(from.adopters_policy->numbers[place]);
    constexpr auto accelerated = static_cast<std::size_t>(AdoptionClass::accelerated);
    const double months = from.months_accelerated->numbers[place] * told(counts.firms[accelerated]);
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
    const StoredArray* cost = maybe("cost", {"arm", "accounting", "interval"});
    if (cost == nullptr) refuse("it has no 'cost'");
    one.cost.unit = cost->unit;
    one.cost.gross = interval_at(cost->numbers, accountings * a);
    one.cost.net = interval_at(cost->numbers, accountings * a + 1);
    const std::string prefix = "brought_";
    for (const StoredArray& brought : root().arrays) {
      if (!brought.name.starts_with(prefix)) continue;
      const std::string what = brought.name.substr(prefix.size());
      maybe(brought.name, {"arm", "interval"});
      const StoredArray* per = maybe("cost_per_" + what, {"arm", "accounting", "interval"});
      if (per == nullptr) refuse(fmt::format("it has no 'cost_per_{}'", what));
      CostPer found{what, interval_at(brought.numbers, a), true, interval_at(per->numbers, accountings * a),
                    interval_at(per->numbers, accountings * a + 1)};
      found.determined = !std::isnan(found.gross.estimate);
      one.cost.per.push_back(found);
    }
  }

  void read_match(std::size_t a, Comparison& one) const {
    const StoredArray* settings = root().find("match_setting");
    if (settings == nullptr || a >= settings->texts.size() || settings->texts[a].empty()) return;
    const auto number = [&](const char* variable) {
      const StoredArray* values = maybe(variable, {"arm"});
      return values == nullptr ? undefined : values->numbers[a];
    };
    SpendingMatch match;
    match.setting = settings->texts[a];
    match.wanted = number("match_wanted"), match.found.spending = number("match_spending");
    one.match = match;
  }

  void read_differences(std::size_t a, Comparison& one) const {
    const std::string suffix = "_difference";
    for (const StoredArray& stored : root().arrays) {
      const auto& axes = stored.dimensions;
      const bool is_one = stored.name.ends_with(suffix) && axes.size() >= 3 && axes[0] == "arm" &&
                          axes[1] == "statistic" && axes[2] == "time" && stored.lengths[1] == spread_places;
      if (!is_one || stored.numbers.empty()) continue;
      SeriesDifference difference{
          {stored.name, {axes.begin() + 3, axes.end()}, stored.unit, stored.long_name, stored.cell_methods}, {}};
      const std::size_t places = stored.numbers.size() / (arms_.size() * spread_places);
      const double* values = stored.numbers.data() + a * spread_places * places;
      for (std::size_t k = 0; k < places; ++k)
        difference.values.push_back({values[k], values[places + k], values[2 * places + k], values[3 * places + k]});
      one.differences.push_back(std::move(difference));
    }
    for (const StoredArray& stored : root().arrays) {
      const bool is_axis = stored.dimensions == std::vector{stored.name} && !stored.texts.empty();
      if (is_axis) one.dimensions.push_back({stored.name, stored.texts});
    }
  }

  void read_effects(Comparison& one) const {
    const StoredGroup* group = stored_.find("effects");
    if (group == nullptr) return;
    const auto texts = [&](const char* column) {
      const StoredArray* found = group->find(column);
      return found == nullptr ? std::vector<std::string>() : found->texts;
    };
    const auto numbers = [&](const char* column) {
      const StoredArray* found = group->find(column);
      return found == nullptr ? std::vector<double>() : found->numbers;
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
  const results::StoredFile& stored_;
  std::vector<std::string> arms_;
  std::size_t replicates_ = 0;
  std::vector<Month> months_;
  std::int32_t horizon_ = 0;
};

}  // namespace

std::vector<Comparison> read_comparisons(const std::string& name, const results::StoredFile& stored) {
  return Reader(name, stored).read();
}

}  // namespace millwright::experiments
