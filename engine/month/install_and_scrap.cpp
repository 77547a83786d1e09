// Reads: projects under way, tranche ages, environment
// Writes: levels, tranches, promised and realised gain, payments for renewals, events
// Equation: at go-live G += dG, g -= w dG; monthly g += (theta G - g)(1 - exp(-1 / tau)) (the productivity J-curve,
//   Brynjolfsson, Rock and Syverson 2021); a tranche at its service life is renewed without dip when V > I, else
//   scrapped
#include <array>

#include "core/fixed_point.hpp"
#include "core/select.hpp"
#include "economy/tranche.hpp"
#include "month/adoption.hpp"
#include "month/kernels.hpp"
#include "month/proposal.hpp"
#include "month/support.hpp"
#include "month/verbs.hpp"
#include "theory/j_curve.hpp"

namespace millwright {
namespace {

void finish_project(Model& model, std::size_t i, BlockOutput& output, Flows& flows) {
  auto& firms = model.economy.firms;
  const GoLive event{.firm = firms.id[i],
                     .birth = firms.birth[i],
                     .month = static_cast<std::int16_t>(model.economy.environment.elapsed),
                     .review = firms.project_review[i],
                     .technology = firms.project[i],
                     .level = 0,
                     .track = firms.project_track[i],
                     .instrument = firms.project_instrument[i],
                     .price = firms.project_price[i],
                     .grant = firms.project_grant[i]};
  go_live(model, i, output, flows, event,
          {.affected_workers = 0,  // of no use any more
           .effect = static_cast<double>(firms.project_effect[i]),
           .robots = static_cast<double>(firms.project_robots[i])});
  firms.project[i] = no_project;
}

/// The same as `recover` where the workers of some firms have been trained and these recover faster.
void recover_trained(Model& model, Block block, std::size_t j) {
  const std::vector<double> steps = recovery_steps(model, j);
  auto& firms = model.economy.firms;
  auto& columns = firms.technology[j];
  for (std::size_t i = block.begin; i < block.end; ++i) {
    columns.realised_gain[i] +=
        (static_cast<double>(firms.achievable[i]) * columns.promised_gain[i] - columns.realised_gain[i]) *
        steps[columns.training[i]];
  }
}

/// Closes part of the gap between realised and achievable gain, for every firm.
void recover(Model& model, Block block, std::size_t j) {
  const double step = theory::monthly_step(model.technology(j).time_constant);
  auto& firms = model.economy.firms;
  auto& columns = firms.technology[j];
  climb(columns.realised_gain.data() + block.begin, columns.promised_gain.data() + block.begin,
        firms.achievable.data() + block.begin, step, block.end - block.begin);
}

/// Capital loses what its benefit loses.
void depreciate(Model& model, Block block, std::size_t j) {
  const double survival = monthly_survival(model.technology(j));
  scale(model.economy.firms.technology[j].capital.data() + block.begin, survival, block.end - block.begin);
}

/// Renews the tranche as it is when it is worth its price and can be paid; true when it was renewed. Its benefit and
/// price are those of today's tranche scaled to its effect. Where the rule knows no value, what can be paid is renewed.
bool renew(Model& model, std::size_t i, std::size_t j, std::size_t slot, Flows& flows) {
  auto& firms = model.economy.firms;
  auto& columns = firms.technology[j];
  const int level = columns.level[i] - 1;  // what the firm would fall back to
  const Proposal today = best_proposal_on_sale(model, i, j, level);
  const double scale =
      today.tranche.effect > 0 ? static_cast<double>(columns.effect.of(i)[slot]) / today.tranche.effect : 0;
  const double price = scale * today.price;
  const double value = scale * today.value_if_renewed * math::exp(choice_noise(model, i, j, level));
  const bool wanted = today.verdict != decisions::Verdict::by_value || value > price;
  if (!wanted || funds(model, i) - firms.payment[i] < price) return false;
  columns.go_live.of(i)[slot] = static_cast<std::int16_t>(model.economy.environment.elapsed);
  find_oldest(columns, i);
  columns.capital[i] += price;
  firms.payment[i] += price;
  const std::size_t cell = model.economy.cell(i);
  flows.replacement_investment.at(j, cell) += to_fixed<sum_scale>(price);
  flows.robots_installed.at(j, cell) += to_fixed<sum_scale>(static_cast<double>(columns.robots.of(i)[slot]));
  return true;
}

void retire(Model& model, Block block, std::size_t j, BlockOutput& output, Flows& flows) {
  auto& columns = model.economy.firms.technology[j];
  const int oldest = model.economy.environment.elapsed - static_cast<int>(model.technology(j).service_life);
  const std::size_t count = block.end - block.begin;
  std::array<std::uint8_t, block_size> due;
  mark_until(columns.oldest.data() + block.begin, static_cast<std::int16_t>(std::max<int>(oldest, never)), count,
             due.data());
  for_each_flag(due.data(), count, [&](std::size_t place) {
    const std::size_t i = block.begin + place;
    for (std::size_t slot = columns.level[i]; slot-- > 0;) {
      if (columns.go_live.of(i)[slot] > oldest || renew(model, i, j, slot, flows)) continue;
      scrap(model, i, j, slot, output);
    }
  });
}

}  // namespace

void install_and_scrap(Model& model, Block block, Flows& flows) {
  auto& firms = model.economy.firms;
  BlockOutput& output = model.blocks[block.index];
  for (std::size_t j = 0; j < model.economy.technologies(); ++j) {
    if (model.technology(j).effect == scenario::Effect::raises_productivity)
      model.trains ? recover_trained(model, block, j) : recover(model, block, j);
    depreciate(model, block, j);
    retire(model, block, j, output, flows);
  }
  const std::size_t count = block.end - block.begin;
  std::array<std::uint8_t, block_size> due;
  count_down({firms.project.data() + block.begin, firms.project_review.data() + block.begin,
              firms.project_months.data() + block.begin},
             static_cast<std::int16_t>(model.economy.environment.elapsed), count, due.data());
  for_each_flag(due.data(), count, [&](std::size_t place) {
    const std::size_t i = block.begin + place;
    fetch_project(firms, i), fetch_tranches(firms.technology[firms.project[i]], i);
  });
  for_each_flag(due.data(), count,
                [&](std::size_t place) { finish_project(model, block.begin + place, output, flows); });
}

}  // namespace millwright
