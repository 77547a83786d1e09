#include "statistics/snapshot.hpp"

// The instrument ledger: who applied, who was awarded, what it cost or brought in, when the money ran out.
namespace millwright::statistics {

namespace {

void emit(const Snapshot& snapshot, Observations& out) {
  const Economy& economy = snapshot.economy;
  if (economy.instruments.empty()) return;
  constexpr double cents_per_million = 1e8, places_per_factory = 1e6;
  const double firms = economy.firms_represented();
  const auto put = [&](const char* name, const std::string& unit, const char* meaning, const char* method, auto value) {
    std::vector<double> values;
    for (const InstrumentLedger& ledger : economy.instruments) values.push_back(value(ledger));
    out.push_back({{name, {"instrument"}, unit, meaning, method}, std::move(values)});
  };
  const auto count = [&](std::int64_t number) { return static_cast<double>(number) * firms; };
  const auto money = [&](std::int64_t cents) { return static_cast<double>(cents) / cents_per_million * firms; };
  put("applications", "1", "applications for support", "time: sum",
      [&](const auto& l) { return count(l.applications); });
  put("awards", "1", "awards, less those returned", "time: sum", [&](const auto& l) { return count(l.awards); });
  put("refusals", "1", "applications refused for want of money or places", "time: sum",
      [&](const auto& l) { return count(l.refusals); });
  put("awards_returned", "1", "awards given back, since other support was refused", "time: sum",
      [&](const auto& l) { return count(l.returned); });
  put("spending", snapshot.money, "money awarded or spent", "time: sum",
      [&](const auto& l) { return money(l.spending); });
  put("forgone_revenue", snapshot.money, "taxes forgone", "time: sum", [&](const auto& l) { return money(l.forgone); });
  put("levy_revenue", snapshot.money, "levies paid by firms", "time: sum",
      [&](const auto& l) { return money(l.revenue); });
  put("public_spending_net", snapshot.money, "spending and taxes forgone, less levies", "time: sum",
      [&](const auto& l) { return money(l.spending + l.forgone - l.revenue); });
  put("budget_left", snapshot.money, "left of the year's money, or loans of an interest subsidy; 0 without a limit",
      "time: point", [&](const auto& l) { return money(l.budget - l.spent); });
  put("places_left", "1", "left of the year's factories of a demonstration programme", "time: point",
      [&](const auto& l) { return count(l.places - l.places_taken) / places_per_factory; });
  put("exhausted_on", "month", "months from the start to the first refusal for want of money or places; -1: none yet",
      "time: point", [&](const auto& l) { return static_cast<double>(l.exhausted_on); });
}

}  // namespace

Observer instruments() {
  return emit;
}

}  // namespace millwright::statistics
