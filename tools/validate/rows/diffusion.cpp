#include "validate/catalogue.hpp"
#include "validate/samples.hpp"
#include "validate/worlds.hpp"

// Diffusion: S-shaped, and large firms first.
namespace millwright::evidence {
namespace {

constexpr int firms = 4000;

simulation::LoadedScenario china(const Context& context, const Settings& more) {
  Settings settings{fmt::format("population.firms={}", firms), "outputs.events=false"};
  settings.insert(settings.end(), more.begin(), more.end());
  return shipped(context, "china/baseline.yaml", settings, "no_policy");
}

/// Share of variance of the logit of adoption that a straight line in time explains, between 5 and 95 %.
double logistic_fit(const std::vector<double>& path) {
  std::vector<double> time, logit;
  for (std::size_t t = 0; t < path.size(); ++t) {
    if (path[t] < 0.05 || path[t] > 0.95) continue;
    time.push_back(static_cast<double>(t));
    logit.push_back(std::log(path[t] / (1 - path[t])));
  }
  const double rise = slope(time, logit), explained = rise * deviation(time);
  return explained * explained / (deviation(logit) * deviation(logit));
}

/// A young technology: dear, hardly known, getting cheaper by a tenth a year for half a century.
std::vector<double> young_technology(const simulation::LoadedScenario& loaded, int seed) {
  const auto run = run_seed(loaded, seed);
  return path_of(run, "adoption_share", place_of(run, "technology", "automation"));
}

/// Adoptions of the first, second and last third of a run, of a path.
std::array<double, 3> thirds(const std::vector<double>& path) {
  const std::size_t third = path.size() / 3;
  return {path[third] - path.front(), path[2 * third] - path[third], path.back() - path[2 * third]};
}

Findings shape(const Context& context) {
  const auto loaded = china(context, {"end=2083-12", "technologies.automation.initial.stock=5000",
                                      "technologies.automation.price_trend=-10 %/year",
                                      "technologies.automation.project_price={fixed: 50 m CNY, per_worker: 4 m CNY}",
                                      "technologies.automation.feasible_share=40 %"});
  std::vector<double> fit, faster, slower;
  for (const auto& path : each_job(context, context.seeds, [&](int seed) { return young_technology(loaded, seed); })) {
    const auto [first, second, third] = thirds(path);
    fit.push_back(logistic_fit(path));
    faster.push_back(second - first), slower.push_back(second - third);
  }
  return {
      at_least("young technology, 60 years: R^2 of a logistic", mean(fit), 0.89, "lowest of Griliches' 31 states"),
      at_least("it speeds up: 2nd less 1st third, in s.e.", mean(faster) / standard_error(faster), 3, three_errors),
      at_least("it slows down: 2nd less 3rd third, in s.e.", mean(slower) / standard_error(slower), 3, three_errors)};
}

/// Large firms' adoption less that of small firms.
Findings gradient(const Context& context) {
  const auto loaded = china(context, {});
  const auto runs = each_job(context, context.seeds, [&](int seed) { return run_seed(loaded, seed); });
  Findings findings;
  for (const std::string technology : {"automation", "ai"}) {
    const std::size_t j = place_of(runs.front(), "technology", technology);
    std::vector<double> start, end;
    for (const auto& run : runs) {
      const auto first = values_at(run, "adoption_share_by_size", 0);
      const auto last = values_at(run, "adoption_share_by_size", run.months.size() - 1);
      start.push_back(first[3 * j + 2] - first[3 * j]), end.push_back(last[3 * j + 2] - last[3 * j]);
    }
    findings.push_back(at_least(technology + ": large less small, 2024, in s.e.", mean(start) / standard_error(start),
                                3, three_errors));
    findings.push_back(
        at_least(technology + ": large less small, 2030, in s.e.", mean(end) / standard_error(end), 3, three_errors));
  }
  return findings;
}

Findings find(const Context& context) {
  Findings findings = shape(context);
  for (Finding& finding : gradient(context)) findings.push_back(std::move(finding));
  return findings;
}

}  // namespace

Row diffusion() {
  return {"diffusion", "Adoption is S-shaped and large firms come first", "Griliches 1957; Davies 1979", find};
}

}  // namespace millwright::evidence
