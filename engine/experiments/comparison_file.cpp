#include "experiments/comparison_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <map>

#include "core/contracts.hpp"
#include "experiments/series_difference.hpp"
#include "results/file_parts.hpp"
#include "simulation/version.hpp"

namespace millwright::experiments {
namespace {

using results::Attributes;
using results::NetcdfFile;
using statistics::Dimension;
using Axes = std::map<std::string, NetcdfFile::Axis>;

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
constexpr int format_version = 1;

/// What is told of a group of firms in a replicate; national where it counts firms.
struct Quantity {
  std::string name, unit, long_name;
  std::function<double(const Comparison&, const ClassCounts&)> value;
};

double signed_turnover(const ClassCounts& counts) {
  using enum AdoptionClass;
  return told(counts.of(turnover_recipient)) + told(counts.of(turnover_gained)) - told(counts.of(turnover_lost));
}

double months_accelerated(const ClassCounts& counts) {
  const auto place = static_cast<std::size_t>(AdoptionClass::accelerated);
  const double firms = told(counts.firms[place]);
  return firms > 0 ? told(counts.months_earlier[place]) / firms : undefined;
}

std::vector<Quantity> quantities() {
  std::vector<Quantity> all;
  const auto firms = [&](std::string_view name, std::string_view meaning, auto count) {
    all.push_back({std::string(name), "1", "firms by the horizon: " + std::string(meaning),
                   [count](const Comparison& in, const ClassCounts& counts) { return in.represents * count(counts); }});
  };
  for (std::size_t c = 0; c < class_count; ++c)
    firms(class_kinds[c].variable, class_kinds[c].meaning, [c](const auto& counts) { return told(counts.firms[c]); });
  firms("turnover_adopters", "adopters that exist with the policy only, less those that exist without it only",
        signed_turnover);
  firms("recipients", "awarded something by an instrument that differs",
        [](const auto& counts) { return told(counts.recipients); });
  firms("adopters_base", "adopters in the base", [](const auto& counts) { return told(counts.adopters_base); });
  firms("adopters_policy", "adopters with the policy", [](const auto& counts) { return told(counts.adopters_policy); });
  all.push_back({"months_accelerated", "month", "by how much accelerated firms adopted earlier, on average",
                 [](const Comparison&, const ClassCounts& counts) { return months_accelerated(counts); }});
  return all;
}

/// An arm without the folders of the machine that it was simulated on.
std::string label_of(const std::string& arm) {
  return arm.starts_with('/') ? arm.substr(arm.rfind('/') + 1) : arm;
}

void add_labels(std::vector<Dimension>& all, const std::string& name, const std::vector<std::string>& labels) {
  auto found = std::ranges::find(all, name, &Dimension::name);
  if (found == all.end()) found = all.insert(all.end(), {name, {}});
  for (const std::string& label : labels) {
    if (std::ranges::find(found->labels, label) == found->labels.end()) found->labels.push_back(label);
  }
}

/// Dimensions of all comparisons with the labels of any.
std::vector<Dimension> united(const std::vector<Comparison>& comparisons) {
  std::vector<Dimension> all;
  for (const Comparison& comparison : comparisons) {
    for (const auto& technology : comparison.technologies) {
      add_labels(all, "technology", {technology.technology});
      for (const Group& group : technology.groups)
        if (!group.axis.empty()) add_labels(all, group.axis, {group.label});
    }
    for (const Dimension& dimension : comparison.dimensions) add_labels(all, dimension.name, dimension.labels);
  }
  return all;
}

/// Writes one file; its functions are called in the order in which readers shall see the variables.
class Writer {
 public:
  Writer(NetcdfFile& file, const std::vector<Comparison>& comparisons)
      : file_(file), all_(comparisons), dimensions_(united(comparisons)) {}

  void write() {
    write_attributes();
    write_axes();
    for (const char* axis : {"", "sector", "size", "instrument"}) write_counts(axis);
    write_costs();
    write_match();
    write_differences();
    write_effects();
    write_provenance();
  }

 private:
  static NetcdfFile::Group root() { return NetcdfFile::root(); }
  const Comparison& first() const { return all_.front(); }
  bool has(const std::string& dimension) const {
    return std::ranges::find(dimensions_, dimension, &Dimension::name) != dimensions_.end();
  }
  std::size_t extent(const std::string& dimension) const {
    return std::ranges::find(dimensions_, dimension, &Dimension::name)->labels.size();
  }
  std::size_t place(const std::string& dimension, const std::string& label) const {
    const auto& labels = std::ranges::find(dimensions_, dimension, &Dimension::name)->labels;
    return static_cast<std::size_t>(std::ranges::find(labels, label) - labels.begin());
  }
  void add(const std::string& name, const std::vector<std::string>& axes, const std::vector<double>& values,
           const Attributes& attributes) {
    std::vector<NetcdfFile::Axis> own;
    own.reserve(axes.size());
    for (const std::string& axis : axes) own.push_back(axes_.at(axis));
    file_.add_variable(root(), name, own, values, attributes);
  }

  void write_attributes() {
    Attributes attributes = {
        {"Conventions", "CF-1.10"},
        {"title", "arms compared firm by firm with " + label_of(first().base)},
        {"source", fmt::format("millwright {} (git {})", simulation::engine_version(), simulation::git_hash())},
        {"engine_version", simulation::engine_version()},
        {"git_hash", simulation::git_hash()},
        {"comparison_version", std::vector<std::int32_t>{format_version}},
        {"seed_decimal", std::to_string(first().seed)},
        {"base", label_of(first().base)},
        {"horizon", to_string(first().months.front() + first().horizon)},
        {"discount_rate", std::vector<double>{first().discount_rate}},
        {"represents", std::vector<double>{first().represents}}};
    if (first().min_cell > 0) attributes.emplace_back("min_cell", std::to_string(first().min_cell));
    file_.set_attributes(root(), attributes);
  }

  void write_axes() {
    std::vector<std::string> arms;
    for (const Comparison& one : all_) arms.push_back(label_of(one.policy));
    const auto add_axis = [&](const std::string& name, const std::vector<std::string>& labels,
                              const std::string& long_name) {
      axes_.emplace(name, results::add_labels(file_, name, labels, long_name));
    };
    add_axis("arm", arms, "arm that is compared with the base");
    axes_.emplace("replicate",
                  results::add_numbers(file_, "replicate", static_cast<std::uint64_t>(first().replicates)));
    axes_.emplace("time", results::add_time(file_, first().months));
    add_axis("statistic", {"mean", "p05", "p50", "p95"}, "mean and quantiles over replicates");
    add_axis("interval", {"estimate", "low", "high"}, "estimate and the ends of its 90 % interval");
    add_axis("accounting", {"gross", "net"}, "spending of instruments that differ; net of tax, of the government");
    for (const auto& [name, labels] : dimensions_) add_axis(name, labels, name);
  }

  /// Classes of firms by one axis of groups, "" for all firms together.
  void write_counts(const std::string& axis) {
    if (!axis.empty() && !has(axis)) return;
    std::vector<std::string> axes{"arm", "replicate", "technology"};
    if (!axis.empty()) axes.push_back(axis);
    for (const Quantity& quantity : quantities()) {
      std::vector<double> values;
      for (const Comparison& one : all_) append(values, counts_of(one, axis, quantity));
      add(quantity.name + (axis.empty() ? "" : "_by_" + axis), axes, values,
          {{"units", quantity.unit}, {"long_name", quantity.long_name}});
    }
  }

  /// By replicate, technology and group of the axis; undefined where the arm lacks a technology or group.
  std::vector<double> counts_of(const Comparison& one, const std::string& axis, const Quantity& quantity) const {
    const std::size_t groups = axis.empty() ? 1 : extent(axis), technologies = extent("technology");
    std::vector<double> values(static_cast<std::size_t>(first().replicates) * technologies * groups, undefined);
    for (const auto& technology : one.technologies) {
      const std::size_t j = place("technology", technology.technology);
      for (const Group& group : technology.groups) {
        if (group.axis != axis) continue;
        double* value = values.data() + j * groups + (axis.empty() ? 0 : place(axis, group.label));
        for (const ClassCounts& counts : group.replicates) {
          *value = quantity.value(one, counts);
          value += technologies * groups;
        }
      }
    }
    return values;
  }

  static void append(std::vector<double>& values, const std::vector<double>& more) {
    values.insert(values.end(), more.begin(), more.end());
  }
  static void append(std::vector<double>& values, const Interval& one) {
    values.insert(values.end(), {one.estimate, one.low, one.high});
  }

  void write_costs() {
    const std::string& unit = first().cost.unit;
    std::vector<double> whole;
    for (const Comparison& one : all_) append(whole, one.cost.gross), append(whole, one.cost.net);
    add("cost", {"arm", "accounting", "interval"}, whole,
        {{"units", unit}, {"long_name", "present value, policy less base, up to the horizon"}});
    for (std::size_t k = 0; k < first().cost.per.size(); ++k) {
      std::vector<double> cost, brought;
      const Interval none{undefined, undefined, undefined};
      for (const Comparison& one : all_) {
        const CostPer& per = one.cost.per[k];
        append(brought, per.brought);
        append(cost, per.determined ? per.gross : none), append(cost, per.determined ? per.net : none);
      }
      const std::string& name = first().cost.per[k].name;
      add("cost_per_" + name, {"arm", "accounting", "interval"}, cost,
          {{"units", unit}, {"long_name", "cost per " + name + "; NaN where it is undetermined"}});
      add("brought_" + name, {"arm", "interval"}, brought,
          {{"units", "1"}, {"long_name", name + ": policy less base"}});
    }
  }

  void write_match() {
    if (std::ranges::none_of(all_, [](const Comparison& one) { return one.match.has_value(); })) return;
    std::vector<std::string> settings;
    std::vector<double> wanted, found, runs;
    for (const Comparison& one : all_) {
      settings.push_back(one.match ? one.match->setting : "");
      wanted.push_back(one.match ? one.match->wanted : undefined);
      found.push_back(one.match ? one.match->found.spending : undefined);
      runs.push_back(one.match ? one.match->found.runs : undefined);
    }
    const Attributes money{{"units", first().cost.unit}, {"long_name", "spending, policy less base, present value"}};
    file_.add_variable(root(), "match_setting", std::vector{axes_.at("arm")}, results::printable_all(settings),
                       {{"long_name", "value with which the arm spends as much as the first one"}});
    add("match_wanted", {"arm"}, wanted, money);
    add("match_spending", {"arm"}, found, money);
    add("match_runs", {"arm"}, runs, {{"units", "1"}, {"long_name", "simulations of the search"}});
  }

  /// Every variable that any comparison has, in the order of the first one that has it.
  void write_differences() {
    std::vector<statistics::Variable> variables;
    for (const Comparison& one : all_) {
      for (const auto& difference : one.differences) {
        const auto same = [&](const auto& known) { return known.name == difference.variable.name; };
        if (std::ranges::none_of(variables, same)) variables.push_back(difference.variable);
      }
    }
    for (const auto& variable : variables) write_difference(variable);
  }

  void write_difference(const statistics::Variable& variable) {
    constexpr std::size_t statistics = 4;
    const std::size_t months = first().months.size();
    std::size_t width = 1;
    for (const std::string& name : variable.dimensions) width *= extent(name);
    std::vector<double> values(all_.size() * statistics * months * width, undefined);
    for (std::size_t a = 0; a < all_.size(); ++a) {
      const auto found = std::ranges::find_if(all_[a].differences,
                                              [&](const auto& one) { return one.variable.name == variable.name; });
      if (found == all_[a].differences.end()) continue;
      const auto cells = cells_within(dimensions_, variable.dimensions, all_[a].dimensions);
      EXPECT(found->values.size() == months * cells.size());
      for (std::size_t k = 0; k < found->values.size(); ++k) {
        const Spread& spread = found->values[k];
        const double told_of[statistics] = {spread.mean, spread.low, spread.median, spread.high};
        for (std::size_t s = 0; s < statistics; ++s) {
          const std::size_t month = k / cells.size();
          values[((a * statistics + s) * months + month) * width + cells[k % cells.size()]] = told_of[s];
        }
      }
    }
    std::vector<std::string> axes{"arm", "statistic", "time"};
    axes.insert(axes.end(), variable.dimensions.begin(), variable.dimensions.end());
    Attributes attributes{{"units", variable.unit}, {"long_name", variable.long_name}};
    if (!variable.cell_methods.empty()) attributes.emplace_back("cell_methods", variable.cell_methods);
    add(variable.name, axes, values, attributes);
  }

  void write_effects() {
    std::vector<std::string> arms, keys, outcomes, units;
    std::vector<double> in_order, in_reverse, interaction;
    for (const Comparison& one : all_) {
      for (const Effect& effect : one.effects) {
        arms.push_back(label_of(one.policy)), keys.push_back(effect.key);
        outcomes.push_back(effect.outcome), units.push_back(effect.unit);
        append(in_order, effect.in_order), append(in_reverse, effect.in_reverse);
        append(interaction, effect.interaction);
      }
    }
    if (keys.empty()) return;
    const auto group = file_.add_group("effects");
    const std::vector<NetcdfFile::Axis> row{file_.add_dimension(group, "effect", keys.size())};
    const auto texts = [&](const char* name, const std::vector<std::string>& values, const char* meaning) {
      file_.add_variable(group, name, row, results::printable_all(values), {{"long_name", meaning}});
    };
    texts("effect_arm", arms, "arm that is compared with the base");
    texts("key", keys, "key, or keys that only go together");
    texts("outcome", outcomes, "what it changes");
    texts("unit", units, "unit of the outcome");
    const std::vector<NetcdfFile::Axis> both{row[0], axes_.at("interval")};
    const auto numbers = [&](const char* name, const std::vector<double>& values, const char* meaning) {
      file_.add_variable(group, name, both, values, {{"long_name", meaning}});
    };
    numbers("in_order", in_order, "what the key adds after those above it");
    numbers("in_reverse", in_reverse, "what the key adds after those below it");
    numbers("interaction", interaction, "in_order less in_reverse");
  }

  void write_provenance() {
    write_arm("provenance_base", first().base, first().base_from);
    for (std::size_t a = 0; a < all_.size(); ++a)
      write_arm(fmt::format("provenance_arm_{}", a), all_[a].policy, all_[a].policy_from);
  }
  void write_arm(const std::string& name, const std::string& arm, const Provenance& from) {
    const auto group = file_.add_group(name);
    file_.set_attributes(group, {{"arm", label_of(arm)},
                                 {"engine_version", from.engine_version},
                                 {"git_hash", from.git_hash},
                                 {"state_hash", from.state_hash}});
    results::write_provenance(file_, group, from.scenario_yaml, from.inputs);
  }

  NetcdfFile& file_;
  const std::vector<Comparison>& all_;
  std::vector<Dimension> dimensions_;
  Axes axes_;
};

}  // namespace

std::vector<std::byte> comparison_bytes(const std::vector<Comparison>& comparisons) {
  EXPECT(!comparisons.empty());
  return results::build_file([&](NetcdfFile& file) { Writer(file, comparisons).write(); });
}

}  // namespace millwright::experiments
