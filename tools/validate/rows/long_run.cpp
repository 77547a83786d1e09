#include "core/fixed_point.hpp"
#include "validate/catalogue.hpp"
#include "validate/samples.hpp"
#include "validate/worlds.hpp"

// Fifteen years of every shipped scenario, far beyond what most of them were made for: does anything drift away?
namespace millwright::evidence {
namespace {

constexpr int firms = 4000, years = 15, months = 12 * years;
constexpr int most_seeds = 5;

/// What a run of fifteen years ends with, and what it never left.
struct LongRun {
  double exponent = 0;                                       // of sizes at the end
  double first_drift = 0, last_drift = 0;                    // mean of share_drift, first and last five years
  double largest_gap = 0;                                    // of a sector's orders from its demand, over all years
  double lowest_labour_share = 1, highest_labour_share = 0;  // of a year
  double start_labour_share = 0;
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

/// Orders and demand of each sector, added up over the months.
struct Shares {
  std::vector<double> orders, demand;

  void add(const Economy& economy) {
    orders.resize(economy.sectors.size()), demand.resize(economy.sectors.size());
    for (std::size_t s = 0; s < orders.size(); ++s) {
      // In shares of demand, so that early months weigh as much as late ones.
      orders[s] += from_fixed<sum_scale>(economy.closing.orders[s]) / economy.environment.demand[s];
      demand[s] += 1;
    }
  }
  double largest_gap() const {
    double gap = 0;
    for (std::size_t s = 0; s < orders.size(); ++s) gap = std::max(gap, std::abs(orders[s] / demand[s] - 1));
    return gap;
  }
};

LongRun run_long(const simulation::LoadedScenario& loaded, int replicate) {
  Model model = model_of(loaded, replicate);
  const Economy& economy = model.economy;
  LongRun run;
  Shares shares;
  for (int year = 0; year < years; ++year) {
    double cost = 0, value_added = 0;
    for (int month = 0; month < 12; ++month) {
      advance_month(model);
      shares.add(economy);
      cost += labour_cost(economy);
      value_added += from_fixed<sum_scale>(economy.flows.value_added.at(0, 0));
      if (year < 5) run.first_drift += economy.closing.share_drift / 60;
      if (year >= years - 5) run.last_drift += economy.closing.share_drift / 60;
      run.pmi += economy.environment.pmi_model / months;
    }
    if (year == 0) run.start_labour_share = cost / value_added;
    run.lowest_labour_share = std::min(run.lowest_labour_share, cost / value_added);
    run.highest_labour_share = std::max(run.highest_labour_share, cost / value_added);
  }
  const auto sizes = economy.firms.employment.values();
  run.exponent = tail_exponent({sizes.begin(), sizes.end()});
  run.largest_gap = shares.largest_gap();
  return run;
}

Findings judge(const Context& context, const std::string& file) {
  const auto loaded = prolonged(context, file);
  const auto runs =
      each_job(context, std::min(context.seeds, most_seeds), [&](int seed) { return run_long(loaded, seed); });
  const auto mean_of = [&](double LongRun::*what) {
    double sum = 0;
    for (const LongRun& run : runs) sum += run.*what;
    return sum / static_cast<double>(runs.size());
  };
  return {near(file + ": size exponent", mean_of(&LongRun::exponent), 1.06, 0.10, "range in targets.csv: Axtell 2001"),
          reported(file + ": drift first", mean_of(&LongRun::first_drift), ""),
          reported(file + ": drift last", mean_of(&LongRun::last_drift), ""),
          reported(file + ": gap", mean_of(&LongRun::largest_gap), ""),
          reported(file + ": ls start", mean_of(&LongRun::start_labour_share), ""),
          reported(file + ": ls low", mean_of(&LongRun::lowest_labour_share), ""),
          reported(file + ": ls high", mean_of(&LongRun::highest_labour_share), ""),
          reported(file + ": pmi", mean_of(&LongRun::pmi), "")};
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
