#include "economy/census.hpp"

#include <algorithm>
#include <array>

#include "core/clones.hpp"
#include "core/contracts.hpp"
#include "core/fixed_point.hpp"
#include "core/select.hpp"
#include "economy/population.hpp"
#include "economy/sector_runs.hpp"
#include "economy/size_classes.hpp"

namespace millwright {

/// By sector: conventional capital per unit of monthly output, one over demand, and baseline workers per output.
struct SectorScale {
  double capital_per_output, per_demand, labour_coefficient;
};

namespace {

constexpr double most_convincing = 1.2;  // evidence counts at most this multiple of the promise; judgement

constexpr std::size_t at(Count count) {
  return static_cast<std::size_t>(count);
}

constexpr std::size_t at(AdopterCount count) {
  return static_cast<std::size_t>(count);
}

std::int64_t fixed(double value) {
  return to_fixed<sum_scale>(value);
}

std::vector<SectorScale> sector_scales(const Economy& economy) {
  constexpr double months_per_year = 12;
  std::vector<SectorScale> scales;
  for (std::size_t s = 0; s < economy.sectors.size(); ++s) {
    const double capital =
        economy.scenario.capital.output_ratio * months_per_year * economy.sectors[s].value_added_share;
    const auto& demand = economy.environment.demand;  // none before the first closing
    scales.push_back(
        {capital, s < demand.size() && demand[s] > 0 ? 1 / demand[s] : 0.0, economy.sectors[s].labour_coefficient});
  }
  return scales;
}

template <class T>
using Chunk = std::array<T, chunk_size>;

/// Adopters of a technology among the firms of a run, and the rows that they count in.
struct Adopters {
  std::size_t count;
  Chunk<std::uint32_t> firm;
  Chunk<std::int64_t*> row;
};

/// to_fixed of `count` values.
MILLWRIGHT_CLONES
void fix(const double* values, std::size_t count, std::int64_t* fixed) {
  for (std::size_t i = 0; i < count; ++i) fixed[i] = to_fixed<sum_scale>(values[i]);
}

/// The same for squares of shares.
MILLWRIGHT_CLONES
void fix_squares(const double* values, std::size_t count, std::int64_t* fixed) {
  for (std::size_t i = 0; i < count; ++i) fixed[i] = to_fixed<square_scale>(values[i]);
}

/// What is counted of some firms and stands in no column.
struct Derived {
  Chunk<double> weighted_advantage, displaced, conventional_capital, squared_share, all_capital;
};

/// Columns that it follows from, from the run's first firm on; `saved` is that of all technologies.
struct DerivedFrom {
  const double *orders, *cost_advantage, *output, *saved;
};

MILLWRIGHT_CLONES
void derive(const DerivedFrom& columns, const SectorScale& of_sector, double shrink, std::size_t count,
            Derived& derived) {
  const auto [orders, cost_advantage, output, saved] = columns;
  const SectorScale scale = of_sector;
#pragma GCC ivdep
  for (std::size_t k = 0; k < count; ++k) {
    const double all_saved = saved[k] < most_saved ? saved[k] : most_saved, share = orders[k] * scale.per_demand;
    derived.weighted_advantage[k] = orders[k] * cost_advantage[k];
    derived.displaced[k] = all_saved * scale.labour_coefficient * output[k] * shrink;
    derived.conventional_capital[k] = scale.capital_per_output * output[k];
    derived.squared_share[k] = share * share;
  }
}

/// total[k] += values[k].
MILLWRIGHT_CLONES
void add(const double* values, std::size_t count, double* total) {
#pragma GCC ivdep
  for (std::size_t k = 0; k < count; ++k) total[k] += values[k];
}

void derive(const Economy& economy, const SectorRun& run, const SectorScale& scale, Derived& derived) {
  const auto& firms = economy.firms;
  Chunk<double> saved;
  std::fill_n(saved.begin(), run.count, 0.0);
  for (const auto& columns : firms.technology) add(columns.saved.data() + run.begin, run.count, saved.data());
  derive({firms.orders.data() + run.begin, firms.cost_advantage.data() + run.begin, firms.output.data() + run.begin,
          saved.data()},
         scale, economy.environment.detrend, run.count, derived);
  std::copy_n(derived.conventional_capital.begin(), run.count, derived.all_capital.begin());
  for (const auto& columns : firms.technology)
    add(columns.capital.data() + run.begin, run.count, derived.all_capital.data());
}

/// Promised and realised gain of some adopters, and for how many months they have used the technology.
struct Experience {
  Chunk<double> promised, realised, age;
};

/// Fixed point: the promise weighted by age, and that times the share of it that has been realised; 0 of no promise.
struct Evidence {
  Chunk<std::int64_t> weighted, weight;
};

MILLWRIGHT_CLONES
void weigh(const Experience& experience, double time_constant, std::size_t count, Evidence& evidence) {
#pragma GCC ivdep
  for (std::size_t k = 0; k < count; ++k) {
    const double promised = experience.promised[k], age = experience.age[k];
    const double weight = promised * age / (age + time_constant);
    const double ratio = experience.realised[k] / promised;
    const double gain = ratio > 0 ? ratio : 0;
    const double convincing = gain < most_convincing ? gain : most_convincing;
    evidence.weighted[k] = to_fixed<sum_scale>(promised > 0 ? weight * convincing : 0);
    evidence.weight[k] = to_fixed<sum_scale>(promised > 0 ? weight : 0);
  }
}

/// Adds realised over promised gain of adopters, weighted by the promise and by how long it has been live.
void add_evidence(const TechnologyColumns& columns, double elapsed, double time_constant, const Adopters& adopters) {
  const double *promised = columns.promised_gain.data(), *realised = columns.realised_gain.data();
  const std::int16_t* oldest = columns.oldest.data();
  Experience experience;
  Evidence evidence;
  for (std::size_t k = 0; k < adopters.count; ++k) {
    const std::size_t i = adopters.firm[k];
    experience.promised[k] = promised[i], experience.realised[k] = realised[i];
    experience.age[k] = elapsed - oldest[i];
  }
  weigh(experience, time_constant, adopters.count, evidence);
  for (std::size_t k = 0; k < adopters.count; ++k) {
    adopters.row[k][at(AdopterCount::evidence)] += evidence.weighted[k];
    adopters.row[k][at(AdopterCount::evidence_weight)] += evidence.weight[k];
  }
}

/// Adds the robots of adopters. All slots are looked at, since a loop as long as the level would be mispredicted for
/// most firms.
void add_robots(const TechnologyColumns& columns, const Adopters& adopters) {
  const float* robots = columns.robots.data();
  const std::uint8_t* level = columns.level.data();
  for (std::size_t k = 0; k < adopters.count; ++k) {
    const std::size_t i = adopters.firm[k];
    double in_use = 0;
    for (std::size_t slot = 0; slot < tranches; ++slot)
      in_use += slot < level[i] ? static_cast<double>(robots[i * tranches + slot]) : 0.0;
    adopters.row[k][at(AdopterCount::robots)] += fixed(in_use);
  }
}

/// How many firms have each place. Neighbours count in different lanes: an addition to a number that has just been
/// written must wait for it.
std::vector<std::uint32_t> count_places(std::span<const std::uint16_t> place, std::size_t places) {
  constexpr std::size_t lanes = 4;
  std::vector<std::uint32_t> found(lanes * places);
  std::uint32_t* lane[lanes];
  for (std::size_t l = 0; l < lanes; ++l) lane[l] = found.data() + l * places;
  std::size_t i = 0;
  for (; i + lanes <= place.size(); i += lanes)
    lane[0][place[i]] += 1, lane[1][place[i + 1]] += 1, lane[2][place[i + 2]] += 1, lane[3][place[i + 3]] += 1;
  for (; i < place.size(); ++i) lane[0][place[i]] += 1;
  for (std::size_t k = places; k < found.size(); ++k) found[k % places] += found[k];
  found.resize(places);
  return found;
}

/// Place of each firm in a table (size, whether it has adopted).
MILLWRIGHT_CLONES
void find_adopters(const std::uint8_t* size, const std::uint8_t* level, std::size_t count, std::uint16_t* place) {
  for (std::size_t i = 0; i < count; ++i) place[i] = static_cast<std::uint16_t>(2 * size[i] + (level[i] > 0 ? 1 : 0));
}

/// Place of each firm in a ledger (size, outcome): adopters come last, and a project under way goes before a reason.
MILLWRIGHT_CLONES
void find_outcomes(const std::uint8_t* size, const std::uint8_t* level, const std::uint8_t* project,
                   const Reason* reason, std::size_t count, std::uint16_t* place) {
  constexpr auto installing = static_cast<unsigned>(Reason::installing);
  for (std::size_t i = 0; i < count; ++i) {
    const unsigned found = static_cast<unsigned>(reason[i]);
    const unsigned why = project[i] != no_project ? installing : found;
    const unsigned outcome = level[i] > 0 ? static_cast<unsigned>(reason_count) : why;
    place[i] = static_cast<std::uint16_t>(size[i] * (reason_count + 1) + outcome);
  }
}

}  // namespace

/// What is counted of the firms of a run, fixed point, and the cells that they count in.
struct CensusRun {
  SectorRun firms;
  Chunk<std::uint16_t> cell;
  std::array<Chunk<std::int64_t>, counts> counted;
  Chunk<std::int64_t> all_capital;
};

Census::Census(const Economy& economy)
    : technologies_(economy.technologies()),
      cells_(economy.cells().count()),
      rows_(cells_ * stride()),
      outcomes_(technologies_, economy.sizes(), reason_count + 1) {
  for (const auto& scheme : economy.scenario.outputs.size_schemes)
    schemes_.emplace_back(technologies_ + 1, scheme.value.classes.size());
}

void Census::add(const Economy& economy, Block block) {
  EXPECT(block.end - block.begin <= block_size);
  const std::vector<SectorScale> scales = sector_scales(economy);
  const Cells cells = economy.cells();
  CensusRun run;
  for_each_run(economy.firms.sector.data(), block, [&](const SectorRun& firms) {
    run.firms = firms;
    for (std::size_t k = 0; k < firms.count; ++k)
      run.cell[k] = static_cast<std::uint16_t>(economy.cell(cells, firms.begin + k));
    add_firms(economy, scales[firms.sector], run);
    for (std::size_t j = 0; j < technologies_; ++j) add_adopters(economy, j, run);
  });
  for (std::size_t j = 0; j < technologies_; ++j) add_outcomes(economy, block, j);
  for (std::size_t k = 0; k < schemes_.size(); ++k) add_scheme(economy, block, k);
}

void Census::add_firms(const Economy& economy, const SectorScale& scale, CensusRun& run) {
  const auto& firms = economy.firms;
  const std::size_t begin = run.firms.begin, count = run.firms.count;
  const auto put = [&](Count what, const double* values) { fix(values, count, run.counted[at(what)].data()); };
  Derived derived;
  derive(economy, run.firms, scale, derived);
  std::fill_n(run.counted[at(Count::firms)].begin(), count, 1);
  put(Count::workers, firms.employment.data() + begin);
  put(Count::orders, firms.orders.data() + begin);
  put(Count::advantage, derived.weighted_advantage.data());
  put(Count::output, firms.output.data() + begin);
  put(Count::sales, firms.sales.data() + begin);
  put(Count::value_added, firms.value_added.data() + begin);
  put(Count::surplus, firms.surplus.data() + begin);
  put(Count::displaced, derived.displaced.data());
  put(Count::conventional_capital, derived.conventional_capital.data());
  put(Count::debt, firms.debt.data() + begin);
  fix_squares(derived.squared_share.data(), count, run.counted[at(Count::squared_orders)].data());
  fix(derived.all_capital.data(), count, run.all_capital.data());
  for (std::size_t k = 0; k < count; ++k) {
    std::int64_t* own = row(run.cell[k]);
    for (std::size_t c = 0; c < counts; ++c) own[c] += run.counted[c][k];
  }
}

void Census::add_adopters(const Economy& economy, std::size_t j, const CensusRun& run) {
  const auto& columns = economy.firms.technology[j];
  const auto& technology = economy.scenario.technologies[j].value;
  const std::size_t begin = run.firms.begin, firms = run.firms.count;
  const std::uint8_t* level = columns.level.data();
  Chunk<std::int64_t> capital;
  fix(columns.capital.data() + begin, firms, capital.data());
  Adopters adopters;
  adopters.count =
      select_firms(begin, begin + firms, adopters.firm.data(), [=](std::size_t i) { return level[i] > 0; });
  for (std::size_t a = 0; a < adopters.count; ++a) {
    const std::size_t i = adopters.firm[a], k = i - begin;
    std::int64_t* own = row(run.cell[k]) + counts + adopter_counts * j;
    adopters.row[a] = own;
    own[at(AdopterCount::firms)] += 1;
    own[at(AdopterCount::workers)] += run.counted[at(Count::workers)][k];
    own[at(AdopterCount::value_added)] += run.counted[at(Count::value_added)][k];
    own[at(AdopterCount::all_capital)] += run.all_capital[k];
    own[at(AdopterCount::tranches_live)] += level[i];
    own[at(AdopterCount::capital)] += capital[k];
    own[at(AdopterCount::first_level) + level[i] - 1] += 1;
  }
  if (technology.workers_per_robot > 0) add_robots(columns, adopters);
  if (technology.effect == scenario::Effect::raises_productivity)
    add_evidence(columns, economy.environment.elapsed, technology.time_constant, adopters);
}

void Census::add_outcomes(const Economy& economy, Block block, std::size_t j) {
  constexpr std::size_t per_size = reason_count + 1;
  const auto& firms = economy.firms;
  const std::size_t count = block.end - block.begin;
  std::array<std::uint16_t, block_size> place;
  find_outcomes(firms.size.data() + block.begin, firms.technology[j].level.data() + block.begin,
                firms.project.data() + block.begin, firms.technology[j].reason.data() + block.begin, count,
                place.data());
  const auto found = count_places({place.data(), count}, economy.sizes() * per_size);
  for (std::size_t k = 0; k < found.size(); ++k) outcomes_.at(j, k / per_size, k % per_size) += found[k];
}

void Census::add_scheme(const Economy& economy, Block block, std::size_t k) {
  std::vector<double> least = lower_bounds(economy.scenario.outputs.size_schemes[k].value);
  const std::size_t count = block.end - block.begin, classes = least.size();
  least.insert(least.begin(), 0.0);  // firms below the first class are in none
  std::array<std::uint8_t, block_size> size;
  find_classes(economy.firms.employment.data() + block.begin, least, count, size.data());
  std::array<std::uint16_t, block_size> place;
  for (std::size_t j = 0; j < technologies_; ++j) {
    find_adopters(size.data(), economy.firms.technology[j].level.data() + block.begin, count, place.data());
    const auto found = count_places({place.data(), count}, 2 * least.size());
    for (std::size_t z = 0; z < classes; ++z) {
      schemes_[k].at(j + 1, z) += found[2 * (z + 1) + 1];
      if (j == 0) schemes_[k].at(0, z) += found[2 * (z + 1)] + found[2 * (z + 1) + 1];
    }
  }
}

Census& Census::operator+=(const Census& other) {
  for (std::size_t k = 0; k < rows_.size(); ++k) rows_[k] += other.rows_[k];
  outcomes_ += other.outcomes_;
  for (std::size_t k = 0; k < schemes_.size(); ++k) schemes_[k] += other.schemes_[k];
  return *this;
}

Census take_census(const Economy& economy) {
  return sum_over_blocks(economy.firms.count(), Census(economy),
                         [&](Block block, Census& census) { census.add(economy, block); });
}

Tally Census::table(Count count) const {
  Tally table(1, cells_);
  for (std::size_t cell = 0; cell < cells_; ++cell) table.at(0, cell) = rows_[cell * stride() + at(count)];
  return table;
}

Tally Census::table(AdopterCount count) const {
  Tally table(technologies_, cells_);
  for (std::size_t j = 0; j < technologies_; ++j) {
    for (std::size_t cell = 0; cell < cells_; ++cell)
      table.at(j, cell) = rows_[cell * stride() + counts + adopter_counts * j + at(count)];
  }
  return table;
}

Tally Census::by_level() const {
  Tally table(technologies_, tranches);
  for (std::size_t j = 0; j < technologies_; ++j) {
    for (std::size_t cell = 0; cell < cells_; ++cell) {
      const std::int64_t* row = rows_.data() + cell * stride() + counts + adopter_counts * j;
      for (std::size_t k = 0; k < tranches; ++k) table.at(j, k) += row[at(AdopterCount::first_level) + k];
    }
  }
  return table;
}

}  // namespace millwright
