#include "validate/catalogue.hpp"
#include "validate/samples.hpp"
#include "validate/worlds.hpp"

// How strongly automation answers to its price: paired runs with and without a grant for everybody, as an elasticity
// with respect to the user cost, which a grant lowers in proportion. Shown beside what is estimated for capital.
namespace millwright::evidence {
namespace {

constexpr double low = -1.84, high = -0.5;           // US literature and the Chinese VAT pilot, around -1.2
constexpr std::size_t first_month = 6, window = 36;  // from 2024-07, when the grant is paid

struct Volume {
  double projects = 0, robots = 0;
};

std::vector<Volume> volumes(const Context& context, double rate) {
  const auto loaded = shipped(
      context, "china/baseline.yaml",
      {"population.firms=5000", "end=2027-06", "outputs.events=false", "policies.equipment_grant.eligible_share=100 %",
       fmt::format("policies.equipment_grant.rate={} %", 100 * rate),
       "policies.equipment_grant.cap_per_firm=1000 tn CNY", "policies.equipment_grant.budget={amount: 1000 tn CNY}"});
  return each_job(context, context.seeds, [&](int seed) {
    const auto run = run_seed(loaded, seed);
    const std::size_t j = place_of(run, "technology", "automation");
    const auto started = path_of(run, "projects_started", j);
    Volume volume;
    for (std::size_t month = first_month; month < first_month + window; ++month) volume.projects += started[month];
    volume.robots = path_of(run, "robot_stock", j).back();
    return volume;
  });
}

Findings find(const Context& context) {
  const auto without = volumes(context, 0);
  Findings findings;
  for (const auto& [rate, name] : {std::pair{0.10, "grant of 10 %"}, std::pair{0.17 / 1.17, "VAT credit of 17 %"}}) {
    const auto with = volumes(context, rate);
    std::vector<double> projects, robots;
    for (std::size_t k = 0; k < with.size(); ++k) {
      projects.push_back(std::log(with[k].projects / without[k].projects) / std::log(1 - rate));
      robots.push_back(std::log(with[k].robots / without[k].robots) / std::log(1 - rate));
    }
    findings.push_back(beside(fmt::format("{}: projects of 3 years, elasticity", name), mean(projects), low, high,
                              "range of the literature for investment in capital"));
    findings.push_back(beside(fmt::format("{}: robots in use after 3 years", name), mean(robots), low, high,
                              "range of the literature for the stock of capital"));
    findings.push_back(at_most(fmt::format("{}: projects, in s.e.", name), mean(projects) / standard_error(projects),
                               -3, "clearly negative"));
  }
  return findings;
}

}  // namespace

Row user_cost() {
  return {"user_cost", "Cheaper automation is bought more of, about as capital is", "Chinese VAT pilot; US studies",
          find};
}

}  // namespace millwright::evidence
