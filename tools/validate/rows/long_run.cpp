#include "core/fixed_point.hpp"
#include "economy/sectors.hpp"
#include "economy/tranche.hpp"
#include "validate/catalogue.hpp"
#include "validate/samples.hpp"
#include "validate/worlds.hpp"

// Fifteen years of every shipped scenario, far beyond what most of them were made for: does anything drift away?
namespace millwright::evidence {
namespace {

constexpr int firms = 4000, years = 15, months = 12 * years;

/// What a run of fifteen years ends with, and what it never left.
struct LongRun {
  double exponent = 0;                                       // of sizes at the end
  double first_drift = 0, last_drift = 0;                    // mean share_drift of the first and the last five years
  double gap = 0;                                            // of a sector's orders from its demand, mean of all months
  double start_labour_share = 0;                             // of the first month
  double least_labour_share = 1, greatest_labour_share = 0;  // of a year
  double pmi = 0;
};

simulation::LoadedScenario prolonged(const Context& context, const std::string& file) {
  const Month start = shipped(context, file).scenario.start;
  return shipped(context, file,
                 {fmt::format("population.firms={}", firms), "outputs.events=false",
                  fmt::format("end={}", to_string(start + (months - 1)))});
}

double labour_cost(const Economy& economy) {
  double workers = 0;
  for (const double employed : economy.firms.employment.values()) workers += employed;
  return workers * economy.environment.labour_cost;
}

/// Orders of each sector over its demand, added up over the months.
struct SectorGaps {
  std::vector<double> sum;
  int added = 0;

  void add(const Economy& economy) {
    sum.resize(economy.sectors.size());
    for (std::size_t s = 0; s < sum.size(); ++s)
      sum[s] += from_fixed<sum_scale>(economy.closing.orders[s]) / economy.environment.demand[s] - 1;
    ++added;
  }
  double largest() const {
    double gap = 0;
    for (const double sector : sum) gap = std::max(gap, std::abs(sector / added));
    return gap;
  }
};

void add_month(const Economy& economy, int year, LongRun& run) {
  constexpr int window = 5;  // years
  if (year < window) run.first_drift += economy.closing.share_drift / (12 * window);
  if (year >= years - window) run.last_drift += economy.closing.share_drift / (12 * window);
  run.pmi += economy.environment.pmi_model / months;
}

LongRun run_long(const simulation::LoadedScenario& loaded, int replicate) {
  Model model = model_of(loaded, replicate);
  const Economy& economy = model.economy;
  LongRun run;
  SectorGaps gaps;
  for (int year = 0; year < years; ++year) {
    double cost = 0, value_added = 0;
    for (int month = 0; month < 12; ++month) {
      advance_month(model);
      gaps.add(economy);
      add_month(economy, year, run);
      cost += labour_cost(economy);
      value_added += from_fixed<sum_scale>(economy.flows.value_added.at(0, 0));
      if (year == 0 && month == 0) run.start_labour_share = cost / value_added;
    }
    run.least_labour_share = std::min(run.least_labour_share, cost / value_added);
    run.greatest_labour_share = std::max(run.greatest_labour_share, cost / value_added);
  }
  const auto sizes = economy.firms.employment.values();
  run.exponent = tail_exponent({sizes.begin(), sizes.end()});
  run.gap = gaps.largest();
  return run;
}

/// Between which multiples of its start labour's share can lie: at one end all firms have all of every technology, at
/// the other all stand in the dip of all of it.
struct Reach {
  double least = 0, greatest = 0;
};

Reach reach_of(const simulation::LoadedScenario& loaded) {
  const auto& scenario = loaded.scenario;
  Reach reach;
  for (const Sector& sector : read_sectors(scenario)) {
    double least = 1, greatest = 1;
    for (std::size_t j = 0; j < scenario.technologies.size(); ++j) {
      const auto& technology = scenario.technologies[j].value;
      const double mean_ease = (ease(technology, 0) + ease(technology, static_cast<int>(technology.levels) - 1)) / 2;
      const double share = sector.potential[j] * technology.feasible_share.at(scenario.end) * mean_ease;
      const double gain = technology.gain * technology.capability.final * share;
      const bool saves = technology.effect == scenario::Effect::saves_labour;
      least *= saves ? 1 - share : std::exp(-gain);
      greatest *= saves ? 1 : std::exp(technology.dip * gain);
    }
    reach.least += sector.employment_share * least;
    reach.greatest += sector.employment_share * greatest;
  }
  return reach;
}

/// A user's own firms have the sizes that they have, and fifteen years do not make them those of a country.
Finding size_exponent(const std::string& file, const simulation::LoadedScenario& loaded, double exponent) {
  const std::string what = file + ": size exponent at the end";
  if (loaded.scenario.population.table.given()) return reported(what, exponent, "the sizes are those of its table");
  return near(what, exponent, 1.06, 0.10, "range in targets.csv: Axtell 2001");
}

Findings judge(const Context& context, const std::string& file) {
  const auto loaded = prolonged(context, file);
  const auto runs = each_job(context, context.seeds, [&](int seed) { return run_long(loaded, seed); });
  std::vector<double> exponent, drift, gap, least, greatest, pmi;
  for (const LongRun& run : runs) {
    exponent.push_back(run.exponent), drift.push_back(run.last_drift / run.first_drift), gap.push_back(run.gap);
    least.push_back(run.least_labour_share / run.start_labour_share), pmi.push_back(run.pmi);
    greatest.push_back(run.greatest_labour_share / run.start_labour_share);
  }
  const Reach reach = reach_of(loaded);
  return {size_exponent(file, loaded, mean(exponent)),
          near(file + ": share_drift, last 5 years / first", mean(drift), 1, 3 * standard_error(drift), three_errors),
          at_most(file + ": largest mean gap of a sector's orders from demand", mean(gap), 0.01, "judgement"),
          at_least(file + ": labour share / start, least year", mean(least), reach.least,
                   "all firms have all of every technology"),
          at_most(file + ": labour share / start, greatest year", mean(greatest), reach.greatest,
                  "all firms in the dip of all of it"),
          near(file + ": mean of the model's PMI", mean(pmi), 50, 0.96, "one SD of the NBS index")};
}

Findings find(const Context& context) {
  Findings findings;
  for (const std::string& file : runnable_scenarios(context)) {
    for (Finding& finding : judge(context, file)) findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace

Row long_run() {
  return {"long_run", "Fifteen years on, sizes, shares, labour's share and the index are where they belong",
          "Axtell 2001; NBS 2019-2026", find};
}

}  // namespace millwright::evidence
