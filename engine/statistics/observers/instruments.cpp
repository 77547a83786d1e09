#include "statistics/snapshot.hpp"

// The instrument ledger: who applied, who was awarded, what it cost, when the money ran out.
namespace millwright::statistics {

namespace {

void emit(const Snapshot& snapshot, Observations& out) {
  const Economy& economy = snapshot.economy;
  if (economy.instruments.empty()) return;
  constexpr double cents_per_million = 1e8;
  const double firms = economy.firms_represented();
  const auto put = [&](const char* name, const std::string& unit, const char* meaning, const char* method, auto value) {
    std::vector<double> values;
    for (const InstrumentLedger& ledger : economy.instruments) values.push_back(value(ledger));
    out.push_back({{name, {"instrument"}, unit, meaning, method}, std::move(values)});
  };
  put("applications", "1", "applications for money", "time: sum",
      [&](const auto& l) { return static_cast<double>(l.applications) * firms; });
  put("awards", "1", "awards", "time: sum", [&](const auto& l) { return static_cast<double>(l.awards) * firms; });
  put("refusals", "1", "applications refused for want of money", "time: sum",
      [&](const auto& l) { return static_cast<double>(l.refusals) * firms; });
  put("spending", snapshot.money, "grants awarded", "time: sum",
      [&](const auto& l) { return static_cast<double>(l.spending) / cents_per_million * firms; });
  put("budget_left", snapshot.money, "money left in the year", "time: point",
      [&](const auto& l) { return static_cast<double>(l.budget - l.spent) / cents_per_million * firms; });
  put("exhausted_on", "month", "months from the start to the first refusal for want of money; -1: none yet",
      "time: point", [&](const auto& l) { return static_cast<double>(l.exhausted_on); });
}

}  // namespace

Observer instruments() {
  return {nullptr, nullptr, emit};
}

}  // namespace millwright::statistics
