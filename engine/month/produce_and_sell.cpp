// Reads: the firm's own row, environment, sector normalisers and mean cost advantage of last month
// Writes: ln_sales, productivity, volatility, sales, employment, value added, surplus, cost advantage, size class
// Equation: x += chi (e - mean e) + noise (replicator, Laplace growth); S = D exp(x) / Z;
//   L = l S exp(-trend)(1 - saved) exp(-a - g); e = -ln(cost / S)
#include "core/fixed_point.hpp"
#include "month/verbs.hpp"
#include "theory/autoregression.hpp"

namespace millwright {
namespace {

/// Constants of a month in one sector.
struct SectorMonth {
  double sales_ratio;      // demand over normaliser
  double size_offset;      // ln of a firm's sales relative to the reference size, less its ln_sales
  double mean_advantage;
  double materials;        // material cost per unit of sales
  double gain_on_materials;  // fall of material cost per unit of sales and of exp(-g) below one
  double overhead;         // per unit of sales
};

/// Values of one block between the stages of the month, small enough for the first caches.
struct Stage {
  std::vector<double> growth_shock, productivity_shock, gain, saved, running;
  explicit Stage(std::size_t count)
      : growth_shock(count), productivity_shock(count), gain(count, 0.0), saved(count, 0.0), running(count, 0.0) {}
};

std::vector<SectorMonth> sector_months(const Model& model) {
  const Economy& economy = model.economy;
  const auto& now = economy.environment;
  std::vector<SectorMonth> months;
  for (std::size_t s = 0; s < economy.sectors.size(); ++s) {
    const Sector& sector = economy.sectors[s];
    const double ratio = now.demand[s] / economy.closing.normaliser[s];
    const double reference = economy.scenario.dynamics.reference_workers * math::exp(now.trend) / model.plan.labour_coefficient[s];
    months.push_back({ratio, math::log(ratio / reference), economy.closing.mean_advantage(s),
                      (1 - sector.value_added_share) * now.materials_factor[s],
                      (1 - sector.labour_share) * sector.value_added_share, sector.overhead_share});
  }
  return months;
}

void draw_shocks(const Model& model, Block block, Stage& stage) {
  const auto& firms = model.economy.firms;
  const DrawKey key{model.economy.luck, Purpose::growth};
  const std::int64_t month = model.economy.environment.month.index;
  const std::uint32_t* id = firms.id.data();
  const std::int32_t* birth = firms.birth.data();
  for (std::size_t i = block.begin; i < block.end; ++i) {
    const Words words = draw(key, id[i], birth[i], month);
    const NormalPair normals = normal_pair(words.w[0], words.w[1]);
    stage.growth_shock[i - block.begin] = normals.first;
    stage.productivity_shock[i - block.begin] = normals.second;
  }
}

/// Every January each firm's volatility is drawn anew: exponential variance makes growth rates Laplace.
void redraw_volatility(Model& model, Block block) {
  auto& firms = model.economy.firms;
  const DrawKey key{model.economy.luck, Purpose::volatility};
  for (std::size_t i = block.begin; i < block.end; ++i) {
    const Words words = draw(key, firms.id[i], firms.birth[i], model.economy.environment.month.index);
    firms.volatility[i] = std::sqrt(exponential(words.w[0]));
  }
}

void gather_adoption(const Model& model, Block block, Stage& stage) {
  for (std::size_t j = 0; j < model.economy.technologies(); ++j) {
    const auto& technology = model.technology(j);
    const auto& columns = model.economy.firms.technology[j];
    const bool saves = technology.effect == scenario::Effect::saves_labour;
    const double* effect = saves ? columns.saved.data() : columns.realised_gain.data();
    double* total = saves ? stage.saved.data() : stage.gain.data();
    for (std::size_t i = block.begin; i < block.end; ++i) total[i - block.begin] += effect[i];
    if (!saves || technology.running_cost_share == 0) continue;
    for (std::size_t i = block.begin; i < block.end; ++i) stage.running[i - block.begin] += technology.running_cost_share * effect[i];
  }
}

}  // namespace

void produce_and_sell(Model& model, Block block, Flows& flows) {
  Economy& economy = model.economy;
  auto& firms = economy.firms;
  const auto& dynamics = economy.scenario.dynamics;
  const auto& now = economy.environment;
  if (now.month.month_of_year() == 1) redraw_volatility(model, block);
  Stage stage(block.end - block.begin);
  draw_shocks(model, block, stage);
  gather_adoption(model, block, stage);
  const auto sectors = sector_months(model);
  const double innovation = theory::innovation_sd(dynamics.productivity_sd, dynamics.productivity_persistence);
  const double correction = 0.5 * dynamics.productivity_sd * dynamics.productivity_sd;
  const double shrink = math::exp(-now.trend);
  for (std::size_t i = block.begin; i < block.end; ++i) {
    const std::size_t b = i - block.begin;
    const SectorMonth& sector = sectors[firms.sector[i]];
    const double size = math::exp(dynamics.growth_noise_size_exponent * (firms.ln_sales[i] + sector.size_offset));
    const double x = firms.ln_sales[i] + dynamics.selection * (firms.cost_advantage[i] - sector.mean_advantage) +
                     dynamics.growth_noise * size * firms.volatility[i] * stage.growth_shock[b];
    const double a = dynamics.productivity_persistence * firms.productivity[i] + innovation * stage.productivity_shock[b];
    const double sales = sector.sales_ratio * math::exp(x);
    const double baseline = firms.labour_coefficient[i] * sales * shrink;
    const double fewer = math::exp(-stage.gain[b]);
    const double saved = std::min(stage.saved[b], most_saved);
    const double desired = baseline * (1 - saved) * math::exp(-a - correction) * fewer;
    const double employment = firms.employment[i] + dynamics.employment_adjustment * (desired - firms.employment[i]);
    const double wages = now.labour_cost * employment;
    const double materials = sales * (sector.materials - sector.gain_on_materials * (1 - fewer));
    const double running = now.labour_cost * baseline * std::min(stage.running[b], most_saved);
    const double cost = materials + wages + sector.overhead * sales + running;
    firms.ln_sales[i] = x;
    firms.productivity[i] = a;
    firms.sales[i] = sales;
    firms.employment[i] = employment;
    firms.value_added[i] = sales - materials;
    firms.surplus[i] = sales - cost;
    firms.cost_advantage[i] = math::log(sales / cost);
  }
  for (std::size_t i = block.begin; i < block.end; ++i) {
    firms.size[i] = size_class(economy.scenario.size_classes, firms.employment[i]);
    flows.wage_bill.at(0, firms.sector[i], firms.size[i]) += to_fixed<sum_scale>(now.labour_cost * firms.employment[i]);
  }
}

}  // namespace millwright
