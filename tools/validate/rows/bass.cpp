#include "validate/catalogue.hpp"
#include "validate/samples.hpp"
#include "validate/worlds.hpp"

// Well-mixed adopters by innovation and imitation. A month is a step and a project takes one, so a run is held against
// Bass's equation in such steps; and that equation, in ever smaller steps, against his closed form.
namespace millwright::evidence {
namespace {

constexpr double p = 0.0025, q = 0.032;  // [1/month]; Sultan, Farley and Lehmann 1990: 0.03 and 0.38 a year
constexpr double review_rate = 0.1;      // fewer reviews, each with ten times the chance: the same monthly rate
constexpr int months = 150;
constexpr int all_firms = 800'000;
constexpr int worlds_per_seed = 4;  // early luck is carried along, so the spread between worlds must be known well

/// Bass (1969), equation 9.
double closed_form(double t) {
  const double decay = std::exp(-(p + q) * t);
  return (1 - decay) / (1 + q / p * decay);
}

/// dF/dt = (p + q F)(1 - F) in steps, `per_month` to a month; what was ordered in a step is seen two steps later, as
/// in the model. Share at the end of each month.
std::vector<double> in_steps(int per_month) {
  std::vector<double> path;
  double now = 0, before = 0;
  for (int month = 0; month < months; ++month) {
    for (int step = 0; step < per_month; ++step) {
      const double next = now + (p + q * before) / per_month * (1 - now);
      before = now, now = next;
    }
    path.push_back(now);
  }
  return path;
}

double largest_gap_to_closed_form(const std::vector<double>& path) {
  double gap = 0;
  for (std::size_t t = 0; t < path.size(); ++t) {
    gap = std::max(gap, std::abs(path[t] - closed_form(static_cast<double>(t) + 1)));
  }
  return gap;
}

/// Share of firms that have decided to adopt, at the end of each month.
std::vector<double> adopt(const simulation::LoadedScenario& loaded, int replicate) {
  Model model = model_of(loaded, replicate);
  const auto& firms = model.economy.firms;
  std::vector<double> path;
  for (int month = 0; month < months; ++month) {
    advance_month(model);
    std::size_t decided = 0;
    for (std::size_t i = 0; i < firms.count(); ++i) {
      decided += firms.technology[0].level[i] > 0 || firms.project[i] != no_project ? 1 : 0;
    }
    path.push_back(static_cast<double>(decided) / static_cast<double>(firms.count()));
  }
  return path;
}

/// Bass's own estimator: adoptions of a month regressed on the share that had adopted and its square; a + b F + c F^2
/// with p = a and q = -c where everybody adopts in the end.
double estimated_peak(const std::vector<double>& path) {
  std::vector<std::vector<double>> columns(3);
  std::vector<double> adoptions;
  double before = 0;
  for (const double share : path) {
    columns[0].push_back(1), columns[1].push_back(before), columns[2].push_back(before * before);
    adoptions.push_back(share - before);
    before = share;
  }
  const auto fit = least_squares(columns, adoptions);
  return std::log(-fit[2] / fit[0]) / (fit[0] - fit[2]);
}

/// Middle of the month in which the path rises most.
double busiest_month(const std::vector<double>& path) {
  std::size_t best = 1;
  for (std::size_t t = 1; t < path.size(); ++t) {
    if (path[t] - path[t - 1] > path[best] - path[best - 1]) best = t;
  }
  return static_cast<double>(best) + 0.5;
}

simulation::LoadedScenario well_mixed(int firms) {
  return quiet_world({fmt::format("population.firms={}", firms), fmt::format("population.represents={}", firms),
                      "end=2043-12", "decision.rules={bass: 100 %}",
                      fmt::format("decision.parameters.bass={{innovation: {} %, imitation: {} %}}",
                                  100 * p / review_rate, 100 * q / review_rate),
                      fmt::format("technologies.machine.review_rate={} %", 100 * review_rate)});
}

Findings find(const Context& context) {
  const int worlds = worlds_per_seed * context.seeds, firms = all_firms / worlds;
  const auto loaded = well_mixed(firms);
  const auto paths = each_job(context, worlds, [&](int seed) { return adopt(loaded, seed); });
  const auto monthly = in_steps(1), fine = in_steps(100);
  Findings findings;
  for (const std::size_t month : {30U, 60U, 90U, 120U}) {
    std::vector<double> shares;
    for (const auto& path : paths) shares.push_back(path[month - 1]);
    findings.push_back(near(fmt::format("adopted in month {}, {} firms in all", month, firms * worlds), mean(shares),
                            monthly[month - 1], 3 * standard_error(shares), three_errors));
  }
  std::vector<double> peaks;
  for (const auto& path : paths) peaks.push_back(estimated_peak(path));
  findings.push_back(near("month of most adoptions, Bass's regression", mean(peaks), estimated_peak(monthly),
                          3 * standard_error(peaks), three_errors));
  const double coarse_gap = largest_gap_to_closed_form(monthly);
  findings.push_back(near("steps of 1/100 month: largest gap to the closed form", largest_gap_to_closed_form(fine), 0,
                          coarse_gap / 50,
                          "falls with the step: a hundredth of the gap at a month, twice that allowed"));
  findings.push_back(near("steps of 1/100 month: middle of the month of most adoptions", busiest_month(fine),
                          std::log(q / p) / (p + q), 0.5, "half a month"));
  return findings;
}

}  // namespace

Row bass() {
  return {"bass", "Well-mixed imitators follow the closed form and peak when it does", "Bass 1969", find};
}

}  // namespace millwright::evidence
