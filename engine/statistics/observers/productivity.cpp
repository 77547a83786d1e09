#include "theory/productivity.hpp"

#include <limits>

#include "statistics/snapshot.hpp"

// Capital and total factor productivity; what its growth is made of; AI capital as a share of all capital.
namespace millwright::statistics {
namespace {

/// ln of the productivity of `other` relative to `one`, rows as production_inputs; NaN where one of them is empty.
double ln_relative(std::span<const std::int64_t> one, std::span<const std::int64_t> other) {
  for (const auto sums : {one, other}) {
    if (std::ranges::any_of(sums, [](std::int64_t sum) { return sum <= 0; }))
      return std::numeric_limits<double>::quiet_NaN();
  }
  const auto production = [](std::span<const std::int64_t> sums) {
    return theory::Production{static_cast<double>(sums[0]), static_cast<double>(sums[1]), static_cast<double>(sums[2]),
                              static_cast<double>(sums[3]) / static_cast<double>(sums[0])};
  };
  return theory::tornqvist_growth(production(one), production(other));
}

double index_of(std::span<const std::int64_t> base, std::span<const std::int64_t> now) {
  constexpr double at_base = 100;
  return at_base * math::exp(ln_relative(base, now));
}

void emit_index(const Snapshot& snapshot, Observations& out) {
  const Tally& base = snapshot.economy.closing.productivity.base;
  if (base.values().empty()) return;  // before the first month has closed
  const Compared compared[] = {{base, production_inputs(snapshot.economy, snapshot.census)}};
  emit_compared(
      snapshot, out,
      {"tfp_index", {}, "1", "total factor productivity on workers and all capital, first month = 100", "time: mean"},
      compared, index_of);
}

/// Adopters of each technology against the other firms, by the bilateral index of Caves, Christensen and Diewert
/// (1982).
void emit_gaps(const Snapshot& snapshot, Observations& out) {
  const Economy& economy = snapshot.economy;
  const Tally all = production_inputs(economy, snapshot.census);
  const Tally value_added = snapshot.census.table(AdopterCount::value_added);
  const Tally workers = snapshot.census.table(AdopterCount::workers);
  const Tally capital = snapshot.census.table(AdopterCount::all_capital);
  std::vector<Compared> comparisons;
  for (std::size_t j = 0; j < economy.technologies(); ++j) {
    Compared compared{all, all};
    for (std::size_t cell = 0; cell < all.second(); ++cell) {
      const std::int64_t adopters[] = {
          value_added.at(j, cell), workers.at(j, cell), capital.at(j, cell),
          to_fixed<sum_scale>(economy.environment.labour_cost * from_fixed<sum_scale>(workers.at(j, cell)))};
      for (std::size_t k = 0; k < std::size(adopters); ++k) {
        compared.one.at(k, cell) -= adopters[k];
        compared.other.at(k, cell) = adopters[k];
      }
    }
    comparisons.push_back(std::move(compared));
  }
  emit_compared(snapshot, out,
                {"tfp_gap_adopters",
                 {"technology"},
                 "ln",
                 "ln of the total factor productivity of adopters relative to the other firms",
                 "time: mean"},
                comparisons, ln_relative);
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
  const Tally stocks = snapshot.census.table(AdopterCount::capital);
  const Tally plain = snapshot.census.table(Count::conventional_capital);
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
  emit_gaps(snapshot, out);
  emit_parts(snapshot, out);
}

}  // namespace

Observer productivity() {
  return emit;
}

}  // namespace millwright::statistics
