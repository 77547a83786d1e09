#include <sstream>

#include "validate/catalogue.hpp"
#include "validate/samples.hpp"
#include "validate/worlds.hpp"

// Paired runs that share all luck: which way does adoption go?
namespace millwright::evidence {
namespace {

constexpr std::size_t months_to_2026_12 = 35;  // from 2024-01

Settings few_firms(const Settings& more) {
  Settings settings{"population.firms=4000", "end=2027-12", "outputs.events=false"};
  settings.insert(settings.end(), more.begin(), more.end());
  return settings;
}

/// Share of adopters of a technology at the end, seed by seed.
std::vector<double> final_adoption(const Context& context, const simulation::LoadedScenario& loaded,
                                   const std::string& technology) {
  return each_job(context, context.seeds, [&](int seed) {
    const auto run = run_seed(loaded, seed);
    return path_of(run, "adoption_share", place_of(run, "technology", technology)).back();
  });
}

/// Mean difference of pairs in its standard errors; 0 where no pair differs.
double in_errors(const std::vector<double>& one, const std::vector<double>& other) {
  std::vector<double> difference;
  for (std::size_t k = 0; k < one.size(); ++k) difference.push_back(one[k] - other[k]);
  const double error = standard_error(difference);
  return error > 0 ? mean(difference) / error : 0;
}

Findings grants(const Context& context) {
  const auto grant = [&](const std::string& rate) {
    const auto loaded =
        shipped(context, "china/baseline.yaml",
                few_firms({"policies.equipment_grant.eligible_share=100 %", "policies.equipment_grant.rate=" + rate,
                           "policies.equipment_grant.budget={amount: 1 tn CNY}"}));
    return final_adoption(context, loaded, "automation");
  };
  const auto none_paid = grant("0 %"), half = grant("15 %"), full = grant("30 %");
  return {at_least("grant of 15 % against none: automation, in s.e.", in_errors(half, none_paid), 3, "clearly more"),
          at_least("grant of 30 % against 15 %: automation, in s.e.", in_errors(full, half), 3, "clearly more")};
}

Findings chips(const Context& context) {
  const auto arm = [&](const std::string& name) {
    return final_adoption(context, shipped(context, "china/baseline.yaml", few_firms({}), name), "ai");
  };
  const auto base = arm(""), closed = arm("chips_closed"), open = arm("chips_open");
  return {at_most("foreign chips closed from 2027 on against open: AI, in s.e.", in_errors(closed, open), -3,
                  "clearly less"),
          at_least("foreign chips open: AI, in s.e.", in_errors(open, base), 3, "clearly more")};
}

/// What closing the foreign track does: AI waits at first; what is sold at home learns and grows.
struct Closing {
  std::vector<double> early_adoption, capacity, performance;
};

Closing after_closing(const Context& context, const std::string& arm) {
  const auto loaded = shipped(context, "china/baseline.yaml", {"population.firms=4000", "outputs.events=false"}, arm);
  struct Path {
    double early_adoption, capacity, performance;
  };
  const auto paths = each_job(context, context.seeds, [&](int seed) {
    const auto run = run_seed(loaded, seed);
    const std::size_t domestic = place_of(run, "track", "domestic");
    return Path{path_of(run, "adoption_share", place_of(run, "technology", "ai"))[months_to_2026_12],
                path_of(run, "chip_capacity", domestic).back(), path_of(run, "chip_performance", domestic).back()};
  });
  Closing closing;
  for (const Path& path : paths) {
    closing.early_adoption.push_back(path.early_adoption);
    closing.capacity.push_back(path.capacity), closing.performance.push_back(path.performance);
  }
  return closing;
}

Findings import_substitution(const Context& context) {
  const Closing closed = after_closing(context, ""), open = after_closing(context, "chips_open");
  return {at_most("closed from 2026-01 against open: AI in 2026-12, in s.e.",
                  in_errors(closed.early_adoption, open.early_adoption), -3, "clearly less"),
          at_least("the same: domestic capacity in 2030-12, in s.e.", in_errors(closed.capacity, open.capacity), 3,
                   "clearly more"),
          at_least("the same: domestic performance in 2030-12, in s.e.",
                   in_errors(closed.performance, open.performance), 3, "clearly more")};
}

/// A metal that is dearer from 2024-02 on, for want of supply or for demand: cost is the same, so what differs is
/// demand. Firms that read no signal in the price see the cost alone.
Findings supply_and_demand(const Context& context) {
  const auto arm = [&](const std::string& shock) {
    Settings settings = few_firms({"expectations.metal_response=0 %"});
    if (!shock.empty())
      settings.push_back("climate.metals.copper.shocks={shock: {from: 2024-02, change: 200 %, kind: " + shock + "}}");
    return final_adoption(context, shipped(context, "china/baseline.yaml", settings), "automation");
  };
  const auto plain = arm(""), supply = arm("supply"), demand = arm("demand");
  return {at_most("copper x 3 for want of supply: automation, in s.e.", in_errors(supply, plain), -3, "clearly less"),
          at_least("copper x 3 for demand against supply: automation, in s.e.", in_errors(demand, supply), 3,
                   "clearly more")};
}

/// The copper series with all months from 2024-02 on multiplied.
std::string dearer_copper(const std::filesystem::path& series, double factor) {
  std::istringstream lines(text_of(series));
  std::string text, line;
  while (std::getline(lines, line)) {
    const auto comma = line.find(',');
    const bool raise = line >= "2024-02" && line.front() == '2';
    text +=
        raise ? fmt::format("{},{}\n", line.substr(0, comma), factor * std::stod(line.substr(comma + 1))) : line + '\n';
  }
  return text;
}

Findings copper(const Context& context) {
  const ScenarioCopy copy(context);
  const auto arm = [&](const Settings& more) {
    return final_adoption(context, shipped(copy.context(), "china/baseline.yaml", few_firms(more)), "automation");
  };
  const Settings cost_only{"expectations.metal_response=0 %"}, early{"end=2025-03", "expectations.metal_response=20 %"};
  const auto plain = arm(cost_only), plain_signal = arm(early);
  copy.write("china/data/copper.csv", dearer_copper(context.scenarios / "china/data/copper.csv", 3));
  const auto dear = arm(cost_only), dear_signal = arm(early);
  return {at_most("copper x 3 as cost alone: automation, in s.e.", in_errors(dear, plain), -3, "clearly less"),
          reported("copper x 3 also a signal, after 14 months, in s.e.", in_errors(dear_signal, plain_signal),
                   "good news of demand against dearer equipment")};
}

Findings find(const Context& context) {
  Findings findings = grants(context);
  for (const auto& part : {chips, import_substitution, copper, supply_and_demand}) {
    for (Finding& finding : part(context)) findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace

Row signs() {
  return {"signs", "Grants raise, scarce chips and dear equipment lower adoption", "paired runs", find};
}

}  // namespace millwright::evidence
