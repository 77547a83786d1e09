#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "report/curves.hpp"
#include "report/part.hpp"
#include "report/words.hpp"

// The ledger of instruments: who applied, what was paid, and when the money ran out.
namespace millwright::report {
namespace {

/// Spending and taxes forgone up to each month.
charts::Curve paid(const TimeAxis& axis, const Run& run, const std::string& instrument, const std::string& name) {
  const ResultView view(run.result);
  const auto spending = view.find("spending", {{"instrument", instrument}});
  const auto forgone = view.find("forgone_revenue", {{"instrument", instrument}});
  std::vector<std::vector<double>> sums;
  for (int replicate = 0; replicate < run.result.replicates; ++replicate) {
    double sum = 0;
    auto& row = sums.emplace_back();
    for (int month = 0; month < view.months(); ++month) {
      if (spending) sum += spending->at(replicate, month);
      if (forgone) sum += forgone->at(replicate, month);
      row.push_back(sum);
    }
  }
  return axis.curve(run.result, name, [&](int replicate, int month) {
    return sums[static_cast<std::size_t>(replicate)][static_cast<std::size_t>(month)];
  });
}

bool is_zero(const charts::Curve& curve) {
  return std::ranges::all_of(curve.y, [](double value) { return std::isnan(value) || value == 0; });
}

/// Months in which an instrument refused for the first time for want of money or places, one for each replicate in
/// which it did.
std::vector<Month> exhausted(const ResultView& view, const std::string& instrument) {
  const auto cells = view.find("exhausted_on", {{"instrument", instrument}});
  std::vector<Month> months;
  for (int replicate = 0; cells && replicate < view.result().replicates; ++replicate) {
    const double after = cells->at(replicate, view.months() - 1);
    if (after >= 0 && after < view.months()) months.push_back(view.result().months.front() + static_cast<int>(after));
  }
  std::ranges::sort(months);
  return months;
}

std::string exhausted_words(const ResultView& view, const std::string& instrument) {
  const auto months = exhausted(view, instrument);
  if (months.empty()) return "never";
  const int replicates = view.result().replicates;
  if (replicates == 1) return to_string(months.front());
  const std::string range = months.front() == months.back()
                                ? to_string(months.front())
                                : fmt::format("{} to {}", to_string(months.front()), to_string(months.back()));
  return fmt::format("{}, in {} of {} replicates", range, months.size(), replicates);
}

/// A column of the ledger: the sum of a variable over all months.
struct LedgerColumn {
  const char* title;
  const char* variable;
  bool money;
};
constexpr LedgerColumn ledger_columns[] = {
    {"applications", "applications", false}, {"awards", "awards", false},    {"refusals", "refusals", false},
    {"returned", "awards_returned", false},  {"spending", "spending", true}, {"taxes forgone", "forgone_revenue", true},
    {"levies", "levy_revenue", true}};

Estimate total_of(const ResultView& view, const LedgerColumn& column, const std::string& instrument) {
  return view.total(view.find(column.variable, {{"instrument", instrument}}), view.months());
}

/// Columns that are not zero throughout.
std::vector<LedgerColumn> columns_of(const ResultView& view) {
  std::vector<LedgerColumn> shown;
  const auto names = view.labels("instrument");
  for (const LedgerColumn& column : ledger_columns) {
    const bool any =
        std::ranges::any_of(names, [&](const auto& name) { return total_of(view, column, name).high > 0; });
    if (any) shown.push_back(column);
  }
  return shown;
}

/// One row for each instrument with a sum that is not zero.
charts::TableBlock ledger_of(const Run& run) {
  const ResultView view(run.result);
  const std::string unit = view.unit("spending");
  const std::string currency = unit.starts_with("m ") ? unit.substr(2) : unit;
  const auto shown = columns_of(view);
  charts::TableBlock block;
  block.caption = "Ledger of instruments, sums over all months";
  block.table.columns = {"instrument"};
  for (const LedgerColumn& column : shown) block.table.columns.emplace_back(column.title);
  block.table.columns.emplace_back("first exhausted");
  block.table.numeric.assign(block.table.columns.size(), true);
  block.table.numeric.front() = block.table.numeric.back() = false;
  for (const std::string& instrument : view.labels("instrument")) {
    std::vector<std::string> row{instrument};
    bool any = false;
    for (const LedgerColumn& column : shown) {
      const auto words = [&](double value) { return column.money ? tool::money(value, currency) : tool::count(value); };
      const Estimate sum = total_of(view, column, instrument);
      any = any || sum.high > 0;
      row.push_back(sum.high > 0 ? with_range(sum, run.result.replicates, words) : "0");
    }
    row.push_back(exhausted_words(view, instrument));
    if (any) block.table.rows.push_back(std::move(row));
  }
  return block;
}

/// The middle of the months in which replicates ran out, where at least half of them did.
std::vector<charts::Rule> rules_of(const Run& run, const std::vector<std::string>& instruments) {
  const ResultView view(run.result);
  std::vector<charts::Rule> rules;
  for (const std::string& instrument : instruments) {
    const auto months = exhausted(view, instrument);
    if (2 * months.size() < static_cast<std::size_t>(run.result.replicates) || months.empty()) continue;
    const Month middle = months[months.size() / 2];
    rules.push_back({static_cast<double>(middle.index), instrument + " exhausted"});
  }
  return rules;
}

std::string caption_of(const Run& run, const std::vector<std::string>& instruments, const std::string& currency) {
  const ResultView view(run.result);
  std::vector<std::string> parts;
  for (const std::string& instrument : instruments) {
    const auto spent = view.over_replicates([&](int replicate) {
      double sum = 0;
      for (const char* variable : {"spending", "forgone_revenue"}) {
        const auto cells = view.find(variable, {{"instrument", instrument}});
        for (int month = 0; cells && month < view.months(); ++month) sum += cells->at(replicate, month);
      }
      return sum;
    });
    parts.push_back(fmt::format("{} {}", instrument, with_range(spent, run.result.replicates, [&](double millions) {
                                  return tool::money(millions, currency);
                                })));
  }
  return fmt::format("Paid and forgone until {}: {}.", to_string(run.result.months.back()), listed(parts));
}

}  // namespace

Blocks instruments(const Material& material) {
  const Run* run = material.detail();
  if (run == nullptr) return {};
  const ResultView view(run->result);
  const TimeAxis axis = time_axis(material);
  charts::PanelChart chart = axis.chart();
  const std::string unit = view.unit("spending");
  const std::string currency = unit.starts_with("m ") ? unit.substr(2) : unit;
  charts::Panel panel{{"paid so far", currency, charts::Scale::linear, false, true}, {}, false, 1};
  std::vector<std::string> shown;
  for (const std::string& instrument : view.labels("instrument")) {
    bool any = false;
    for (const Run& one : material.runs) {
      charts::Curve curve = paid(axis, one, instrument, curve_name(material, one, instrument));
      if (is_zero(curve)) continue;
      curve.group = static_cast<int>(shown.size());
      panel.curves.push_back(std::move(curve));
      any = true;
    }
    if (any) shown.push_back(instrument);
  }
  if (shown.empty()) return {};
  constexpr double million = 1e6;
  scale(panel.curves, million);
  const Prefix prefix = prefix_for(panel.curves);
  scale(panel.curves, prefix.factor);
  panel.y.unit = prefix.word + currency;
  add_panel(chart, std::move(panel));
  chart.rules = rules_of(*run, shown);
  Blocks blocks{charts::Figure{"instruments", "Money paid and taxes forgone by instrument",
                               caption_of(*run, shown, currency),
                               "Variables spending and forgone_revenue, summed up from the first month, nominal; "
                               "exhausted_on, the first refusal "
                               "for want of money or places, where at least half of the replicates had one. " +
                                   bands_sentence(run->result.replicates),
                               std::move(chart)}};
  blocks.emplace_back(ledger_of(*run));
  return blocks;
}

}  // namespace millwright::report
