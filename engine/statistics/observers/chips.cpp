#include <limits>

#include "statistics/snapshot.hpp"

// Controlled chips by track: what factories wanted, got and wait for, at what price and performance.
namespace millwright::statistics {
namespace {

/// [chips of performance 1] delivered to factories within the last `compute_life` months, the current one included.
double compute_stock(const Economy& economy, std::size_t k) {
  const auto place = static_cast<std::size_t>(std::max(0, economy.environment.elapsed)) % compute_life;
  const ComputeStock& stock = economy.compute[k];
  return static_cast<double>(stock.total - stock.deliveries[place]) +
         static_cast<double>(economy.tracks[k].delivered) * economy.environment.tracks[k].performance;
}

/// Domestic share of the chips delivered in the month.
double localisation_share(const Snapshot& snapshot) {
  std::int64_t all = 0, domestic = 0;
  for (std::size_t k = 0; k < snapshot.economy.tracks.size(); ++k) {
    const std::int64_t delivered = snapshot.economy.tracks[k].delivered;
    all += delivered;
    if (snapshot.scenario.chips.tracks[k].value.origin == scenario::Origin::domestic) domestic += delivered;
  }
  return all == 0 ? std::numeric_limits<double>::quiet_NaN() : static_cast<double>(domestic) / static_cast<double>(all);
}

void emit(const Snapshot& snapshot, Observations& out) {
  const Economy& economy = snapshot.economy;
  if (economy.tracks.empty()) return;
  const double unit = national_unit(economy);
  const auto& now = economy.environment.tracks;
  const auto put = [&](const char* name, const std::string& what, const char* meaning, const char* method, auto value) {
    std::vector<double> values;
    for (std::size_t k = 0; k < economy.tracks.size(); ++k) values.push_back(value(k));
    out.push_back({{name, {"track"}, what, meaning, method}, std::move(values)});
  };
  const auto put_chips = [&](const char* name, const char* meaning, const char* method, auto fixed) {
    put(name, "chip", meaning, method, [&](std::size_t k) { return static_cast<double>(fixed(k)) * unit; });
  };
  put_chips("chips_demanded", "chips that new projects asked for on their preferred track", "time: sum",
            [&](std::size_t k) { return economy.tracks[k].demanded; });
  put_chips("chips_delivered", "chips sold to factories", "time: sum",
            [&](std::size_t k) { return economy.tracks[k].delivered; });
  put_chips("chip_backlog", "chips that waiting projects lack, each counted on one track", "time: point",
            [&](std::size_t k) { return economy.tracks[k].backlog; });
  put_chips("chip_supply", "chips available to factories", "time: sum",
            [&](std::size_t k) { return economy.tracks[k].supply; });
  put_chips("compute_stock", "computing power delivered to factories within 60 months, in chips of performance 1",
            "time: point", [&](std::size_t k) { return compute_stock(economy, k); });
  put("chip_capacity", "chip", "chips per month that the track can make for the whole country; 0: no limit",
      "time: point", [&](std::size_t k) { return now[k].capacity; });
  put("chip_price", snapshot.money, "price of a chip", "time: point", [&](std::size_t k) { return now[k].price; });
  put("chip_performance", "1", "performance, H100 = 1", "time: point",
      [&](std::size_t k) { return now[k].performance; });
  out.push_back({{"localisation_share", {}, "1", "domestic share of the chips sold to factories", "time: mean"},
                 {localisation_share(snapshot)}});
}

}  // namespace

Observer chips() {
  return emit;
}

}  // namespace millwright::statistics
