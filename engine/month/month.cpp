#include "month/verbs.hpp"

// The model on one screen. Why blocks may run in any order and on any thread: the first verb completes the month's
// environment, which is then constant; a firm writes only its own row and the buffer of its block; of others it reads
// last month's closing values; sums are integers; scarce things are allocated once, in one sorted pass.
namespace millwright {
namespace {

template <class Verbs>
void for_all_firms(Model& model, Verbs&& verbs) {
  Economy& economy = model.economy;
  const Flows none(economy.technologies(), economy.cells());
  economy.flows += sum_over_blocks(economy.firms.count(), none, verbs);
}

}  // namespace

void advance_month(Model& model) {
  model.economy.flows.clear();
  advance_environment(model);
  form_expectations(model);
  for_all_firms(model, [&](Block block, Flows& flows) { review_investment(model, block, flows); });
  allocate_support(model);
  for_all_firms(model, [&](Block block, Flows& flows) {
    install_and_scrap(model, block, flows);
    produce_and_sell(model, block, flows);
    settle_accounts(model, block, flows);
    enter_and_exit(model, block, flows);
  });
  survey_purchasing_managers(model);
  observe(model);
}

}  // namespace millwright
