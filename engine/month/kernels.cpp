// Not a verb: the loops behind produce_and_sell, review_investment and enter_and_exit that must be fast.
#include "month/kernels.hpp"

#include <cmath>

#include "core/clones.hpp"
#include "core/fixed_point.hpp"
#include "economy/population.hpp"

namespace millwright {
namespace {

constexpr std::int64_t no_birth = 0;

}  // namespace

MILLWRIGHT_CLONES
void draw_words(const DrawKey& key, Drawing firms, std::size_t count, std::uint64_t* word) {
  const DrawKey local = key;
#pragma GCC ivdep
  for (std::size_t i = 0; i < count; ++i) word[i] = draw(local, firms.id[i], no_birth, firms.month).w[0];
}

MILLWRIGHT_CLONES
void mark_below_hazard(const NoticeColumns& columns, const Hazard& hazard, std::size_t count, std::uint8_t* noticed) {
  const std::uint64_t* word = columns.word;
  const std::uint32_t *live = columns.live_partners, *offsets = columns.offsets;
  const auto [technology, alone, strength] = hazard;
#pragma GCC ivdep
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t partners = offsets[i + 1] - offsets[i], divisor = partners > 0 ? partners : 1;
    const auto known = static_cast<double>(divisor);
    const double u = uniform(word_of(word[i], technology));
    // u < h (1 + strength live / partners), without the division.
    noticed[i] = u * known < alone * (known + strength * static_cast<double>(live[i]));
  }
}

MILLWRIGHT_CLONES
void keep_free(const FreeColumns& columns, std::uint8_t technology, std::uint8_t levels, std::size_t count,
               std::uint8_t* noticed) {
  const auto [project, queued, level] = columns;
#pragma GCC ivdep
  for (std::size_t i = 0; i < count; ++i) {
    const auto either = static_cast<std::uint8_t>(noticed[i] | static_cast<std::uint8_t>(queued[i] == technology));
    const auto more = static_cast<std::uint8_t>(level[i] < levels);
    noticed[i] = project[i] == no_project ? static_cast<std::uint8_t>(either & more) : std::uint8_t{0};
  }
}

MILLWRIGHT_CLONES
void draw_three(const DrawKey& key, Drawing firms, std::size_t count, const ThreeDraws& out) {
  const DrawKey local = key;
  double *first = out.first_normal, *second = out.second_normal, *third = out.uniform;
  // Two loops: integers and doubles in one are too much for the vectoriser.
  std::uint64_t radius_word[chunk_size], angle_word[chunk_size], third_word[chunk_size];
#pragma GCC ivdep
  for (std::size_t i = 0; i < count; ++i) {
    const Words words = draw(local, firms.id[i], no_birth, firms.month);
    radius_word[i] = words.w[0];
    angle_word[i] = words.w[1];
    third_word[i] = words.w[2];
  }
#pragma GCC ivdep
  for (std::size_t i = 0; i < count; ++i) {
    const NormalPair normals = normal_pair(radius_word[i], angle_word[i]);
    first[i] = normals.first;
    second[i] = normals.second;
    third[i] = uniform(third_word[i]);
  }
}

MILLWRIGHT_CLONES
void mark_until(const std::int16_t* month, std::int16_t latest, std::size_t count, std::uint8_t* noted) {
#pragma GCC ivdep
  for (std::size_t i = 0; i < count; ++i) noted[i] = month[i] <= latest;
}

MILLWRIGHT_CLONES
void mark_exits(const double* u, const double* cash, double hazard, std::size_t count, std::uint8_t* noted) {
#pragma GCC ivdep
  for (std::size_t i = 0; i < count; ++i)
    noted[i] = static_cast<std::uint8_t>(u[i] < hazard) | static_cast<std::uint8_t>(cash[i] < 0);
}

MILLWRIGHT_CLONES
void count_down(const ProjectColumns& columns, std::int16_t now, std::size_t count, std::uint8_t* due) {
  const auto [project, review, months] = columns;
#pragma GCC ivdep
  for (std::size_t i = 0; i < count; ++i) {
    const auto under_way = static_cast<std::uint8_t>(project[i] != no_project);
    const auto ordered_before = static_cast<std::uint8_t>(review[i] != now);
    const std::uint8_t nearer = under_way & ordered_before;
    const auto left = static_cast<std::uint8_t>(months[i] - nearer);
    months[i] = left;
    due[i] = nearer & static_cast<std::uint8_t>(left == 0);
  }
}

MILLWRIGHT_CLONES
void add_adoption(const AdoptionColumns& columns, double share, std::size_t count) {
  const auto [effect, total, running] = columns;
#pragma GCC ivdep
  for (std::size_t i = 0; i < count; ++i) {
    total[i] += effect[i];
    running[i] += share * effect[i];
  }
}

MILLWRIGHT_CLONES
void draw_volatility(const DrawKey& key, Drawing firms, const std::int32_t* birth, std::size_t count,
                     double* volatility) {
  const DrawKey local = key;
  std::uint64_t word[chunk_size];
#pragma GCC ivdep
  for (std::size_t i = 0; i < count; ++i) word[i] = draw(local, firms.id[i], birth[i], firms.month).w[0];
#pragma GCC ivdep
  for (std::size_t i = 0; i < count; ++i) volatility[i] = std::sqrt(exponential(word[i]));
}

MILLWRIGHT_CLONES
void climb(double* realised, const double* promised, const float* achievable, double step, std::size_t count) {
#pragma GCC ivdep
  for (std::size_t i = 0; i < count; ++i) {
    realised[i] += (static_cast<double>(achievable[i]) * promised[i] - realised[i]) * step;
  }
}

MILLWRIGHT_CLONES
void scale(double* column, double factor, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) column[i] *= factor;
}

namespace {

/// What exponentials bring to the production of each firm.
struct ProductionFactors {
  double fewer[chunk_size];       // workers and, in part, materials, by realised gains
  double per_output[chunk_size];  // workers, by productivity
  double cost[chunk_size];
};

/// The month's orders; `noise` is of use to nobody else.
MILLWRIGHT_INLINE void receive_orders(const ProductionMonth& month, const ProductionSector& sector,
                                      const double* sales_luck, const ProductionColumns& columns, std::size_t count,
                                      double* noise) {
  double *ln_sales = columns.ln_sales, *orders = columns.orders;
  const double *volatility = columns.volatility, *cost_advantage = columns.cost_advantage;
#pragma GCC ivdep
  for (std::size_t i = 0; i < count; ++i) {
    const double size = math::exp(month.noise_exponent * (ln_sales[i] + sector.size_offset));
    noise[i] = month.noise * size * volatility[i] * sales_luck[i];
  }
#pragma GCC ivdep
  for (std::size_t i = 0; i < count; ++i) {
    const double x = ln_sales[i] + month.selection * (cost_advantage[i] - sector.mean_advantage) + noise[i];
    ln_sales[i] = x;
    orders[i] = sector.order_ratio * math::exp(x);
  }
}

MILLWRIGHT_INLINE void change_productivity(const ProductionMonth& month, const ProductionInput& input,
                                           double* productivity, std::size_t count, ProductionFactors& factors) {
#pragma GCC ivdep
  for (std::size_t i = 0; i < count; ++i) {
    const double a = month.persistence * productivity[i] + month.innovation * input.productivity_luck[i];
    productivity[i] = a;
    factors.per_output[i] = math::exp(-a - month.correction);
  }
#pragma GCC ivdep
  for (std::size_t i = 0; i < count; ++i) factors.fewer[i] = math::exp(-input.gain[i]);
}

MILLWRIGHT_INLINE ProductionSums make_and_deliver(const ProductionMonth& month, const ProductionSector& sector,
                                                  const ProductionInput& input, const ProductionColumns& columns,
                                                  std::size_t count, ProductionFactors& factors) {
  const double* order_column = columns.orders;
  double* output_column = columns.output;
  double *backlog_column = columns.backlog, *inventory_column = columns.inventories;
  double *sales_column = columns.sales, *employment_column = columns.employment;
  double *value_added = columns.value_added, *surplus = columns.surplus;
  ProductionSums sums;
#pragma GCC ivdep
  for (std::size_t i = 0; i < count; ++i) {
    const double orders = order_column[i], fewer = factors.fewer[i];
    const double before = output_column[i] * month.growth, stock = inventory_column[i], waiting = backlog_column[i];
    const double overstock = stock - month.most_inventories * before;
    const double unwanted = overstock > 0 ? overstock : 0;
    const double wished = before + month.order_gap * (orders - before) + month.backlog_gap * (waiting - unwanted);
    const double floor = 0.1 * before;
    const double output = wished > floor ? wished : floor;
    const double due = orders + waiting;
    const double ready = stock + (1 - month.least_inventories) * output;
    const double deliverable = ready > 0 ? ready : 0;
    const double sales = due < deliverable ? due : deliverable;
    const double baseline = sector.labour_coefficient * output * month.shrink;
    const double saved_share = input.saved[i], running_share = input.running[i];
    const double saved = saved_share < most_saved ? saved_share : most_saved;
    const double running = running_share < most_saved ? running_share : most_saved;
    const double desired = baseline * (1 - saved) * factors.per_output[i] * fewer;
    const double employment = employment_column[i] + month.adjustment * (desired - employment_column[i]);
    const double materials = output * (sector.materials - sector.gain_on_materials * (1 - fewer));
    const double wages = month.labour_cost * employment, running_cost = month.labour_cost * (baseline * running);
    const double overhead = sector.overhead * output;
    const double cost = materials + wages + running_cost + overhead;
    output_column[i] = output;
    backlog_column[i] = due - sales;
    inventory_column[i] = stock + output - sales;
    sales_column[i] = sales;
    employment_column[i] = employment;
    value_added[i] = output - materials;
    surplus[i] = sales - cost;
    factors.cost[i] = cost;
    sums.sales += to_fixed<sum_scale>(sales);
    sums.wages += to_fixed<sum_scale>(wages);
    sums.materials += to_fixed<sum_scale>(materials);
    sums.running_cost += to_fixed<sum_scale>(running_cost);
    sums.value_added += to_fixed<sum_scale>(output - materials);
    sums.overhead += to_fixed<sum_scale>(overhead);
  }
  return sums;
}

}  // namespace

// Short loops, one or two exponentials each: a processor works on several firms at once in them, and in a long one on
// one.
MILLWRIGHT_CLONES
ProductionSums produce(const ProductionMonth& constants, const ProductionSector& of_sector,
                       const ProductionInput& input, const ProductionColumns& columns, std::size_t count) {
  const ProductionMonth month = constants;
  const ProductionSector sector = of_sector;
  ProductionFactors factors;
  receive_orders(month, sector, input.sales_luck, columns, count, factors.cost);
  change_productivity(month, input, columns.productivity, count, factors);
  const ProductionSums sums = make_and_deliver(month, sector, input, columns, count, factors);
#pragma GCC ivdep
  for (std::size_t i = 0; i < count; ++i) columns.cost_advantage[i] = math::log(columns.output[i] / factors.cost[i]);
  return sums;
}

MILLWRIGHT_CLONES
SettlementSums settle(const SettlementMonth& constants, const SettlementColumns& columns, std::size_t count) {
  const SettlementMonth month = constants;
  const double *spread = columns.spread, *surplus = columns.surplus, *value_added = columns.value_added;
  const double* employment = columns.employment;
  double *payment = columns.payment, *cash_column = columns.cash, *debt_column = columns.debt;
  SettlementSums sums;
#pragma GCC ivdep
  for (std::size_t i = 0; i < count; ++i) {
    const double debt = debt_column[i], before = cash_column[i], earned = surplus[i], paid = payment[i];
    const double interest = debt * (month.loan_rate + spread[i]);
    const double profit = earned - interest;
    const double taxed = math::positive_part(profit);
    const double tax = month.tax * taxed;
    const double after_tax = profit - tax;
    const double distributable = math::positive_part(after_tax);
    const double dividends = month.payout * distributable;
    const double repayment = month.repayment * debt;
    // A project may be financed by credit down to the reserve; losses only where cash would turn negative.
    const double full_reserve = month.reserve * employment[i];
    const double reserve = paid > 0 ? full_reserve : 0;
    const double cash = before + earned - (interest + tax + dividends + repayment + paid);
    const double credit = month.leverage * value_added[i] - (debt - repayment);
    const double room = math::positive_part(credit), wanted = math::positive_part(reserve - cash);
    const double borrowed = wanted < room ? wanted : room;
    const double after = cash + borrowed, owed = debt + (borrowed - repayment);
    cash_column[i] = after;
    debt_column[i] = owed;
    payment[i] = 0;
    sums.interest += to_fixed<sum_scale>(interest);
    sums.tax += to_fixed<sum_scale>(tax);
    sums.dividends += to_fixed<sum_scale>(dividends);
    sums.repayment += to_fixed<sum_scale>(repayment);
    sums.loans += to_fixed<sum_scale>(borrowed);
    sums.payment += to_fixed<sum_scale>(paid);
    sums.cash_change += to_fixed<sum_scale>(after - before);
    sums.debt_change += to_fixed<sum_scale>(owed - debt);
  }
  return sums;
}

}  // namespace millwright
