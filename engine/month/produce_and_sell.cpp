// Reads: the firm's own row, environment, sector normalisers and mean cost advantage of last month
// Writes: ln_sales, productivity, volatility, orders, output, backlog, inventories, sales, employment, value added,
//   surplus, cost advantage, size class
// Equation: x += chi (e - mean e) + noise (replicator, Laplace growth); orders = D exp(x) / Z; output Y closes half the
//   gap to orders and a quarter of the backlog, less goods above the most wanted; what is made beyond the least
//   inventories is delivered; L = l Y exp(-trend)(1 - saved) exp(-a -
//   g); e = -ln(cost / Y). The loop itself is `produce` in kernels.cpp.
#include "core/fixed_point.hpp"
#include "month/verbs.hpp"
#include "theory/autoregression.hpp"

namespace millwright {
namespace {

constexpr double months_per_year = 12;

std::vector<ProductionSector> production_sectors(const Model& model) {
  const Economy& economy = model.economy;
  const auto& now = economy.environment;
  const double reference_output = economy.scenario.dynamics.reference_workers * math::exp(now.trend);
  std::vector<ProductionSector> sectors;
  for (std::size_t s = 0; s < economy.sectors.size(); ++s) {
    const Sector& sector = economy.sectors[s];
    const double ratio = now.demand[s] / economy.closing.normaliser[s];
    const double reference = reference_output / sector.labour_coefficient;
    sectors.push_back({.labour_coefficient = sector.labour_coefficient,
                       .order_ratio = ratio,
                       .size_offset = math::log(ratio / reference),
                       .mean_advantage = economy.closing.mean_advantage(s),
                       .materials = (1 - sector.value_added_share) * now.materials_factor[s],
                       .gain_on_materials = (1 - sector.labour_share) * sector.value_added_share,
                       .overhead = sector.overhead_share});
  }
  return sectors;
}

ProductionMonth production_month(const Economy& economy) {
  const auto& dynamics = economy.scenario.dynamics;
  const double sd = dynamics.productivity_sd, persistence = dynamics.productivity_persistence;
  return {dynamics.selection,
          dynamics.growth_noise,
          dynamics.growth_noise_size_exponent,
          persistence,
          theory::innovation_sd(sd, persistence),
          0.5 * sd * sd,
          economy.environment.detrend,
          dynamics.employment_adjustment,
          economy.environment.labour_cost,
          math::exp(economy.environment.trend_growth / months_per_year),
          dynamics.order_response,
          dynamics.backlog_response,
          dynamics.least_inventories,
          dynamics.most_inventories};
}

/// Every January each firm's volatility is drawn anew: exponential variance makes growth rates Laplace.
void redraw_volatility(Model& model, Block block) {
  auto& firms = model.economy.firms;
  const DrawKey key{model.economy.luck, Purpose::volatility};
  for (std::size_t begin = block.begin; begin < block.end; begin += chunk_size) {
    draw_volatility(key, {firms.id.data() + begin, model.economy.environment.month.index}, firms.birth.data() + begin,
                    std::min(chunk_size, block.end - begin), firms.volatility.data() + begin);
  }
}

void gather_adoption(const Model& model, std::size_t begin, std::size_t count, ProductionInput& input) {
  std::fill_n(input.gain, count, 0.0), std::fill_n(input.saved, count, 0.0), std::fill_n(input.running, count, 0.0);
  for (std::size_t j = 0; j < model.economy.technologies(); ++j) {
    const auto& technology = model.technology(j);
    const auto& columns = model.economy.firms.technology[j];
    const bool saves = technology.effect == scenario::Effect::saves_labour;
    const double* effect = (saves ? columns.saved.data() : columns.realised_gain.data()) + begin;
    add_adoption({effect, saves ? input.saved : input.gain, input.running}, saves ? technology.running_cost_share : 0.0,
                 count);
  }
}

void book(const ProductionSums& sums, Flows& flows) {
  flows.paid(Payment::wages) += sums.wages;
  flows.paid(Payment::materials) += sums.materials;
  flows.paid(Payment::running_cost) += sums.running_cost;
  flows.sales.at(0, 0) += sums.sales;
  flows.value_added.at(0, 0) += sums.value_added;
  flows.overhead.at(0, 0) += sums.overhead;
}

}  // namespace

void produce_and_sell(Model& model, Block block, const MonthLuck& luck, Flows& flows) {
  Economy& economy = model.economy;
  auto& firms = economy.firms;
  const auto& now = economy.environment;
  if (now.month.month_of_year() == 1) redraw_volatility(model, block);
  const auto sectors = production_sectors(model);
  const ProductionMonth month = production_month(economy);
  ProductionInput input;
  for_each_run(firms.sector.data(), block, [&](const SectorRun& run) {
    const std::size_t begin = run.begin;
    gather_adoption(model, begin, run.count, input);
    input.sales_luck = &luck.sales[begin - block.begin];
    input.productivity_luck = &luck.productivity[begin - block.begin];
    book(produce(month, sectors[run.sector], input,
                 {firms.volatility.data() + begin, firms.ln_sales.data() + begin, firms.productivity.data() + begin,
                  firms.orders.data() + begin, firms.output.data() + begin, firms.backlog.data() + begin,
                  firms.inventories.data() + begin, firms.sales.data() + begin, firms.employment.data() + begin,
                  firms.value_added.data() + begin, firms.surplus.data() + begin, firms.cost_advantage.data() + begin},
                 run.count),
         flows);
  });
  find_classes(firms.employment.data() + block.begin, model.plan.least_workers, block.end - block.begin,
               firms.size.data() + block.begin);
}

}  // namespace millwright
