#include "experiments/sweep_result.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "core/sha256.hpp"
#include "simulation/provenance.hpp"
#include "simulation/version.hpp"

namespace millwright::experiments {
namespace {

using statistics::Dimension;

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

/// The labels of all records, in the order in which they turn up.
void add_labels(std::vector<Dimension>& all, const Dimension& one) {
  const auto known = std::ranges::find(all, one.name, &Dimension::name);
  if (known == all.end()) return all.push_back(one);
  for (const std::string& label : one.labels)
    if (std::ranges::find(known->labels, label) == known->labels.end()) known->labels.push_back(label);
}

const Dimension& dimension(const std::vector<Dimension>& all, const std::string& name) {
  return *std::ranges::find(all, name, &Dimension::name);
}

/// For each value of a record's series, its place among those of the merged one.
std::vector<std::size_t> places(const statistics::Variable& variable, const std::vector<Dimension>& own,
                                const std::vector<Dimension>& all) {
  std::vector<std::size_t> result = {0};
  for (const std::string& name : variable.dimensions) {
    const auto& labels = dimension(all, name).labels;
    std::vector<std::size_t> next;
    for (const std::size_t place : result) {
      for (const std::string& label : dimension(own, name).labels) {
        const auto at = std::ranges::find(labels, label) - labels.begin();
        next.push_back(place * labels.size() + static_cast<std::size_t>(at));
      }
    }
    result = std::move(next);
  }
  return result;
}

class Merger {
 public:
  Merger(const Sweep& sweep, const Points& points, const SweepStore& store)
      : sweep_(sweep), points_(points), store_(store), tasks_(tasks_of(sweep, points.changes.size())) {}

  results::Result merge() {
    describe();
    for (const Task& task : tasks_) {
      const TaskRecord* record = store_.find(task_key(sweep_, points_, task));
      if (record != nullptr) collect(*record);
    }
    for (results::Series& series : result_.series)
      series.values.assign(tasks_.size() * values_per_task(series), undefined);
    for (const Task& task : tasks_) {
      const TaskRecord* record = store_.find(task_key(sweep_, points_, task));
      if (record != nullptr && record->error.empty()) place(task, *record);
    }
    result_.state_hash = hash_of_states();
    add_coordinates();
    add_design();
    add_failed();
    return std::move(result_);
  }

 private:
  void describe() {
    const auto& scenario = sweep_.loaded->scenario;
    result_.title = sweep_.title.empty() ? scenario.title : sweep_.title;
    result_.scenario_name = sweep_.base.scenario_name;
    result_.engine_version = simulation::engine_version();
    result_.git_hash = simulation::git_hash();
    result_.seed = static_cast<std::uint64_t>(scenario.seed);
    std::vector<std::string> arms;
    for (const Arm& arm : sweep_.arms) arms.push_back(arm.name);
    result_.outer = {{"arm", arms, arms.size()}, {"point", {}, points_.changes.size()}};
    result_.months = sweep_.outputs.at;
    result_.replicates = sweep_.replicates;
    result_.inputs.push_back({sweep_.file.filename().string(), sha256_hex(sweep_.text), sweep_.text});
    for (const auto& table : sweep_.tables) result_.inputs.push_back({table.name, table.sha256, table.content});
    simulation::add_provenance(*sweep_.loaded, result_);
  }

  void collect(const TaskRecord& record) {
    for (const Dimension& one : record.dimensions) add_labels(result_.dimensions, one);
    for (const results::Series& one : record.series) {
      const bool known = std::ranges::any_of(
          result_.series, [&](const auto& series) { return series.variable.name == one.variable.name; });
      if (!known && !one.values.empty()) result_.series.push_back({one.variable, {}});
    }
  }

  /// [at][dimensions...]
  std::size_t values_per_month(const results::Series& series) const {
    std::size_t values = 1;
    for (const std::string& name : series.variable.dimensions)
      values *= dimension(result_.dimensions, name).labels.size();
    return values;
  }
  std::size_t values_per_task(const results::Series& series) const {
    return result_.months.size() * values_per_month(series);
  }

  void place(const Task& task, const TaskRecord& record) {
    const std::size_t slot =
        (task.arm * points_.changes.size() + task.point) * static_cast<std::size_t>(sweep_.replicates) +
        static_cast<std::size_t>(task.replicate);
    for (results::Series& series : result_.series) {
      const auto own = std::ranges::find_if(record.series,
                                            [&](const auto& one) { return one.variable.name == series.variable.name; });
      if (own == record.series.end() || own->values.empty()) continue;
      const auto where = places(own->variable, record.dimensions, result_.dimensions);
      const std::size_t wide = values_per_month(series);
      double* const begin = series.values.data() + slot * values_per_task(series);
      for (std::size_t k = 0; k < own->values.size(); ++k)
        begin[k / where.size() * wide + where[k % where.size()]] = own->values[k];
    }
  }

  std::string hash_of_states() const {
    Sha256 hash;
    for (const Task& task : tasks_) {
      const TaskRecord* record = store_.find(task_key(sweep_, points_, task));
      hash.update(record == nullptr ? "missing" : record->state_hash);
    }
    return hash.hex();
  }

  void add_coordinates() {
    const auto& unit = points_.unit;
    for (std::size_t f = 0; f < sweep_.factors.size(); ++f) {
      const SweepFactor& factor = sweep_.factors[f];
      const std::string unit_name = factor.words.empty() ? factor.unit : std::string("1");
      const std::string meaning = fmt::format("factor {} {}", factor.key, factor.before);
      results::Coordinate coordinate{factor.name, "point", unit_name, meaning, {}, {}};
      for (std::size_t p = 0; p < unit.rows; ++p) {
        if (factor.words.empty()) {
          coordinate.numbers.push_back(factor.number_at(unit(p, f)));
        } else {
          coordinate.texts.push_back(factor.labels[level_at(factor.labels.size(), unit(p, f))]);
        }
      }
      result_.coordinates.push_back(std::move(coordinate));
    }
    if (!sweep_.listed_names.empty())
      result_.coordinates.push_back({"scenario", "point", "1", "name of the scenario", {}, sweep_.listed_names});
    if (sweep_.method == Method::table) add_table_columns();
  }

  /// Of a table the cells, as numbers where all of a column are.
  void add_table_columns() {
    for (std::size_t column = 0; column < sweep_.listed.front().settings.size(); ++column) {
      const std::string& first = sweep_.listed.front().settings[column];
      results::Coordinate coordinate{first.substr(0, first.find('=')), "point", "1", "column of the table", {}, {}};
      for (const Changes& point : sweep_.listed)
        coordinate.texts.push_back(point.settings[column].substr(coordinate.name.size() + 1));
      result_.coordinates.push_back(std::move(coordinate));
    }
  }

  void add_design() {
    if (points_.unit.columns == 0) return;
    results::Table table{design_table, "design_point", {}};
    for (std::size_t f = 0; f < points_.unit.columns; ++f) {
      results::TableColumn column{fmt::format("factor_{}", f),
                                  "1",
                                  fmt::format("place of {} in the unit cube", sweep_.factors[f].name),
                                  {},
                                  {},
                                  {}};
      for (std::size_t p = 0; p < points_.unit.rows; ++p) column.numbers.push_back(points_.unit(p, f));
      table.columns.push_back(std::move(column));
    }
    result_.tables.push_back(std::move(table));
  }

  void add_failed() {
    results::Table table{"failed", "failed_run", {}};
    for (const char* name : {"arm", "point", "replicate"})
      table.columns.push_back({fmt::format("failed_{}", name), "1", fmt::format("{} of the run", name), {}, {}, {}});
    table.columns.push_back({"error", "1", "why it failed", {}, {}, {}});
    auto& errors = table.columns.back().labels;
    for (const Task& task : tasks_) {
      const TaskRecord* record = store_.find(task_key(sweep_, points_, task));
      if (record == nullptr || record->error.empty()) continue;
      const std::string error = record->error.substr(0, 200);
      if (std::ranges::find(errors, error) == errors.end()) errors.push_back(error);
      const auto code = std::ranges::find(errors, error) - errors.begin();
      const std::size_t row[] = {task.arm, task.point, static_cast<std::size_t>(task.replicate),
                                 static_cast<std::size_t>(code)};
      for (std::size_t k = 0; k < 4; ++k) table.columns[k].integers.push_back(static_cast<std::int32_t>(row[k]));
    }
    if (!errors.empty()) result_.tables.push_back(std::move(table));
  }

  const Sweep& sweep_;
  const Points& points_;
  const SweepStore& store_;
  std::vector<Task> tasks_;
  results::Result result_;
};

}  // namespace

Lacking count_lacking(const Sweep& sweep, const Points& points, const SweepStore& store) {
  Lacking lacking;
  for (const Task& task : tasks_of(sweep, points.changes.size())) {
    const TaskRecord* record = store.find(task_key(sweep, points, task));
    if (record == nullptr) lacking.missing += 1;
    if (record != nullptr && !record->error.empty()) lacking.failed += 1;
  }
  return lacking;
}

results::Result merge(const Sweep& sweep, const Points& points, const SweepStore& store) {
  return Merger(sweep, points, store).merge();
}

std::uint64_t merged_bytes(const Sweep& sweep, std::size_t points, const TaskRecord& one) {
  std::uint64_t values = 0;
  for (const results::Series& series : one.series) values += series.values.size();
  return values * sizeof(double) * points * sweep.arms.size() * static_cast<std::uint64_t>(sweep.replicates);
}

}  // namespace millwright::experiments
