#include "economy/census.hpp"

#include <algorithm>
#include <array>

#include "core/clones.hpp"
#include "core/fixed_point.hpp"
#include "core/select.hpp"
#include "economy/population.hpp"
#include "economy/sector_runs.hpp"
#include "economy/size_classes.hpp"

namespace millwright {
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

/// By sector: conventional capital per unit of monthly output, and one over demand.
struct SectorScale {
  double capital_per_output, per_demand;
};

std::vector<SectorScale> sector_scales(const Economy& economy) {
  constexpr double months_per_year = 12;
  std::vector<SectorScale> scales;
  for (std::size_t s = 0; s < economy.sectors.size(); ++s) {
    const double capital =
        economy.scenario.capital.output_ratio * months_per_year * economy.sectors[s].value_added_share;
    const auto& demand = economy.environment.demand;  // none before the first closing
    scales.push_back({capital, s < demand.size() && demand[s] > 0 ? 1 / demand[s] : 0.0});
  }
  return scales;
}

/// Realised over promised gain of one adopter, weighted by the promise and by how long it has been live.
void add_evidence(const TechnologyColumns& columns, std::size_t i, double age, double time_constant,
                  std::int64_t* row) {
  const double promised = columns.promised_gain[i];
  if (!(promised > 0)) return;
  const double weight = promised * age / (age + time_constant);
  const double ratio = std::clamp(columns.realised_gain[i] / promised, 0.0, most_convincing);
  row[at(AdopterCount::evidence)] += fixed(weight * ratio);
  row[at(AdopterCount::evidence_weight)] += fixed(weight);
}

/// All slots are looked at, since a loop as long as the level would be mispredicted for most firms.
double robots_in_use(const TechnologyColumns& columns, std::size_t i) {
  const float* robots = columns.robots.of(i).data();
  double in_use = 0;
  for (std::size_t slot = 0; slot < tranches; ++slot)
    in_use += slot < columns.level[i] ? static_cast<double>(robots[slot]) : 0.0;
  return in_use;
}

template <class T>
using Chunk = std::array<T, chunk_size>;

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
  Chunk<double> weighted_advantage, displaced, conventional_capital, squared_share;
};

/// Columns that it follows from, from the run's first firm on; `saved` is that of all technologies.
struct DerivedFrom {
  const double *orders, *cost_advantage, *labour_coefficient, *output, *saved;
};

MILLWRIGHT_CLONES
void derive(const DerivedFrom& columns, const SectorScale& of_sector, double shrink, std::size_t count,
            Derived& derived) {
  const auto [orders, cost_advantage, labour_coefficient, output, saved] = columns;
  const SectorScale scale = of_sector;
#pragma GCC ivdep
  for (std::size_t k = 0; k < count; ++k) {
    const double all_saved = saved[k] < most_saved ? saved[k] : most_saved, share = orders[k] * scale.per_demand;
    derived.weighted_advantage[k] = orders[k] * cost_advantage[k];
    derived.displaced[k] = all_saved * labour_coefficient[k] * output[k] * shrink;
    derived.conventional_capital[k] = scale.capital_per_output * output[k];
    derived.squared_share[k] = share * share;
  }
}

void derive(const Economy& economy, const SectorRun& run, const SectorScale& scale, Derived& derived) {
  const auto& firms = economy.firms;
  Chunk<double> saved{};
  for (const auto& columns : firms.technology) {
    const double* of_technology = columns.saved.data() + run.begin;
    for (std::size_t k = 0; k < run.count; ++k) saved[k] += of_technology[k];
  }
  derive({firms.orders.data() + run.begin, firms.cost_advantage.data() + run.begin,
          firms.labour_coefficient.data() + run.begin, firms.output.data() + run.begin, saved.data()},
         scale, economy.environment.detrend, run.count, derived);
}

/// How many firms have each place. Neighbouring firms count in different lanes: an addition to a number that has just
/// been written must wait for it.
std::vector<std::uint32_t> count_places(std::span<const std::uint16_t> place, std::size_t places) {
  constexpr std::size_t lanes = 8;
  std::vector<std::uint32_t> found(lanes * places);
  for (std::size_t i = 0; i < place.size(); ++i) found[(i % lanes) * places + place[i]] += 1;
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

/// Where the firms of a block count, and what their sectors say of them.
struct CensusBlock {
  std::vector<SectorScale> scales;  // by sector
  std::array<std::uint16_t, block_size> cells;
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
  CensusBlock places{sector_scales(economy), {}};
  const Cells cells = economy.cells();
  for (std::size_t i = block.begin; i < block.end; ++i)
    places.cells[i - block.begin] = static_cast<std::uint16_t>(economy.cell(cells, i));
  add_firms(economy, block, places);
  for (std::size_t j = 0; j < technologies_; ++j) {
    add_adopters(economy, block, places, j);
    add_outcomes(economy, block, j);
  }
  for (std::size_t k = 0; k < schemes_.size(); ++k) add_scheme(economy, block, k);
}

void Census::add_firms(const Economy& economy, Block block, const CensusBlock& places) {
  const auto& firms = economy.firms;
  std::array<Chunk<std::int64_t>, counts> fixed;
  fixed[at(Count::firms)].fill(1);
  Derived derived;
  for_each_run(firms.sector.data(), block, [&](const SectorRun& run) {
    const std::size_t begin = run.begin;
    const auto put = [&](Count what, const double* values) { fix(values, run.count, fixed[at(what)].data()); };
    derive(economy, run, places.scales[run.sector], derived);
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
    fix_squares(derived.squared_share.data(), run.count, fixed[at(Count::squared_orders)].data());
    for (std::size_t k = 0; k < run.count; ++k) {
      std::int64_t* own = row(places.cells[begin + k - block.begin]);
      for (std::size_t c = 0; c < counts; ++c) own[c] += fixed[c][k];
    }
  });
}

void Census::add_adopters(const Economy& economy, Block block, const CensusBlock& places, std::size_t j) {
  const auto& firms = economy.firms;
  const auto& columns = firms.technology[j];
  const auto& technology = economy.scenario.technologies[j].value;
  const bool gains = technology.effect == scenario::Effect::raises_productivity;
  const std::uint8_t* level = columns.level.data();
  std::array<std::uint32_t, block_size> adopters;
  const std::size_t count =
      select_firms(block.begin, block.end, adopters.data(), [=](std::size_t i) { return level[i] > 0; });
  for (std::size_t k = 0; k < count; ++k) {
    const std::size_t i = adopters[k];
    std::int64_t* own = row(places.cells[i - block.begin]) + counts + adopter_counts * j;
    double capital = places.scales[firms.sector[i]].capital_per_output * firms.output[i];
    for (const auto& any : firms.technology) capital += any.capital[i];
    own[at(AdopterCount::firms)] += 1;
    own[at(AdopterCount::workers)] += fixed(firms.employment[i]);
    own[at(AdopterCount::value_added)] += fixed(firms.value_added[i]);
    own[at(AdopterCount::all_capital)] += fixed(capital);
    own[at(AdopterCount::tranches_live)] += level[i];
    own[at(AdopterCount::capital)] += fixed(columns.capital[i]);
    own[at(AdopterCount::first_level) + level[i] - 1] += 1;
    if (technology.workers_per_robot > 0) own[at(AdopterCount::robots)] += fixed(robots_in_use(columns, i));
    if (gains) add_evidence(columns, i, economy.environment.elapsed - columns.oldest[i], technology.time_constant, own);
  }
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
