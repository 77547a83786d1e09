#include "statistics/snapshot.hpp"

// Controlled chips by track: what factories wanted, what they got, at what price and performance.
namespace millwright::statistics {

namespace {

void emit(const Snapshot& snapshot, Observations& out) {
  const Economy& economy = snapshot.economy;
  if (economy.tracks.empty()) return;
  const double unit = national_unit(economy);
  const auto& tracks = snapshot.scenario.chips.tracks;
  const Month month = economy.environment.month;
  const auto put = [&](const char* name, const std::string& what, const char* meaning, const char* method, auto value) {
    std::vector<double> values;
    for (std::size_t k = 0; k < tracks.size(); ++k) values.push_back(value(k));
    out.push_back({{name, {"track"}, what, meaning, method}, std::move(values)});
  };
  put("chips_demanded", "chip", "chips that projects asked for on their preferred track", "time: sum",
      [&](std::size_t k) { return static_cast<double>(economy.tracks[k].demanded) * unit; });
  put("chips_delivered", "chip", "chips sold to factories", "time: sum",
      [&](std::size_t k) { return static_cast<double>(economy.tracks[k].delivered) * unit; });
  put("chip_supply", "chip", "chips available to factories", "time: sum",
      [&](std::size_t k) { return static_cast<double>(economy.tracks[k].supply) * unit; });
  put("chip_price", snapshot.money, "price of a chip", "time: point",
      [&](std::size_t k) { return tracks[k].value.price.at(month); });
  put("chip_performance", "1", "performance, H100 = 1", "time: point",
      [&](std::size_t k) { return tracks[k].value.performance.at(month); });
}

}  // namespace

Observer chips() {
  return {nullptr, nullptr, emit};
}

}  // namespace millwright::statistics
