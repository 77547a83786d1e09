// Not a verb: the part of advance_environment that moves the chip tracks.
#include "core/fixed_point.hpp"
#include "month/climate.hpp"
#include "theory/learning_curve.hpp"

namespace millwright {
namespace {

constexpr double most_chips = 0x1p30;  // [chips] beyond any demand of simulated firms, and within fixed point

/// What the computing power that factories bought last month adds to the stock; what has reached its life leaves it.
void add_to_stock(const TrackLedger& last, double performance, int month, ComputeStock& stock) {
  auto& place = stock.deliveries[static_cast<std::size_t>(month) % compute_life];
  stock.total -= place;
  place = to_fixed<sum_scale>(from_fixed<sum_scale>(last.delivered) * performance);
  stock.total += place;
}

/// Output and capacity answer to last month. Factories stand for everybody: they buy `manufacturing_share` of the
/// track's sales, and the shortage that they meet is everybody's.
void learn_from(const TrackLedger& last, const scenario::ChipTrack& track, double factories_share,
                TrackClimate& climate) {
  if (!(factories_share > 0)) return;
  climate.output += from_fixed<sum_scale>(last.delivered) / factories_share;
  const double unmet = from_fixed<sum_scale>(last.unmet) / factories_share;
  const double wanted = climate.capacity + unmet;
  const double shortage = wanted > 0 ? unmet / wanted : 0;
  climate.capacity *= 1 + track.capacity_growth + track.response_to_shortage * shortage;
}

void set_offer(const scenario::ChipTrack& track, Month month, TrackClimate& climate) {
  climate.performance = track.performance.at(month);
  climate.price = track.price.at(month);
  if (!track.learns()) return;
  const double start = track.experience * track.capacity;
  const double reached =
      climate.performance * theory::experience_index(climate.output, start, -track.performance_exponent);
  climate.performance = std::max(climate.performance, std::min(track.performance_cap, reached));
  climate.price *= theory::experience_index(climate.output, start, theory::learning_exponent(track.learning_rate));
}

/// Chips per month that the track can sell to the whole country; `funded` is the capacity that instruments added.
double sales_limit(const scenario::ChipTrack& track, const TrackClimate& climate, Month month, double funded) {
  if (is_closed(track, month)) return 0;
  double limit = std::numeric_limits<double>::infinity();
  if (track.capacity > 0) limit = climate.capacity + funded;
  if (track.supply.empty()) return limit;
  return std::min(limit, track.supply.at(month) + (track.capacity > 0 ? 0.0 : funded));
}

bool closure_looms(const scenario::ChipTrack& track, Month month) {
  for (const auto& closure : track.closed) {
    if (closure.value.looms(month)) return true;
  }
  return false;
}

}  // namespace

void advance_tracks(Model& model) {
  Economy& economy = model.economy;
  Environment& now = economy.environment;
  const auto& chips = economy.scenario.chips;
  const double represented = economy.firms_represented();
  now.chip_rush = 0;
  for (std::size_t k = 0; k < economy.tracks.size(); ++k) {
    const auto& track = chips.tracks[k].value;
    TrackClimate& climate = now.tracks[k];
    if (now.elapsed > 0) {
      add_to_stock(economy.tracks[k], climate.performance, now.elapsed - 1, economy.compute[k]);
      learn_from(economy.tracks[k], track, chips.manufacturing_share / represented, climate);
    }
    set_offer(track, now.month, climate);
    double funded = 0;
    for (const auto& instrument : model.instruments) funded += instrument->chip_capacity(now.month, k);
    climate.sales_limit = sales_limit(track, climate, now.month, funded);
    const double supply = climate.sales_limit * chips.manufacturing_share / represented;
    economy.tracks[k] = {.supply = to_fixed<sum_scale>(std::min(most_chips, supply))};
    if (climate.sells() && closure_looms(track, now.month)) now.chip_rush = chips.rush;
  }
}

}  // namespace millwright
