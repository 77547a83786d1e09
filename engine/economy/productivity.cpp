#include "theory/productivity.hpp"

#include <algorithm>
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

/// Conventional capital follows output; that of the technologies is what was paid for it.
void capital_of(const Economy& economy, const SectorRun& run, Chunk<double>& capital) {
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
void ln_tfp(const Economy& economy, const SectorRun& run, Chunk<double>& tfp) {
  capital_of(economy, run, tfp);
  residual(economy.firms.value_added.data() + run.begin, economy.firms.employment.data() + run.begin,
           economy.sectors[run.sector].labour_share, run.count, tfp.data());
}

/// Calls body(run, ln TFP of its firms) for the firms of a block.
template <class F>
void for_each_tfp(const Economy& economy, Block block, F&& body) {
  Chunk<double> tfp;
  for_each_run(economy.firms.sector.data(), block, [&](const SectorRun& run) {
    ln_tfp(economy, run, tfp);
    body(run, tfp);
  });
}

void mark(Economy& economy, const SectorRun& run, const Chunk<double>& tfp) {
  auto& firms = economy.firms;
  std::copy_n(tfp.data(), run.count, firms.past_tfp.data() + run.begin);
  std::copy_n(firms.output.data() + run.begin, run.count, firms.past_output.data() + run.begin);
}

enum Group : std::size_t { survivors_before, survivors_now, entrants, groups };
enum Sum : std::size_t { firms, weight, productivity, weighted, sums };

/// Of the firms of a run: output and ln TFP, now and when the year began; output was 0 then where a firm has entered.
struct YearColumns {
  const double *past_output, *past_tfp, *output, *tfp;
};

/// What a group of them adds up to, fixed point; `of` is all ones for its members, else 0.
struct GroupSum {
  std::int64_t firms = 0, weight = 0, productivity = 0, weighted = 0;
};
MILLWRIGHT_INLINE void add(GroupSum& group, double output, double tfp, std::int64_t of) {
  group.firms -= of;
  group.weight += to_fixed<sum_scale>(output) & of;
  group.productivity += to_fixed<sum_scale>(tfp) & of;
  group.weighted += to_fixed<sum_scale>(output * tfp) & of;
}

using Year = std::array<GroupSum, groups>;

MILLWRIGHT_CLONES
Year add_up(const YearColumns& columns, std::size_t count) {
  const auto [past_output, past_tfp, output, tfp] = columns;
  GroupSum before, now, entered;
  for (std::size_t k = 0; k < count; ++k) {
    const std::int64_t survives = past_output[k] > 0 ? -1 : 0;
    add(before, past_output[k], past_tfp[k], survives);
    add(now, output[k], tfp[k], survives);
    add(entered, output[k], tfp[k], ~survives);
  }
  return {before, now, entered};
}

/// Sums of the year's end by sector, and every firm marked for the next year.
Tally close_year(Economy& economy) {
  const auto& all = economy.firms;
  return sum_over_blocks(all.count(), Tally(economy.sectors.size(), groups, sums), [&](Block block, Tally& table) {
    for_each_tfp(economy, block, [&](const SectorRun& run, const Chunk<double>& tfp) {
      const Year year = add_up({all.past_output.data() + run.begin, all.past_tfp.data() + run.begin,
                                all.output.data() + run.begin, tfp.data()},
                               run.count);
      for (std::size_t group = 0; group < groups; ++group) {
        table.at(run.sector, group, firms) += year[group].firms;
        table.at(run.sector, group, weight) += year[group].weight;
        table.at(run.sector, group, productivity) += year[group].productivity;
        table.at(run.sector, group, weighted) += year[group].weighted;
      }
      mark(economy, run, tfp);
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

void fetch_past(const FirmColumns& all, std::size_t i) {
  all.past_output.fetch(i), all.past_tfp.fetch(i);
}

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
    for_each_tfp(economy, block, [&](const SectorRun& run, const Chunk<double>& tfp) { mark(economy, run, tfp); });
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
