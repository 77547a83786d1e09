#pragma once

#include <memory>

#include "decisions/catalogue.hpp"
#include "month/model.hpp"
#include "month/verbs.hpp"
#include "policies/catalogue.hpp"
#include "unit/month/shipped.hpp"

namespace millwright {

/// A model of China with few firms, in more than one block, and its scenario.
struct ModelSample {
  std::unique_ptr<const scenario::Scenario> scenario;
  Model model;

  explicit ModelSample(std::vector<std::string> settings = {}, Luck luck = {20260518, 0})
      : scenario(load(std::move(settings))), model(build_model(*scenario, luck)) {}

  static std::unique_ptr<const scenario::Scenario> load(std::vector<std::string> settings) {
    scenario::Catalogues catalogues;
    for (const auto& entry : decisions::rule_catalogue()) entry.declare_keys(catalogues["rules"]);
    for (const auto& entry : policies::instrument_catalogue()) entry.declare_keys(catalogues["instruments"]);
    settings.insert(settings.begin(), "population.firms=5000");
    return std::make_unique<const scenario::Scenario>(
        shipped::load("china/baseline.yaml", std::move(settings), catalogues));
  }

  Economy& economy() { return model.economy; }
  Firms& firms() { return model.economy.firms; }

  /// One verb for all firms, block after block.
  template <class Verb>
  void for_all(Verb&& verb) {
    const std::size_t count = firms().count();
    for (std::size_t begin = 0; begin < count; begin += block_size) {
      const Block block{begin, std::min(begin + block_size, count), begin / block_size};
      if constexpr (requires { verb(model, block, economy().flows); }) {
        verb(model, block, economy().flows);
      } else {
        verb(model, block, MonthLuck(economy(), block), economy().flows);
      }
    }
  }

  /// The month's verbs up to production: all that comes before the accounts are settled.
  void advance_to_accounts() {
    economy().flows.clear();
    advance_environment(model);
    form_expectations(model);
    for_all(review_investment);
    allocate_support(model);
    for_all(install_and_scrap);
    for_all(produce_and_sell);
  }

  void close() {
    economy().census = take_census(economy());
    survey_purchasing_managers(model);
    observe(model);
  }
};

inline std::int64_t sum(const Tally& tally) {
  std::int64_t total = 0;
  for (const std::int64_t value : tally.values()) total += value;
  return total;
}

}  // namespace millwright
