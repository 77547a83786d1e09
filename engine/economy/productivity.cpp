#include "theory/productivity.hpp"

#include <array>

#include "core/clones.hpp"
#include "core/fixed_point.hpp"
#include "core/parallel.hpp"
#include "economy/closing.hpp"
#include "economy/sector_runs.hpp"

namespace millwright {
namespace {

constexpr int months_per_year = 12;
constexpr double least = 1e-6;  // [m currency, worker] below which a logarithm says nothing

/// By firm of a run.
using OfRun = std::array<double, chunk_size>;

/// Conventional capital follows output; that of the technologies is what was paid for it.
void capital_of(const Economy& economy, const SectorRun& run, OfRun& capital) {
  const auto& firms = economy.firms;
  const double per_output =
      economy.scenario.capital.output_ratio * months_per_year * economy.sectors[run.sector].value_added_share;
  for (std::size_t k = 0; k < run.count; ++k) capital[k] = per_output * firms.output[run.begin + k];
  for (const auto& columns : firms.technology) {
    for (std::size_t k = 0; k < run.count; ++k) capital[k] += columns.capital[run.begin + k];
  }
}

MILLWRIGHT_INLINE double ln(double x) {
  return math::log(x > least ? x : least);
}

/// ln VA - share ln L - (1 - share) ln K in place of K.
MILLWRIGHT_CLONES
void residual(const double* value_added, const double* workers, double share, std::size_t count, double* capital) {
#pragma GCC ivdep
  for (std::size_t k = 0; k < count; ++k)
    capital[k] = ln(value_added[k]) - share * ln(workers[k]) - (1 - share) * ln(capital[k]);
}

/// ln TFP with the labour share of the firms' sector, so that levels can be compared within a sector.
void ln_tfp(const Economy& economy, const SectorRun& run, OfRun& tfp) {
  capital_of(economy, run, tfp);
  residual(economy.firms.value_added.data() + run.begin, economy.firms.employment.data() + run.begin,
           economy.sectors[run.sector].labour_share, run.count, tfp.data());
}

/// Calls body(firm, its ln TFP) for the firms of a block.
template <class F>
void for_each_tfp(const Economy& economy, Block block, F&& body) {
  OfRun tfp;
  for_each_run(economy.firms.sector.data(), block, [&](const SectorRun& run) {
    ln_tfp(economy, run, tfp);
    for (std::size_t k = 0; k < run.count; ++k) body(run.begin + k, tfp[k]);
  });
}

void mark(Economy& economy, std::size_t i, double tfp) {
  economy.firms.past_tfp[i] = tfp;
  economy.firms.past_output[i] = economy.firms.output[i];
}

enum Group : std::size_t { survivors_before, survivors_now, entrants, groups };
enum Sum : std::size_t { firms, weight, productivity, weighted, sums };

void add(Tally& table, std::size_t sector, Group group, double output, double tfp) {
  table.at(sector, group, firms) += 1;
  table.at(sector, group, weight) += to_fixed<sum_scale>(output);
  table.at(sector, group, productivity) += to_fixed<sum_scale>(tfp);
  table.at(sector, group, weighted) += to_fixed<sum_scale>(output * tfp);
}

/// Sums of the year's end by sector, and every firm marked for the next year.
Tally close_year(Economy& economy) {
  const auto& all = economy.firms;
  return sum_over_blocks(all.count(), Tally(economy.sectors.size(), groups, sums), [&](Block block, Tally& table) {
    for_each_tfp(economy, block, [&](std::size_t i, double tfp) {
      const std::size_t s = all.sector[i];
      if (all.past_output[i] > 0) add(table, s, survivors_before, all.past_output[i], all.past_tfp[i]);
      add(table, s, all.past_output[i] > 0 ? survivors_now : entrants, all.output[i], tfp);
      mark(economy, i, tfp);
    });
  });
}

theory::GroupSums group_of(const Tally& table, std::size_t sector, Group group) {
  return {static_cast<double>(table.at(sector, group, firms)), from_fixed<sum_scale>(table.at(sector, group, weight)),
          from_fixed<sum_scale>(table.at(sector, group, productivity)),
          from_fixed<sum_scale>(table.at(sector, group, weighted))};
}

theory::Decomposition parts_of(const Tally& table, const Tally& exits, std::size_t s) {
  return theory::decompose(group_of(table, s, survivors_before), group_of(table, s, survivors_now),
                           group_of(table, s, entrants),
                           {0, from_fixed<sum_scale>(exits.at(s, 0)), 0, from_fixed<sum_scale>(exits.at(s, 1))});
}

}  // namespace

void add_exit(const FirmColumns& all, std::size_t i, Tally& exits) {
  exits.at(all.sector[i], 0) += to_fixed<sum_scale>(all.past_output[i]);
  exits.at(all.sector[i], 1) += to_fixed<sum_scale>(all.past_output[i] * all.past_tfp[i]);
}

Tally production_inputs(const Economy& economy, const Census& census) {
  const Tally value_added = census.table(Count::value_added), workers = census.table(Count::workers);
  const Tally conventional = census.table(Count::conventional_capital), capital = census.table(AdopterCount::capital);
  Tally inputs(4, workers.second());
  for (std::size_t cell = 0; cell < workers.second(); ++cell) {
    inputs.at(0, cell) = value_added.at(0, cell);
    inputs.at(1, cell) = workers.at(0, cell);
    inputs.at(2, cell) = conventional.at(0, cell);
    for (std::size_t j = 0; j < capital.first(); ++j) inputs.at(2, cell) += capital.at(j, cell);
    inputs.at(3, cell) =
        to_fixed<sum_scale>(economy.environment.labour_cost * from_fixed<sum_scale>(workers.at(0, cell)));
  }
  return inputs;
}

void start_productivity(Economy& economy) {
  auto& year = economy.closing.productivity;
  for_each_block(economy.firms.count(), [&](Block block) {
    for_each_tfp(economy, block, [&](std::size_t i, double tfp) { mark(economy, i, tfp); });
  });
  year.exits = Tally(economy.sectors.size(), 2);
  for (auto* part : {&year.within, &year.between, &year.entry_exit}) part->assign(economy.sectors.size(), 0);
}

void close_productivity(Economy& economy) {
  auto& year = economy.closing.productivity;
  const int month = economy.environment.elapsed;
  if (month == 0) year.base = production_inputs(economy, economy.census);
  year.exits += economy.flows.exit_productivity;
  const bool full = (month + 1) % months_per_year == 0;
  const Tally table = full ? close_year(economy) : Tally();
  for (std::size_t s = 0; s < economy.sectors.size(); ++s) {
    const auto parts = full ? parts_of(table, year.exits, s) : theory::Decomposition{};
    year.within[s] = parts.within, year.between[s] = parts.between, year.entry_exit[s] = parts.entry_exit;
  }
  if (full) year.exits.clear();
}

}  // namespace millwright
