#include "month/verbs.hpp"
#include "theory/diffusion_index.hpp"
#include "validate/catalogue.hpp"
#include "validate/worlds.hpp"

// The diffusion index as the statistical office computes it, worked by hand for ten firms.
namespace millwright::evidence {
namespace {

/// Sets up ten answers: the first `better` firms have 20 % more orders, output, staff and stocks than last month, the
/// last `worse` less by as much; backlogs stand still.
void answer(Economy& economy, std::size_t better, std::size_t worse) {
  constexpr std::size_t asked = 10;
  const Firms& firms = economy.firms;
  SurveyPanel& panel = economy.panel;
  panel = {};
  for (std::size_t p = 0; p < asked; ++p) {
    const double growth = p < better ? 1.2 : p >= asked - worse ? 1 / 1.2 : 1.0;
    panel.firm.push_back(static_cast<std::uint32_t>(p));
    panel.birth.push_back(firms.birth[p]);
    panel.orders.push_back(firms.orders[p] / growth);
    panel.output.push_back(firms.output[p] / growth);
    panel.employment.push_back(firms.employment[p]);
    panel.backlog.push_back(firms.backlog[p] / firms.orders[p]);
    panel.inventories.push_back(firms.inventories[p]);
  }
}

Findings find(const Context&) {
  const auto loaded = quiet_world({"dynamics.growth_noise=0.05"});
  Model model = model_of(loaded, 0);
  const auto& now = model.economy.environment;
  const std::string exact = "exact";
  answer(model.economy, 5, 2);
  survey_purchasing_managers(model);
  Findings findings{near("orders, 5 better, 3 same, 2 worse: 50 + 30/2", now.pmi_items[0], 65, 1e-12, exact),
                    near("output likewise", now.pmi_items[1], 65, 1e-12, exact),
                    near("staff unchanged everywhere", now.pmi_items[2], 50, 1e-12, exact),
                    near("index: .55 x 65 + .45 x 50", now.pmi_model, 58.25, 1e-12, exact)};
  answer(model.economy, 0, 10);
  survey_purchasing_managers(model);
  findings.push_back(near("all worse", now.pmi_items[0], 0, 1e-12, exact));
  answer(model.economy, 10, 0);
  survey_purchasing_managers(model);
  findings.push_back(near("all better", now.pmi_items[0], 100, 1e-12, exact));
  findings.push_back(near("slower deliveries raise the index: .15 (100 - 40)",
                          theory::purchasing_managers_index({0, 0, 0, 40, 0}), 9, 1e-12, exact));
  return findings;
}

}  // namespace

Row pmi_formula() {
  return {"pmi_formula", "The survey's index is % better plus half of % same", "NBS, PMI method", find};
}

}  // namespace millwright::evidence
