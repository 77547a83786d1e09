#include "theory/j_curve.hpp"

#include "validate/catalogue.hpp"
#include "validate/worlds.hpp"

// The dip after a go-live and the way back, of every adopter of a run.
namespace millwright::evidence {
namespace {

struct Curve {
  double gap = 0;
  int firms = 0, negative_months = 0;
};

Curve follow() {
  const auto loaded = quiet_world({"technologies.machine.effect=raises_productivity", "technologies.machine.gain=10 %",
                                   "technologies.machine.review_rate=10 %", "beliefs.achievable_sd=0.4"});
  const auto& technology = loaded.scenario.technologies[0].value;
  Model model = model_of(loaded, 0);
  const auto& firms = model.economy.firms;
  const auto& columns = firms.technology[0];
  Curve curve;
  for (int month = 0; month < loaded.months(); ++month) {
    advance_month(model);
    for (std::size_t i = 0; i < firms.count(); ++i) {
      if (columns.level[i] == 0) continue;
      const int age = month - columns.go_live.of(i)[0];
      const double expected = theory::j_curve_path(columns.promised_gain[i], static_cast<double>(firms.achievable[i]),
                                                   technology.dip, technology.time_constant, age);
      curve.gap = std::max(curve.gap, std::abs(columns.realised_gain[i] - expected) / columns.promised_gain[i]);
      curve.firms += age == 60 ? 1 : 0;
      curve.negative_months = std::max(curve.negative_months, columns.realised_gain[i] < 0 ? age + 1 : 0);
    }
  }
  return curve;
}

Findings find(const Context&) {
  const Curve curve = follow();
  return {near("realised gain / dG, largest gap, all adopters", curve.gap, 0, 1e-12, "rounding"),
          at_least("adopters followed for five years", curve.firms, 100, "else the comparison shows nothing"),
          near("crosses zero, theta = 1 [months]", theory::j_curve_crossing(1, 2, 24), 24 * std::log(3.0), 1e-12,
               "rounding"),
          near("mean over 24 months / dG", theory::j_curve_mean(1, 1, 2, 24, 24), 1 - 3 * (1 - std::exp(-1.0)), 1e-12,
               "rounding")};
}

}  // namespace

Row j_curve() {
  return {"j_curve", "A go-live first costs productivity and recovers exponentially", "Brynjolfsson-Rock-Syverson 2021",
          find};
}

}  // namespace millwright::evidence
