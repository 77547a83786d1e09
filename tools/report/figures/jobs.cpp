#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "report/curves.hpp"
#include "report/part.hpp"
#include "report/words.hpp"

// Jobs, labour productivity, total factor productivity and the labour share over time.
namespace millwright::report {
namespace {

enum class Unit { people, first_year, first_month, share };

/// A panel: its variable, and what the curve is called.
struct Shown {
  const char* title;
  const char* variable;
  const char* name;
  Unit unit;
};
constexpr Shown panels[] = {{"workers", "employment", "workers", Unit::people},
                            {"work done by machines", "workers_displaced", "work done by machines", Unit::people},
                            {"labour productivity", "labour_productivity", "value added per worker", Unit::first_year},
                            {"total factor productivity", "tfp_index", "total factor productivity", Unit::first_month},
                            {"labour share", "labour_share", "labour cost over value added", Unit::share}};

/// The mean of up to twelve months that end with this one, since single months swing.
double year_mean(const Cells& cells, int replicate, int month) {
  constexpr int year = 12;
  double sum = 0;
  const int first = std::max(0, month - year + 1);
  for (int m = first; m <= month; ++m) sum += cells.at(replicate, m);
  return sum / (month - first + 1);
}

charts::Curve curve_of(const TimeAxis& axis, const Run& run, const Shown& shown, const Cells& cells) {
  constexpr double hundred = 100;
  if (shown.unit != Unit::first_year) return axis.curve(run.result, "", cells);
  return axis.curve(run.result, "", [&](int replicate, int month) {
    constexpr int first_year = 11;
    const int last = ResultView(run.result).months() - 1;
    if (month < first_year) return std::nan("");
    return hundred * year_mean(cells, replicate, month) / year_mean(cells, replicate, std::min(first_year, last));
  });
}

/// The unit of a panel whose curves are complete; numbers of people are scaled.
std::string unit_of(Unit unit, std::vector<charts::Curve>& curves) {
  switch (unit) {
    case Unit::share:
      return "1";
    case Unit::first_year:
      return "first year = 100";
    case Unit::first_month:
      return "first month = 100";
    default: {
      const Prefix prefix = prefix_for(curves);
      scale(curves, prefix.factor);
      return prefix.word + "people";
    }
  }
}

charts::Panel panel_of(const Material& material, const TimeAxis& axis, const Shown& shown) {
  const bool percent = shown.unit == Unit::share;
  charts::Panel panel{{shown.title, "", charts::Scale::linear, percent, false}, {}, false, 1};
  panel.curves = distinct_curves(material, shown.name, 0, [&](const Run& run) -> std::optional<charts::Curve> {
    const auto cells = ResultView(run.result).find(shown.variable);
    if (!cells) return {};
    return curve_of(axis, run, shown, *cells);
  });
  panel.y.unit = unit_of(shown.unit, panel.curves);
  return panel;
}

std::string caption_of(const Material& material) {
  std::string text;
  for (const Run& run : material.runs) {
    const ResultView view(run.result);
    const auto workers = view.find("employment"), displaced = view.find("workers_displaced");
    if (!workers) continue;
    const auto change = view.over_replicates(
        [&](int replicate) { return workers->at(replicate, view.months() - 1) / workers->at(replicate, 0) - 1; });
    const auto with_sign = [](double value) { return (value > 0 ? "+" : "") + tool::percent(value); };
    text += fmt::format("{}Workers {} from {} to {}", text.empty() ? "" : " ",
                        with_range(change, run.result.replicates, with_sign), to_string(run.result.months.front()),
                        to_string(run.result.months.back()));
    if (material.runs.size() > 1) text += fmt::format(" in {}", run.name);
    if (displaced) {
      text +=
          fmt::format("; live tranches then do the work of {} people", tool::count(view.in_month(displaced, -1).mean));
    }
    text += ".";
  }
  const results::Result& last = material.detail()->result;
  return text.empty()
             ? fmt::format("{} to {}, by month.", to_string(last.months.front()), to_string(last.months.back()))
             : text;
}

}  // namespace

Blocks jobs(const Material& material) {
  if (material.runs.empty()) return {};
  const TimeAxis axis = time_axis(material);
  charts::PanelChart chart = axis.chart();
  for (const Shown& shown : panels) add_panel(chart, panel_of(material, axis, shown));
  if (chart.panels.empty()) return {};
  return {charts::Figure{
      "jobs", "Workers, machines and productivity", caption_of(material),
      "Variables employment and workers_displaced (workers that live tranches replace); labour_productivity, value "
      "added "
      "per worker, mean of the twelve months that end; tfp_index, on workers and all capital; labour_share. " +
          bands_sentence(material.detail()->result.replicates) + distinct_sentence(material),
      std::move(chart)}};
}

}  // namespace millwright::report
