#include "economy/census.hpp"

#include <algorithm>

#include "core/contracts.hpp"
#include "core/fixed_point.hpp"
#include "core/select.hpp"
#include "economy/census_kernels.hpp"
#include "economy/size_classes.hpp"

namespace millwright {
namespace {

constexpr std::size_t at(Count count) {
  return static_cast<std::size_t>(count);
}

constexpr std::size_t at(AdopterCount count) {
  return static_cast<std::size_t>(count);
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

void derive(const Economy& economy, const SectorRun& run, const SectorScale& scale, Derived& derived) {
  const auto& firms = economy.firms;
  Chunk<double> saved;
  std::fill_n(saved.begin(), run.count, 0.0);
  for (std::size_t j = 0; j < firms.technology.size(); ++j) {
    if (economy.scenario.technologies[j].value.effect != scenario::Effect::saves_labour) continue;
    add(firms.technology[j].saved.data() + run.begin, run.count, saved.data());
  }
  derive({firms.orders.data() + run.begin, firms.cost_advantage.data() + run.begin, firms.output.data() + run.begin,
          saved.data()},
         scale, economy.environment.detrend, run.count, derived);
  std::copy_n(derived.conventional_capital.begin(), run.count, derived.all_capital.begin());
  for (const auto& columns : firms.technology)
    add(columns.capital.data() + run.begin, run.count, derived.all_capital.data());
}

/// The cell that most firms are of: the vote of Boyer and Moore (1981), in which firms of different cells cancel out,
/// among every sixteenth.
std::uint16_t common_cell(const std::uint16_t* cell, std::size_t count) {
  constexpr std::size_t step = 16;
  std::uint16_t leading = cell[0];
  int votes = 0;
  for (std::size_t k = 0; k < count; k += step) {
    if (votes == 0) leading = cell[k];
    votes += cell[k] == leading ? 1 : -1;
  }
  return leading;
}

/// Adds firms with so many tranches live to a row of adopters.
void add_level(std::int64_t* adopters, std::size_t level, std::int64_t firms) {
  adopters[at(AdopterCount::firms)] += firms;
  adopters[at(AdopterCount::tranches_live)] += static_cast<std::int64_t>(level) * firms;
  adopters[at(AdopterCount::first_level) + level - 1] += firms;
}

void add_evidence(std::int64_t* adopters, const Evidence& evidence) {
  adopters[at(AdopterCount::evidence)] += evidence.weighted;
  adopters[at(AdopterCount::evidence_weight)] += evidence.weight;
}

}  // namespace

/// Some firms of a run that are counted together: those of its commonest cell, which loops that vectorise sum up, and
/// the others, which are added to their own cells one by one. Most firms are small and of one ownership.
struct Counted {
  Chunk<std::int64_t> common;   // mask by place in the run
  Chunk<std::uint32_t> others;  // places in the run
  std::size_t other_count = 0;
};

/// Adopters of a technology.
struct Adopters : Counted {
  std::size_t first_column;  // of their rows
  const std::uint8_t* level;
  Chunk<std::uint8_t> common_level;  // 0 for firms of other cells
};

/// Firms of one sector, and their cells.
struct CensusRun {
  SectorRun firms;
  Chunk<std::uint16_t> cell;
  std::uint16_t common;  // the commonest cell
  Chunk<std::uint8_t> in_common;
  Counted all;
  Derived derived;

  Adopters adopters(const std::uint8_t* level, std::size_t first_column) const {
    Adopters found;
    found.first_column = first_column;
    found.level = level;
    keep_flagged(level, in_common.data(), 0, firms.count, found.common_level.data());
    widen(found.common_level.data(), firms.count, found.common.data());
    for (std::size_t r = 0; r < all.other_count; ++r) {
      found.others[found.other_count] = all.others[r];
      found.other_count += level[all.others[r]] > 0 ? 1 : 0;
    }
    return found;
  }
};

/// What each firm of a run has of something, and the column that it is counted in.
struct Values {
  std::size_t column;
  const double* of_firm;
};

namespace {

/// Which firms are of the commonest cell.
void sort_firms(const Economy& economy, CensusRun& run) {
  const auto& firms = economy.firms;
  const auto [begin, count, sector] = run.firms;
  find_cells({firms.region.data() + begin, firms.ownership.data() + begin, firms.size.data() + begin}, economy.cells(),
             sector, count, run.cell.data());
  run.common = common_cell(run.cell.data(), count);
  mark_cell(run.cell.data(), run.common, count, run.in_common.data());
  widen(run.in_common.data(), count, run.all.common.data());
  const std::uint8_t* in_common = run.in_common.data();
  run.all.other_count = select_firms(0, count, run.all.others.data(), [=](std::size_t k) { return in_common[k] == 0; });
}

}  // namespace

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
  CensusRun run;
  for_each_run(economy.firms.sector.data(), block, [&](const SectorRun& firms) {
    run.firms = firms;
    sort_firms(economy, run);
    add_firms(economy, scales[firms.sector], run);
    for (std::size_t j = 0; j < technologies_; ++j) {
      add_adopters(economy, j, run);
      add_outcomes(economy, j, run);
    }
  });
  for (std::size_t k = 0; k < schemes_.size(); ++k) add_scheme(economy, block, k);
}

template <class Add>
void Census::add_others(const CensusRun& run, const Counted& counted, Add add) {
  for (std::size_t r = 0; r < counted.other_count; ++r) {
    const std::size_t k = counted.others[r];
    add(row(run.cell[k]), k);
  }
}

void Census::add_values(const CensusRun& run, const Counted& counted, std::span<const Values> all) {
  for (const auto [column, values] : all)
    row(run.common)[column] += sum_masked(values, counted.common.data(), run.firms.count);
  add_others(run, counted, [=](std::int64_t* own, std::size_t k) {
    for (const auto [column, values] : all) own[column] += to_fixed<sum_scale>(values[k]);
  });
}

void Census::add_firms(const Economy& economy, const SectorScale& scale, CensusRun& run) {
  const auto& firms = economy.firms;
  const std::size_t begin = run.firms.begin, count = run.firms.count;
  Derived& derived = run.derived;
  derive(economy, run.firms, scale, derived);
  const Values values[] = {{at(Count::workers), firms.employment.data() + begin},
                           {at(Count::orders), firms.orders.data() + begin},
                           {at(Count::advantage), derived.weighted_advantage.data()},
                           {at(Count::output), firms.output.data() + begin},
                           {at(Count::sales), firms.sales.data() + begin},
                           {at(Count::value_added), firms.value_added.data() + begin},
                           {at(Count::surplus), firms.surplus.data() + begin},
                           {at(Count::displaced), derived.displaced.data()},
                           {at(Count::conventional_capital), derived.conventional_capital.data()},
                           {at(Count::debt), firms.debt.data() + begin}};
  add_values(run, run.all, values);
  const double* squares = derived.squared_share.data();
  std::int64_t* common = row(run.common);
  common[at(Count::firms)] += static_cast<std::int64_t>(count - run.all.other_count);
  common[at(Count::squared_orders)] += sum_squares_masked(squares, run.all.common.data(), count);
  add_others(run, run.all, [=](std::int64_t* own, std::size_t k) {
    own[at(Count::firms)] += 1;
    own[at(Count::squared_orders)] += to_fixed<square_scale>(squares[k]);
  });
}

void Census::add_adopters(const Economy& economy, std::size_t j, const CensusRun& run) {
  const auto& firms = economy.firms;
  const auto& columns = firms.technology[j];
  const auto& technology = economy.scenario.technologies[j].value;
  const std::size_t begin = run.firms.begin, first = counts + adopter_counts * j;
  const Adopters adopters = run.adopters(columns.level.data() + begin, first);
  const Values values[] = {{first + at(AdopterCount::workers), firms.employment.data() + begin},
                           {first + at(AdopterCount::value_added), firms.value_added.data() + begin},
                           {first + at(AdopterCount::all_capital), run.derived.all_capital.data()},
                           {first + at(AdopterCount::capital), columns.capital.data() + begin},
                           {first + at(AdopterCount::robots), columns.robots_in_use.data() + begin}};
  add_values(run, adopters, {values, technology.workers_per_robot > 0 ? std::size(values) : std::size(values) - 1});
  add_levels(run, adopters);
  if (technology.effect != scenario::Effect::raises_productivity) return;
  add_experience(
      run, adopters,
      {columns.promised_gain.data() + begin, columns.realised_gain.data() + begin, columns.oldest.data() + begin,
       static_cast<double>(economy.environment.elapsed), technology.time_constant});
}

void Census::add_levels(const CensusRun& run, const Adopters& adopters) {
  for (std::size_t k = 1; k <= tranches; ++k) {
    const auto level = static_cast<std::uint8_t>(k);
    add_level(row(run.common) + adopters.first_column, k,
              count_equal(adopters.common_level.data(), level, run.firms.count));
  }
  add_others(run, adopters,
             [&](std::int64_t* own, std::size_t k) { add_level(own + adopters.first_column, adopters.level[k], 1); });
}

void Census::add_experience(const CensusRun& run, const Adopters& adopters, const Experience& experience) {
  add_evidence(row(run.common) + adopters.first_column,
               sum_evidence_masked(experience, adopters.common.data(), run.firms.count));
  add_others(run, adopters, [&](std::int64_t* own, std::size_t k) {
    add_evidence(own + adopters.first_column, evidence_of(experience, k));
  });
}

void Census::add_outcomes(const Economy& economy, std::size_t j, const CensusRun& run) {
  const auto& firms = economy.firms;
  const auto& columns = firms.technology[j];
  const std::size_t begin = run.firms.begin, count = run.firms.count;
  Chunk<std::uint8_t> outcome, common;
  find_outcomes(columns.level.data() + begin, firms.project.data() + begin, columns.reason.data() + begin, count,
                outcome.data());
  keep_flagged(outcome.data(), run.in_common.data(), UINT8_MAX, count, common.data());
  for (std::size_t k = 0; k <= reason_count; ++k) {
    outcomes_.at(j, economy.cells().size_of(run.common), k) +=
        count_equal(common.data(), static_cast<std::uint8_t>(k), count);
  }
  for (std::size_t r = 0; r < run.all.other_count; ++r) {
    const std::size_t k = run.all.others[r];
    outcomes_.at(j, firms.size[begin + k], outcome[k]) += 1;
  }
}

void Census::add_scheme(const Economy& economy, Block block, std::size_t k) {
  std::vector<double> least = lower_bounds(economy.scenario.outputs.size_schemes[k].value);
  const std::size_t count = block.end - block.begin, classes = least.size();
  least.insert(least.begin(), 0.0);  // firms below the first class are in none
  std::array<std::uint8_t, block_size> size;
  find_classes(economy.firms.employment.data() + block.begin, least, count, size.data());
  for (std::size_t z = 0; z < classes; ++z)
    schemes_[k].at(0, z) += count_equal(size.data(), static_cast<std::uint8_t>(z + 1), count);
  for (std::size_t j = 0; j < technologies_; ++j) {
    std::array<std::uint8_t, block_size> adopter;  // class of adopters; the others are in none
    keep_flagged(size.data(), economy.firms.technology[j].level.data() + block.begin, 0, count, adopter.data());
    for (std::size_t z = 0; z < classes; ++z)
      schemes_[k].at(j + 1, z) += count_equal(adopter.data(), static_cast<std::uint8_t>(z + 1), count);
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
