#include "validate/catalogue.hpp"
#include "validate/samples.hpp"
#include "validate/worlds.hpp"

// What moves adoption in China until 2030: each override of the baseline against the baseline, on the same luck.
namespace millwright::evidence {
namespace {

constexpr int firms = 4000, most_seeds = 20;

enum class Sense { open, not_higher, not_lower };

/// An override of the baseline, and on which of its figures theory has a say.
struct Driver {
  std::string name;
  Sense ai = Sense::open, automation = Sense::open;
  std::string only = {};  // what is left of it under `both`
  Settings both = {};     // holds with the override and without it
};

std::vector<Driver> overrides() {
  return {{"no_grant", Sense::open, Sense::not_higher},
          {"no_relending", Sense::open, Sense::not_higher},
          {"no_announcements", Sense::not_higher, Sense::not_higher},
          // A lead firm draws attention, and shows what its sector makes of the technology. While adopters are in the
          // dip that is bad news, so the sign is known of attention alone.
          {"no_lead_firm"},
          {"no_lead_firm", Sense::not_higher, Sense::open, " as attention alone", {"beliefs.lead_weight=0"}},
          {"no_policy", Sense::open, Sense::not_higher},
          {"domestic_fund", Sense::not_lower},
          {"compute_voucher", Sense::not_lower},
          {"chips_open", Sense::not_lower},
          {"chips_closed"},
          {"chips_closed_announced"},
          {"pmi_below_50", Sense::not_higher, Sense::not_higher},
          {"pmi_above_50", Sense::not_lower, Sense::not_lower},
          {"copper_supply_shock"},
          {"copper_demand_shock"},
          {"copper_rally_was_demand"}};
}

/// Figures of the last month.
enum Figure : std::size_t { ai, automation, robots, figure_count };
constexpr const char* names[figure_count] = {"AI [points]", "automation [points]", "robots in use [%]"};
using Figures = std::array<double, figure_count>;

Figures last_month(const results::Result& run) {
  const std::size_t ai_place = place_of(run, "technology", "ai"),
                    robots_place = place_of(run, "technology", "automation");
  return {path_of(run, "adoption_share", ai_place).back(), path_of(run, "adoption_share", robots_place).back(),
          path_of(run, "robot_stock", robots_place).back()};
}

/// What an override changes: percentage points of firms, per cent of robots.
Figures change(const Figures& with, const Figures& without) {
  return {100 * (with[ai] - without[ai]), 100 * (with[automation] - without[automation]),
          100 * (with[robots] / without[robots] - 1)};
}

/// Judged where theory knows the sign: not beyond three standard errors on the wrong side.
Finding judged(const std::string& what, const std::vector<double>& changes, Sense sense) {
  const double value = mean(changes), error = standard_error(changes);
  const std::string basis = fmt::format("{} pairs of {} firms, end of 2030; standard error", changes.size(), firms);
  const std::string text = fmt::format("{}, s.e. {:.2g}", what, error);
  if (sense == Sense::not_higher) return at_most(text, value, 3 * error, basis + ", and three of them");
  if (sense == Sense::not_lower) return at_least(text, value, -3 * error, basis + ", and three of them");
  return reported(text, value, basis);
}

/// The baseline, with an override or without, at the end of 2030, seed by seed.
std::vector<Figures> arm(const Context& context, const std::string& name, const Settings& both) {
  Settings settings{fmt::format("population.firms={}", firms), "outputs.events=false"};
  settings.insert(settings.end(), both.begin(), both.end());
  const auto loaded = shipped(context, "china/baseline.yaml", settings, name);
  return each_job(context, std::min(context.seeds, most_seeds),
                  [&](int seed) { return last_month(run_seed(loaded, seed)); });
}

Findings find(const Context& context) {
  const auto baseline = arm(context, "", {});
  Findings findings;
  for (const Driver& driver : overrides()) {
    const auto without = driver.both.empty() ? baseline : arm(context, "", driver.both);
    const auto with = arm(context, driver.name, driver.both);
    const std::array<Sense, figure_count> senses{driver.ai, driver.automation, Sense::open};
    for (std::size_t figure = 0; figure < figure_count; ++figure) {
      std::vector<double> changes;
      for (std::size_t seed = 0; seed < with.size(); ++seed)
        changes.push_back(change(with[seed], without[seed])[figure]);
      findings.push_back(
          judged(fmt::format("{}{}: {}", driver.name, driver.only, names[figure]), changes, senses[figure]));
    }
  }
  return findings;
}

}  // namespace

Row drivers() {
  return {"drivers", "What the drivers of the story change by 2030, with the sign that theory knows",
          "overrides of china/baseline.yaml", find};
}

}  // namespace millwright::evidence
