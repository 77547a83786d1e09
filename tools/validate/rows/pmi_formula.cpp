#include "month/verbs.hpp"
#include "validate/catalogue.hpp"
#include "validate/worlds.hpp"

// The diffusion index as the statistical office computes it, worked by hand for ten firms.
namespace millwright::evidence {
namespace {

/// Sets up ten answers: the first `better` firms grew by 20 %, the last `worse` shrank by 20 %, the others stood still.
void answer(SurveyPanel& panel, const Firms& firms, std::size_t better, std::size_t worse) {
  constexpr std::size_t asked = 10;
  panel.firm.clear(), panel.birth.clear(), panel.sales.clear(), panel.employment.clear();
  for (std::size_t p = 0; p < asked; ++p) {
    const double growth = p < better ? 1.2 : p >= asked - worse ? 1 / 1.2 : 1.0;
    panel.firm.push_back(static_cast<std::uint32_t>(p));
    panel.birth.push_back(firms.birth[p]);
    panel.sales.push_back(firms.sales[p] / growth);
    panel.employment.push_back(firms.employment[p]);
  }
}

Findings find(const Context&) {
  const auto loaded = quiet_world({"dynamics.growth_noise=0.05"});
  Model model = model_of(loaded, 0);
  const auto& now = model.economy.environment;
  const std::string exact = "exact";
  answer(model.economy.panel, model.economy.firms, 5, 2);
  survey_purchasing_managers(model);
  Findings findings{near("5 better, 3 same, 2 worse: 50 + 30/2", now.pmi_sales, 65, 1e-12, exact),
                    near("staff unchanged everywhere", now.pmi_employment, 50, 1e-12, exact),
                    near("index: .55 x 65 + .20 x 50 + .25 x 50", now.pmi_model, 58.25, 1e-12, exact)};
  answer(model.economy.panel, model.economy.firms, 0, 10);
  survey_purchasing_managers(model);
  findings.push_back(near("all worse", now.pmi_sales, 0, 1e-12, exact));
  answer(model.economy.panel, model.economy.firms, 10, 0);
  survey_purchasing_managers(model);
  findings.push_back(near("all better", now.pmi_sales, 100, 1e-12, exact));
  return findings;
}

}  // namespace

Row pmi_formula() {
  return {"pmi_formula", "The survey's index is % better plus half of % same", "NBS, PMI method", find};
}

}  // namespace millwright::evidence
