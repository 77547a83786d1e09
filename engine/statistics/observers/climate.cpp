#include "statistics/snapshot.hpp"

// The climate of the month, as given and as the simulated firms would report it, and checks on the bookkeeping.
namespace millwright::statistics {

namespace {

void emit(const Snapshot& snapshot, Observations& out) {
  const Economy& economy = snapshot.economy;
  const Environment& now = economy.environment;
  const auto put = [&](const char* name, const std::string& unit, const char* meaning, const char* method,
                       std::vector<double> values, std::vector<std::string> dimensions = {}) {
    out.push_back({{name, std::move(dimensions), unit, meaning, method}, std::move(values)});
  };
  put("pmi_input", "1", "purchasing managers' index of the scenario", "time: mean", {now.pmi});
  put("pmi_model", "1", "purchasing managers' index of the simulated firms", "time: mean", {now.pmi_model});
  std::vector<double> metals, attention, capability, lead_spending;
  for (const MetalState& metal : now.metals) metals.push_back(metal.price);
  for (const TechnologyClimate& technology : now.technology) {
    double mean = 0;
    for (const double by_sector : technology.attention)
      mean += by_sector / static_cast<double>(technology.attention.size());
    attention.push_back(mean);
    capability.push_back(technology.capability);
    lead_spending.push_back(technology.lead_spending);
  }
  if (!metals.empty())
    put("metal_price", "1", "price of the metal in the unit of its series", "time: mean", metals, {"metal"});
  put("expected_growth", "year-1", "expected deviation of demand growth from trend", "time: point",
      {now.expected_growth});
  put("demand_growth", "year-1", "deviation of demand growth from trend", "time: mean", {now.demand_growth});
  put("policy_attention", "1", "attention from announcements, mean over sectors", "time: point", attention,
      {"technology"});
  put("capability", "1", "multiplier on the gain of the technology", "time: point", capability, {"technology"});
  put("lead_firm_spending", snapshot.money, "what lead firms spend on the technology in factories", "time: sum",
      lead_spending, {"technology"});
  put("share_drift", "1", "largest gap between a sector's orders and its demand, closed in the next month",
      "time: point", {economy.closing.share_drift});
}

}  // namespace

Observer climate() {
  return emit;
}

}  // namespace millwright::statistics
