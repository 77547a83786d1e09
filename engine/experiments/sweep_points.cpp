#include <algorithm>
#include <cmath>

#include "core/sha256.hpp"
#include "experiments/sweep.hpp"
#include "scenario/language/kinds.hpp"
#include "simulation/version.hpp"

namespace millwright::experiments {
namespace {

Matrix grid_of(const Sweep& sweep) {
  std::vector<std::size_t> levels;
  for (const SweepFactor& factor : sweep.factors)
    levels.push_back(factor.levels() > 0 ? factor.levels() : factor.grid_levels);
  return grid(levels);
}

Matrix design_of(const Sweep& sweep) {
  const std::size_t factors = sweep.factors.size();
  const Luck luck{sweep.seed, 0};
  switch (sweep.method) {
    case Method::grid:
      return grid_of(sweep);
    case Method::latin_hypercube:
      return latin_hypercube(sweep.points, factors, luck);
    case Method::sobol:
      return sobol(sweep.points, factors, luck);
    case Method::halton:
      return halton(sweep.points, factors, luck);
    case Method::saltelli:
      return saltelli(sweep.points, factors, luck);
    case Method::morris:
      return morris(sweep.points, factors, sweep.morris_levels, luck);
    default:
      return Matrix(sweep.listed.size(), 0);
  }
}

}  // namespace

std::string word_of(Method method) {
  constexpr const char* words[] = {"grid", "lhs", "sobol", "halton", "saltelli", "morris", "table", "scenarios"};
  return words[static_cast<std::size_t>(method)];
}

std::size_t SweepFactor::levels() const {
  const auto* listed = std::get_if<Levels>(&domain);
  return listed == nullptr ? 0 : listed->values.size();
}

double SweepFactor::number_at(double u) const {
  const double value = value_at(domain, u);
  return kind == scenario::Kind::count ? std::round(value) : value;
}

Changes SweepFactor::at(double u) const {
  if (!words.empty()) return words[level_at(words.size(), u)];
  return {{}, {key + "=" + before + scenario::exact_text(kind, number_at(u), currency) + after}};
}

Points points_of(const Sweep& sweep) {
  Points points{design_of(sweep), sweep.listed};
  if (!sweep.listed.empty()) return points;
  for (std::size_t p = 0; p < points.unit.rows; ++p) {
    Changes& changes = points.changes.emplace_back();
    for (std::size_t f = 0; f < sweep.factors.size(); ++f) {
      const Changes own = sweep.factors[f].at(points.unit(p, f));
      changes.overrides.insert(changes.overrides.end(), own.overrides.begin(), own.overrides.end());
      changes.settings.insert(changes.settings.end(), own.settings.begin(), own.settings.end());
    }
  }
  return points;
}

std::vector<Task> tasks_of(const Sweep& sweep, std::size_t points) {
  std::vector<Task> tasks;
  for (int replicate = 0; replicate < sweep.replicates; ++replicate) {
    for (std::size_t point = 0; point < points; ++point) {
      for (std::size_t arm = 0; arm < sweep.arms.size(); ++arm) tasks.push_back({point, arm, replicate});
    }
  }
  return tasks;
}

scenario::LoadOptions load_options(const Sweep& sweep, const Points& points, const Task& task) {
  scenario::LoadOptions load = sweep.base;
  load.overrides = sweep.arms[task.arm].overrides;
  const Changes& changes = points.changes[task.point];
  load.overrides.insert(load.overrides.end(), changes.overrides.begin(), changes.overrides.end());
  load.settings.insert(load.settings.end(), changes.settings.begin(), changes.settings.end());
  return load;
}

std::string fingerprint_of(const Sweep& sweep) {
  Sha256 hash;
  const auto add = [&](const std::string& text) { hash.update(text + "\n"); };
  add(simulation::engine_version());
  add(simulation::git_hash());
  for (const auto& input : sweep.loaded->document.inputs()) add(input.name + " " + input.sha256);
  for (const std::string& setting : sweep.base.settings) add(setting);
  for (const std::string& name : sweep.outputs.variables) add(name);
  for (const Month month : sweep.outputs.at) add(to_string(month));
  return hash.hex();
}

}  // namespace millwright::experiments
