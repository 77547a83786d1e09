#include "report/summary.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

namespace millwright::tool {
namespace {

constexpr int months_per_year = 12;

Change change(const ResultView& view, const std::optional<Cells>& cells) {
  return {view.in_month(cells, 0), view.in_month(cells, -1)};
}

std::vector<ReasonShare> reasons(const ResultView& view, const std::string& technology) {
  std::vector<ReasonShare> found;
  double all = 0;
  for (const std::string& barrier : view.labels("barrier")) {
    const auto cells = view.find("nonadopters_by_reason", {{"technology", technology}, {"barrier", barrier}});
    const double firms = view.in_month(cells, -1).mean;
    if (!(firms > 0)) continue;
    found.push_back({barrier, firms});
    all += firms;
  }
  for (ReasonShare& reason : found) reason.share /= all;
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.share > b.share; });
  return found;
}

TechnologySummary technology(const ResultView& view, const std::string& name) {
  const auto of = [&](std::string_view variable) { return view.find(variable, {{"technology", name}}); };
  TechnologySummary summary{name, change(view, of("adoption_share")), {}, reasons(view, name), {}, {}};
  for (const std::string& size : view.labels("size")) {
    const auto share = view.find("adoption_share_by_size", {{"technology", name}, {"size", size}});
    if (share) summary.by_size.push_back({size, change(view, share)});
  }
  const Estimate stock = view.in_month(of("robot_stock"), -1);
  const Estimate installed = view.total(of("robots_installed"), view.months());
  if (stock.mean > 0 || installed.mean > 0) {
    summary.robots_in_use = stock;
    summary.robots_first_year = view.total(of("robots_installed"), months_per_year);
  }
  return summary;
}

/// The first month of each year with refusals; with several replicates the middle one of those that had any, in years
/// in which at least half of them had.
std::vector<Month> months_without_money(const ResultView& view, const std::optional<Cells>& refusals) {
  if (!refusals) return {};
  std::map<int, std::vector<Month>> first;
  for (int replicate = 0; replicate < view.result().replicates; ++replicate) {
    int last_year = -1;
    for (int month = 0; month < view.months(); ++month) {
      const Month now = view.result().months[static_cast<std::size_t>(month)];
      if (now.year() == last_year || !(refusals->at(replicate, month) > 0)) continue;
      last_year = now.year();
      first[last_year].push_back(now);
    }
  }
  std::vector<Month> months;
  for (auto& [year, found] : first) {
    if (2 * found.size() < static_cast<std::size_t>(view.result().replicates)) continue;
    std::sort(found.begin(), found.end());
    months.push_back(found[found.size() / 2]);
  }
  return months;
}

std::vector<ProgrammeSummary> programmes(const ResultView& view) {
  std::vector<ProgrammeSummary> found;
  for (const std::string& name : view.labels("instrument")) {
    const auto of = [&](std::string_view variable) { return view.find(variable, {{"instrument", name}}); };
    const bool has_money =
        view.total(of("budget_left"), view.months()).mean > 0 || view.total(of("applications"), view.months()).mean > 0;
    if (!has_money) continue;
    found.push_back({name, view.total(of("awards"), view.months()), view.total(of("spending"), view.months()),
                     view.total(of("forgone_revenue"), view.months()), months_without_money(view, of("refusals"))});
  }
  return found;
}

double mean_of_months(const Cells& cells, int replicate, int first, int count) {
  double sum = 0;
  for (int month = first; month < first + count; ++month) sum += cells.at(replicate, month);
  return sum / count;
}

/// From the mean of the first year to that of the last, because single months swing with the climate.
Estimate yearly_growth(const ResultView& view, const std::optional<Cells>& cells) {
  const int between = view.months() - months_per_year;
  if (!cells || between < months_per_year) return {};
  return view.over_replicates([&](int replicate) {
    const double first = mean_of_months(*cells, replicate, 0, months_per_year);
    const double last = mean_of_months(*cells, replicate, between, months_per_year);
    return std::pow(last / first, static_cast<double>(months_per_year) / between) - 1;
  });
}

Estimate mean_over_time(const ResultView& view, const std::optional<Cells>& cells) {
  if (!cells) return {};
  return view.over_replicates([&](int replicate) { return mean_of_months(*cells, replicate, 0, view.months()); });
}

}  // namespace

Summary summarise(const results::Result& result) {
  const ResultView view(result);
  Summary summary;
  summary.title = result.title;
  summary.scenario_name = result.scenario_name;
  const std::string unit = view.unit("spending");  // "m CNY"
  summary.currency = unit.substr(std::min(unit.size(), unit.find(' ') + 1));
  summary.seed = result.seed;
  summary.start = result.months.front();
  summary.end = result.months.back();
  summary.months = view.months();
  summary.replicates = result.replicates;
  summary.sectors = view.labels("sector").size();
  summary.firms = view.in_month(view.find("firms"), 0);
  for (const std::string& name : view.labels("technology")) summary.technologies.push_back(technology(view, name));
  summary.programmes = programmes(view);
  summary.employment = change(view, view.find("employment"));
  summary.displaced = view.in_month(view.find("workers_displaced"), -1);
  summary.productivity_growth = yearly_growth(view, view.find("labour_productivity"));
  summary.pmi_model = mean_over_time(view, view.find("pmi_model"));
  summary.pmi_scenario = mean_over_time(view, view.find("pmi_input"));
  return summary;
}

}  // namespace millwright::tool
