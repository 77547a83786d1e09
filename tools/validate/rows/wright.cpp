#include "core/fixed_point.hpp"
#include "theory/learning_curve.hpp"
#include "validate/catalogue.hpp"
#include "validate/samples.hpp"
#include "validate/worlds.hpp"

// Wright's law as the months apply it: log price against log cumulative installations of a run.
namespace millwright::evidence {
namespace {

struct Learning {
  double slope = 0, doublings = 0;
};

/// A run in which firms keep adopting a technology that gets cheaper by a fifth with every doubling.
Learning learn() {
  const auto loaded = quiet_world({"technologies.machine.learning_rate=20 %", "technologies.machine.review_rate=2 %",
                                   "technologies.machine.workers_per_robot=2",
                                   "technologies.machine.initial={share: 1 %}", "end=2028-12"});
  Model model = model_of(loaded, 0);
  const double start = loaded.scenario.technologies[0].value.initial.experience *
                       from_fixed<sum_scale>(model.economy.closing.installed_before[0]) *
                       model.economy.firms_represented();
  std::vector<double> quantity, price;
  for (int month = 0; month < loaded.months(); ++month) {
    // The month's price is that of what had been installed by the close of the month before.
    const double added = from_fixed<sum_scale>(model.economy.closing.installed[0]) * model.economy.firms_represented();
    advance_month(model);
    quantity.push_back(std::log(start + added));
    price.push_back(std::log(model.economy.environment.technology[0].price_index));
  }
  return {slope(quantity, price), (quantity.back() - quantity.front()) / std::log(2.0)};
}

Findings find(const Context&) {
  const Learning learning = learn();
  return {
      near("slope of ln price on ln installations", learning.slope, std::log(0.8) / std::log(2.0), 1e-12, "rounding"),
      at_least("doublings in the run", learning.doublings, 3, "else the slope shows nothing"),
      near("price after a doubling, 20 % learning", theory::experience_index(2, 1, theory::learning_exponent(0.2)), 0.8,
           1e-15, "rounding")};
}

}  // namespace

Row wright() {
  return {"wright", "Prices fall by a fixed share with every doubling of installations", "Wright 1936", find};
}

}  // namespace millwright::evidence
