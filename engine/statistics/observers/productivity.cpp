#include "theory/productivity.hpp"

#include <limits>

#include "statistics/snapshot.hpp"

// Capital and total factor productivity; what its growth is made of; AI capital as a share of all capital.
namespace millwright::statistics {
namespace {

constexpr double months_per_year = 12;

/// Integers per cell: value added and conventional capital, then the capital of each technology.
enum Integer : std::size_t { value_added, conventional, of_technologies };

std::size_t width(const Economy& economy) {
  return of_technologies + economy.technologies();
}

void count(const Economy& economy, const FirmBlock& block, const Rows& rows) {
  const auto& firms = economy.firms;
  std::vector<double> per_output;  // by sector: conventional capital per unit of monthly output
  for (const Sector& sector : economy.sectors)
    per_output.push_back(economy.scenario.capital.output_ratio * months_per_year * sector.value_added_share);
  for (std::size_t i = block.begin; i < block.end; ++i) {
    std::int64_t* row = rows(block.cell(i));
    row[value_added] += to_fixed<sum_scale>(firms.value_added[i]);
    row[conventional] += to_fixed<sum_scale>(per_output[firms.sector[i]] * firms.output[i]);
  }
  for (std::size_t j = 0; j < economy.technologies(); ++j) {
    const double* capital = firms.technology[j].capital.data();
    for (std::size_t i = block.begin; i < block.end; ++i) {
      if (capital[i] > 0) rows(block.cell(i))[of_technologies + j] += to_fixed<sum_scale>(capital[i]);
    }
  }
}

/// Sums that total factor productivity needs, (4, cell), as in ProductivityYear::base.
Tally inputs_of(const Snapshot& snapshot) {
  const Economy& economy = snapshot.economy;
  Tally table(4, snapshot.cells.count());
  for (std::size_t cell = 0; cell < snapshot.cells.count(); ++cell) {
    const std::int64_t* row = snapshot.counted.data() + cell * snapshot.stride;
    table.at(0, cell) = row[value_added];
    table.at(1, cell) = snapshot.workers.at(0, cell);
    for (std::size_t k = conventional; k < of_technologies + economy.technologies(); ++k) table.at(2, cell) += row[k];
    table.at(3, cell) =
        to_fixed<sum_scale>(economy.environment.labour_cost * from_fixed<sum_scale>(snapshot.workers.at(0, cell)));
  }
  return table;
}

double index_of(std::span<const std::int64_t> before, std::span<const std::int64_t> now) {
  for (const auto sums : {before, now}) {
    if (std::ranges::any_of(sums, [](std::int64_t sum) { return sum <= 0; }))
      return std::numeric_limits<double>::quiet_NaN();
  }
  const auto production = [](std::span<const std::int64_t> sums) {
    return theory::Production{static_cast<double>(sums[0]), static_cast<double>(sums[1]), static_cast<double>(sums[2]),
                              static_cast<double>(sums[3]) / static_cast<double>(sums[0])};
  };
  constexpr double base = 100;
  return base * math::exp(theory::tornqvist_growth(production(before), production(now)));
}

void emit_index(const Snapshot& snapshot, Observations& out) {
  const Tally& base = snapshot.economy.closing.productivity.base;
  if (base.values().empty()) return;  // before the first month has closed
  emit_compared(
      snapshot, out,
      {"tfp_index", {}, "1", "total factor productivity on workers and all capital, first month = 100", "time: mean"},
      base, inputs_of(snapshot), index_of);
}

void emit_parts(const Snapshot& snapshot, Observations& out) {
  const auto& year = snapshot.economy.closing.productivity;
  const auto put = [&](const char* name, const char* meaning, const std::vector<double>& by_sector) {
    out.push_back({{name, {"sector"}, "1", meaning, "time: sum"}, by_sector});
  };
  put("tfp_within_by_sector", "growth of ln TFP in the year that ends: plain mean of survivors; 0 within the year",
      year.within);
  put("tfp_between_by_sector", "growth of ln TFP in the year that ends: output moving between survivors", year.between);
  put("tfp_entry_exit_by_sector", "growth of ln TFP in the year that ends: entrants and exits", year.entry_exit);
}

void emit(const Snapshot& snapshot, Observations& out) {
  const Economy& economy = snapshot.economy;
  const std::size_t technologies = economy.technologies();
  const double unit = national_unit(economy);
  const Tally stocks = snapshot.part(of_technologies, technologies), plain = snapshot.part(conventional);
  emit_totals(snapshot, out,
              {{"capital_stock", {"technology"}, snapshot.money, "prices paid less depreciation", "time: point"}, unit},
              stocks);
  emit_totals(snapshot, out,
              {{"conventional_capital", {}, snapshot.money, "capital beside the technologies", "time: point"}, unit},
              plain);
  Tally ai(1, snapshot.cells.count()), all = plain, with_intangibles = plain;
  for (std::size_t cell = 0; cell < snapshot.cells.count(); ++cell) {
    for (std::size_t j = 0; j < technologies; ++j) {
      const bool is_ai = snapshot.scenario.technologies[j].value.effect == scenario::Effect::raises_productivity;
      all.at(0, cell) += stocks.at(j, cell);
      if (is_ai) ai.at(0, cell) += stocks.at(j, cell);
    }
    with_intangibles.at(0, cell) = all.at(0, cell) + static_cast<std::int64_t>(snapshot.scenario.capital.intangibles *
                                                                               static_cast<double>(ai.at(0, cell)));
  }
  emit_ratios(snapshot, out, {{"ai_capital_share", {}, "1", "AI capital over all capital", "time: point"}}, ai, all);
  emit_ratios(snapshot, out,
              {{"ai_capital_share_with_intangibles",
                {},
                "1",
                "the same with the intangible capital that comes with AI",
                "time: point"},
               1 + snapshot.scenario.capital.intangibles},
              ai, with_intangibles);
  emit_index(snapshot, out);
  emit_parts(snapshot, out);
}

}  // namespace

Observer productivity() {
  return {width, count, emit};
}

}  // namespace millwright::statistics
