#include "month/adoption.hpp"

#include "core/fixed_point.hpp"

namespace millwright {
namespace {

/// Sums up the robots of the live tranches, in their order.
void count_robots(TechnologyColumns& columns, std::size_t i) {
  columns.robots_in_use[i] = 0;
  for (const float robots : columns.robots.of(i).first(columns.level[i]))
    columns.robots_in_use[i] += static_cast<double>(robots);
}

}  // namespace

void go_live(Model& model, std::size_t i, BlockOutput& output, Flows& flows, const GoLive& event,
             const Tranche& tranche) {
  auto& firms = model.economy.firms;
  const std::size_t j = event.technology;
  auto& columns = firms.technology[j];
  const std::size_t slot = columns.level[i]++;
  columns.go_live.of(i)[slot] = event.month;
  columns.effect.of(i)[slot] = static_cast<float>(tranche.effect);
  columns.robots.of(i)[slot] = static_cast<float>(tranche.robots);
  columns.robots_in_use[i] += static_cast<double>(columns.robots.of(i)[slot]);
  columns.capital[i] += static_cast<double>(event.price);
  columns.oldest[i] = std::min(columns.oldest[i], event.month);
  draw_taste(model.economy, i, j, model.plan.technology_hash[j]);
  const auto stored = static_cast<double>(columns.effect.of(i)[slot]);
  if (model.technology(j).effect == scenario::Effect::saves_labour) {
    columns.saved[i] += stored;
  } else {
    columns.promised_gain[i] += stored;
    columns.realised_gain[i] -= model.technology(j).dip * stored;
  }
  const std::size_t cell = model.economy.cell(i);
  flows.robots_installed.at(j, cell) += to_fixed<sum_scale>(tranche.robots);
  if (slot == 0) {
    flows.new_adopters.at(j, cell) += 1;
    output.partner_changes.push_back({static_cast<std::uint32_t>(i), event.technology, 1});
  }
  output.events.push_back(event);
  output.events.back().level = columns.level[i];
}

void find_oldest(TechnologyColumns& columns, std::size_t i) {
  std::int16_t oldest = no_tranche;
  for (const std::int16_t month : columns.go_live.of(i).first(columns.level[i])) oldest = std::min(oldest, month);
  columns.oldest[i] = oldest;
}

void scrap(Model& model, std::size_t i, std::size_t j, std::size_t slot, BlockOutput& output) {
  auto& columns = model.economy.firms.technology[j];
  const auto effect = static_cast<double>(columns.effect.of(i)[slot]);
  const std::size_t last = --columns.level[i];
  columns.go_live.of(i)[slot] = columns.go_live.of(i)[last];
  columns.effect.of(i)[slot] = columns.effect.of(i)[last];
  columns.robots.of(i)[slot] = columns.robots.of(i)[last];
  columns.go_live.of(i)[last] = never;
  columns.effect.of(i)[last] = columns.robots.of(i)[last] = 0;
  find_oldest(columns, i);
  count_robots(columns, i);
  draw_taste(model.economy, i, j, model.plan.technology_hash[j]);
  if (last == 0) {  // nothing is left, not even a rounding error
    columns.saved[i] = columns.promised_gain[i] = columns.realised_gain[i] = columns.capital[i] = 0;
    output.partner_changes.push_back({static_cast<std::uint32_t>(i), static_cast<std::uint8_t>(j), -1});
  } else if (model.technology(j).effect == scenario::Effect::saves_labour) {
    columns.saved[i] -= effect;
  } else {
    columns.promised_gain[i] -= effect;
    columns.realised_gain[i] -= static_cast<double>(model.economy.firms.achievable[i]) * effect;
  }
}

}  // namespace millwright
