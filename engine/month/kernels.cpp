// Not a verb: the loops behind produce_and_sell, review_investment and enter_and_exit that must be fast.
#include "month/kernels.hpp"

#include "core/clones.hpp"
#include "economy/population.hpp"

namespace millwright {

MILLWRIGHT_CLONES
void draw_uniforms(const DrawKey& key, const std::uint32_t* id, const std::int32_t* birth, std::int64_t month,
                   std::size_t count, double* u) {
  const DrawKey local = key;
#pragma GCC ivdep
  for (std::size_t i = 0; i < count; ++i) u[i] = uniform(draw(local, id[i], birth[i], month).w[0]);
}

MILLWRIGHT_CLONES
void draw_normals(const DrawKey& key, const std::uint32_t* id, const std::int32_t* birth, std::int64_t month,
                  std::size_t count, double* first, double* second) {
  const DrawKey local = key;
  // Two loops: integers and doubles in one are too much for the vectoriser.
  std::uint64_t radius_word[chunk_size], angle_word[chunk_size];
#pragma GCC ivdep
  for (std::size_t i = 0; i < count; ++i) {
    const Words words = draw(local, id[i], birth[i], month);
    radius_word[i] = words.w[0];
    angle_word[i] = words.w[1];
  }
#pragma GCC ivdep
  for (std::size_t i = 0; i < count; ++i) {
    const NormalPair normals = normal_pair(radius_word[i], angle_word[i]);
    first[i] = normals.first;
    second[i] = normals.second;
  }
}

MILLWRIGHT_CLONES
void produce(const ProductionMonth& constants, const ProductionSector& sector, const ProductionInput& input,
             const ProductionColumns& columns, std::size_t count) {
  const ProductionMonth month = constants;
  const double* volatility = columns.volatility;
  const double* labour_coefficient = columns.labour_coefficient;
  double* ln_sales = columns.ln_sales;
  double* productivity = columns.productivity;
  double* sales_column = columns.sales;
  double* employment_column = columns.employment;
  double* value_added = columns.value_added;
  double* surplus = columns.surplus;
  double* cost_advantage = columns.cost_advantage;
#pragma GCC ivdep
  for (std::size_t i = 0; i < count; ++i) {
    const double size = math::exp(month.noise_exponent * (ln_sales[i] + sector.size_offset[i]));
    const double x = ln_sales[i] + month.selection * (cost_advantage[i] - sector.mean_advantage[i]) +
                     month.noise * size * volatility[i] * input.growth_shock[i];
    const double a = month.persistence * productivity[i] + month.innovation * input.productivity_shock[i];
    const double sales = sector.sales_ratio[i] * math::exp(x);
    const double baseline = labour_coefficient[i] * sales * month.shrink;
    const double fewer = math::exp(-input.gain[i]);
    const double saved_share = input.saved[i], running_share = input.running[i];
    const double saved = saved_share < most_saved ? saved_share : most_saved;
    const double running = running_share < most_saved ? running_share : most_saved;
    const double desired = baseline * (1 - saved) * math::exp(-a - month.correction) * fewer;
    const double employment = employment_column[i] + month.adjustment * (desired - employment_column[i]);
    const double materials = sales * (sector.materials[i] - sector.gain_on_materials[i] * (1 - fewer));
    const double cost = materials + month.labour_cost * (employment + baseline * running) + sector.overhead[i] * sales;
    ln_sales[i] = x;
    productivity[i] = a;
    sales_column[i] = sales;
    employment_column[i] = employment;
    value_added[i] = sales - materials;
    surplus[i] = sales - cost;
    cost_advantage[i] = math::log(sales / cost);
  }
}

}  // namespace millwright
