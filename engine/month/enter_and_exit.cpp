// Reads: cash, size, trailing insolvencies, closing adoption of the sector
// Writes: the whole row of a firm that is replaced, partners' counts, events
// Equation: exit when insolvent, or with hazard (rate - trailing insolvencies) (baseline workers / reference)^k; the
// entrant takes the
//   slot's id, sector and links
#include <algorithm>
#include <array>

#include "core/fixed_point.hpp"
#include "core/select.hpp"
#include "month/adoption.hpp"
#include "month/proposal.hpp"
#include "month/verbs.hpp"

namespace millwright {
namespace {

constexpr double months_per_year = 12;

/// Monthly exit hazard of a firm of the reference size that is not insolvent.
double background_hazard(const Economy& economy) {
  std::int64_t insolvencies = 0;
  for (const std::int64_t count : economy.closing.insolvencies) insolvencies += count;
  const double yearly = static_cast<double>(insolvencies) / static_cast<double>(economy.firms.count());
  return std::max(0.0, economy.scenario.turnover.exit_rate.value - yearly) / months_per_year / economy.mean_exit_factor;
}

/// Out of cash after the accounts are settled, which exhaust its credit first.
bool insolvent(const FirmColumns& firms, std::size_t i) {
  return firms.cash[i] < 0;
}

/// Whether the firm leaves, given its draw `u` of the month.
bool leaves(const Economy& economy, std::size_t i, double hazard, double u) {
  if (insolvent(economy.firms, i)) return true;
  return u < hazard * exit_factor(economy, i);
}

void clear_row(Model& model, std::size_t i, BlockOutput& output) {
  auto& firms = model.economy.firms;
  for (std::size_t j = 0; j < model.economy.technologies(); ++j) {
    auto& columns = firms.technology[j];
    if (columns.level[i] > 0)
      output.partner_changes.push_back({static_cast<std::uint32_t>(i), static_cast<std::uint8_t>(j), -1});
    columns.level[i] = 0;
    std::ranges::fill(columns.go_live.of(i), never);
    std::ranges::fill(columns.effect.of(i), 0.0F);
    std::ranges::fill(columns.robots.of(i), 0.0F);
    columns.robots_in_use[i] = columns.saved[i] = columns.promised_gain[i] = columns.realised_gain[i] =
        columns.capital[i] = 0;
    columns.reason[i] = Reason::never_reviewed;
    columns.resume[i] = 0, columns.training[i] = 0;
  }
}

/// An entrant may arrive with a first tranche, bought on credit of its founders.
void equip_entrant(Model& model, std::size_t i, BlockOutput& output, Flows& flows) {
  auto& economy = model.economy;
  auto& firms = economy.firms;
  const std::size_t s = firms.sector[i];
  for (std::size_t j = 0; j < economy.technologies(); ++j) {
    const double share =
        static_cast<double>(economy.closing.adopters.at(j, s)) / static_cast<double>(economy.closing.firms[s]);
    const DrawKey key{economy.luck, Purpose::entry, model.plan.technology_hash[j]};
    if (uniform(draw(key, firms.id[i], firms.birth[i], 0).w[0]) >= economy.scenario.turnover.entrant_adoption * share)
      continue;
    const Proposal proposal = best_proposal_on_sale(model, i, j, 0);
    const auto month = static_cast<std::int16_t>(economy.environment.elapsed);
    const GoLive event{.firm = firms.id[i],
                       .birth = firms.birth[i],
                       .month = month,
                       .review = month,
                       .technology = static_cast<std::uint8_t>(j),
                       .level = 1,
                       .track = proposal.track,
                       .instrument = no_instrument,
                       .price = static_cast<float>(proposal.price),
                       .grant = 0};
    go_live(model, i, output, flows, event, proposal.tranche);
    firms.debt[i] += proposal.price;
    const std::size_t cell = economy.cell(i);
    flows.investment.at(j, cell) += to_fixed<sum_scale>(proposal.price);
    flows.projects_started.at(j, cell) += 1;
  }
}

/// What is left of an exit's money goes to its banks, then to its owners; its banks bear the rest of its debt.
void close_books(const FirmColumns& firms, std::size_t i, Flows& flows) {
  const std::int64_t cash = to_fixed<sum_scale>(firms.cash[i]), debt = to_fixed<sum_scale>(firms.debt[i]);
  const std::int64_t overdraft = std::max<std::int64_t>(-cash, 0), repaid = std::clamp<std::int64_t>(cash, 0, debt);
  flows.paid(Payment::loans) += overdraft;
  flows.paid(Payment::repayment) += repaid;
  flows.paid(Payment::estates) += std::max<std::int64_t>(cash, 0) - repaid;
  flows.written_off.at(0, 0) += debt + overdraft - repaid;
  flows.cash_change.at(0, 0) -= cash;
  flows.debt_change.at(0, 0) -= debt;
}

/// An entrant's cash is its founders'; its equipment is bought on credit.
void open_books(const FirmColumns& firms, std::size_t i, Flows& flows) {
  const std::int64_t cash = to_fixed<sum_scale>(firms.cash[i]), debt = to_fixed<sum_scale>(firms.debt[i]);
  flows.paid(Payment::equity) += cash;
  flows.paid(Payment::loans) += debt;
  flows.paid(Payment::equipment) += debt;
  flows.cash_change.at(0, 0) += cash;
  flows.debt_change.at(0, 0) += debt;
}

/// A firm leaves its slot, and an entrant is born there.
void leave(Model& model, std::size_t i, BlockOutput& output, Flows& flows) {
  auto& economy = model.economy;
  auto& firms = economy.firms;
  close_books(firms, i, flows);
  add_exit(firms, i, flows.exit_productivity);
  flows.exits.at(0, economy.cell(i)) += 1;
  if (insolvent(firms, i)) flows.insolvencies.at(0, economy.cell(i)) += 1;
  clear_row(model, i, output);
  output.entrants.push_back(static_cast<std::uint32_t>(i));
  firms.birth[i] = economy.environment.month.index;
}

/// The entrant, whose traits are drawn, begins with so many workers.
void enter(Model& model, std::size_t i, double workers, BlockOutput& output, Flows& flows) {
  auto& economy = model.economy;
  auto& firms = economy.firms;
  const std::size_t s = firms.sector[i];
  found_firm(economy, model.plan, i, economy.scenario.turnover.entrant_size * workers);
  firms.ln_sales[i] += math::log(economy.closing.normaliser[s] / economy.environment.demand[s]);
  equip_entrant(model, i, output, flows);
  staff_firm(economy, model.plan, i);
  open_books(firms, i, flows);
  flows.entries.at(0, economy.cell(i)) += 1;
}

void replace(Model& model, std::span<const std::uint32_t> slots, BlockOutput& output, Flows& flows) {
  Chunk<double> workers;
  for (const std::uint32_t i : slots) leave(model, i, output, flows);
  draw_traits(model.economy, model.plan, slots);
  draw_workers(model.economy, model.plan, slots, workers.data());
  for (std::size_t k = 0; k < slots.size(); ++k) enter(model, slots[k], workers[k], output, flows);
}

}  // namespace

void enter_and_exit(Model& model, Block block, const MonthLuck& luck, Flows& flows) {
  const Economy& economy = model.economy;
  const double hazard = background_hazard(economy), highest = hazard * highest_exit_factor(economy);
  // The first question spares most firms the second, which needs a power.
  const std::size_t count = block.end - block.begin;
  std::array<std::uint8_t, block_size> may_leave;
  mark_exits(luck.exit.data(), economy.firms.cash.data() + block.begin, highest, count, may_leave.data());
  std::array<std::uint32_t, block_size> leaving;
  std::size_t exits = 0;
  for_each_flag(may_leave.data(), count, [&](std::size_t place) {
    const std::size_t i = block.begin + place;
    if (!leaves(economy, i, hazard, luck.exit[place])) return;
    leaving[exits++] = static_cast<std::uint32_t>(i);
    fetch_past(economy.firms, i);
  });
  for (std::size_t begin = 0; begin < exits; begin += chunk_size)
    replace(model, {leaving.data() + begin, std::min(chunk_size, exits - begin)}, model.blocks[block.index], flows);
}

}  // namespace millwright
