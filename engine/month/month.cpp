#include "month/verbs.hpp"

// The model on one screen. Why blocks may run in any order and on any thread: the first verb completes the month's
// environment, which is then constant; a firm writes only its own row and the buffer of its block; of others it reads
// last month's closing values; sums are integers; scarce things are allocated once, in one sorted pass.
namespace millwright {
namespace {

/// What blocks of firms add up to in a pass.
struct Sums {
  Flows flows;
  Census census;

  Sums& operator+=(const Sums& other) {
    flows += other.flows, census += other.census;
    return *this;
  }
};

template <class Verbs>
Census for_all_firms(Model& model, Verbs&& verbs) {
  Economy& economy = model.economy;
  const Sums none{Flows(economy.technologies(), economy.cells()), Census(economy)};
  Sums sums = sum_over_blocks(economy.firms.count(), none, verbs);
  economy.flows += sums.flows;
  return std::move(sums.census);
}

}  // namespace

void advance_month(Model& model) {
  model.economy.flows.clear();
  advance_environment(model);
  form_expectations(model);
  for_all_firms(model, [&](Block block, Sums& sums) { review_investment(model, block, sums.flows); });
  allocate_support(model);
  model.economy.census = for_all_firms(model, [&](Block block, Sums& sums) {
    const MonthLuck luck(model.economy, block);
    install_and_scrap(model, block, sums.flows);
    produce_and_sell(model, block, luck, sums.flows);
    settle_accounts(model, block, sums.flows);
    enter_and_exit(model, block, luck, sums.flows);
    sums.census.add(model.economy, block);
  });
  survey_purchasing_managers(model);
  observe(model);
}

}  // namespace millwright
