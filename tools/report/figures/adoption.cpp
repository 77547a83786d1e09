#include <fmt/format.h>

#include <optional>

#include "report/curves.hpp"
#include "report/dates.hpp"
#include "report/part.hpp"
#include "report/words.hpp"

// Shares of adopters as fan charts, with the climate below them on the same axis and policy dates as rules.
namespace millwright::report {
namespace {

charts::Panel adopters(const Material& material, const TimeAxis& axis) {
  charts::Panel panel;
  panel.y = {"firms that use it", "1", charts::Scale::linear, true, true};
  panel.height = 2;
  const ResultView first(material.detail()->result);
  int group = 0;
  for (const std::string& technology : first.labels("technology")) {
    for (const Run& run : material.runs) {
      const auto cells = ResultView(run.result).find("adoption_share", {{"technology", technology}});
      if (!cells) continue;
      panel.curves.push_back(axis.curve(run.result, curve_name(material, run, technology), *cells));
      panel.curves.back().group = group;
    }
    ++group;
  }
  return panel;
}

/// A variable of the climate.
struct ClimateCurve {
  std::string what, variable;
  Labels labels;
  bool relative = false;     // to its first month
  bool detail_only = false;  // not of all runs: curves that swing hide each other
};

/// Curves of all runs, each of the climate once: runs that share their luck mostly share it.
class ClimateCurves {
 public:
  ClimateCurves(const Material& material, const TimeAxis& axis) : material_(material), axis_(axis) {}

  void add(charts::Panel& panel, const ClimateCurve& shown) const {
    const int group = panel.curves.empty() ? 0 : panel.curves.back().group + 1;
    auto found = distinct_curves(material_, shown.what, group, [&](const Run& run) -> std::optional<charts::Curve> {
      const auto cells = ResultView(run.result).find(shown.variable, shown.labels);
      if (!cells || (shown.detail_only && &run != material_.detail())) return {};
      return shown.relative ? relative(run, *cells) : axis_.curve(run.result, shown.what, *cells);
    });
    panel.curves.insert(panel.curves.end(), found.begin(), found.end());
  }

 private:
  /// 100 in the run's first month.
  charts::Curve relative(const Run& run, const Cells& cells) const {
    constexpr double first = 100;
    return axis_.curve(run.result, "", [&](int replicate, int month) {
      return first * cells.at(replicate, month) / cells.at(replicate, 0);
    });
  }

  const Material& material_;
  const TimeAxis& axis_;
};

/// "ai from 9.8 % to 29.9 % [29.4 % to 30.5 %]"; of several runs each end: "to 29.9 % in no_grant and 30.1 % in base".
std::string technology_words(const Material& material, const std::string& technology) {
  std::vector<std::string> ends;
  std::string start;
  for (const Run& run : material.runs) {
    const ResultView view(run.result);
    const auto cells = view.find("adoption_share", {{"technology", technology}});
    if (!cells) continue;
    if (start.empty()) start = tool::percent(view.in_month(cells, 0).mean);
    const std::string end = with_range(view.in_month(cells, -1), run.result.replicates, tool::percent);
    ends.push_back(material.runs.size() > 1 ? fmt::format("{} in {}", end, run.name) : end);
  }
  return ends.empty() ? "" : fmt::format("{} from {} to {}", technology, start, listed(ends));
}

std::string caption_of(const Material& material) {
  const results::Result& result = material.detail()->result;
  std::string text;
  for (const std::string& technology : ResultView(result).labels("technology")) {
    const std::string words = technology_words(material, technology);
    if (!words.empty()) text += (text.empty() ? "" : "; ") + words;
  }
  return fmt::format("Share of firms with a live tranche, {} to {}: {}.", to_string(result.months.front()),
                     to_string(result.months.back()), text);
}

}  // namespace

Blocks adoption(const Material& material) {
  if (material.runs.empty()) return {};
  const TimeAxis axis = time_axis(material);
  charts::PanelChart chart = axis.chart();
  add_panel(chart, adopters(material, axis));
  if (chart.panels.empty()) return {};
  const ClimateCurves climate(material, axis);
  const ResultView view(material.detail()->result);
  charts::Panel pmi{{"PMI", "", charts::Scale::linear, false, false}, {}, false, 1};
  climate.add(pmi, {.what = "PMI of the scenario", .variable = "pmi_input", .labels = {}});
  climate.add(pmi, {.what = "PMI of the firms", .variable = "pmi_model", .labels = {}, .detail_only = true});
  add_panel(chart, std::move(pmi));
  charts::Panel metals{{"metals", "first month = 100", charts::Scale::linear, false, false}, {}, false, 1};
  for (const std::string& metal : view.labels("metal"))
    climate.add(metals, {.what = metal, .variable = "metal_price", .labels = {{"metal", metal}}, .relative = true});
  add_panel(chart, std::move(metals));
  charts::Panel supply{{"chips for factories", "", charts::Scale::linear, false, true}, {}, false, 1};
  for (const std::string& track : view.labels("track"))
    climate.add(supply, {.what = track + " chips", .variable = "chip_supply", .labels = {{"track", track}}});
  const Prefix prefix = prefix_for(supply.curves);
  scale(supply.curves, prefix.factor);
  supply.y.unit = prefix.word + "a month";
  add_panel(chart, std::move(supply));
  const auto dates = scenario_dates(material);
  chart.rules = rules_of(dates);
  const std::string key = dates.empty() ? "" : " Vertical lines are dates of the scenario: " + key_of(dates) + ".";
  return {charts::Figure{
      "adoption", "Firms that use each technology, and the climate they decide in", caption_of(material),
      "Variables adoption_share; pmi_input, pmi_model; metal_price, relative to the first month; chip_supply, chips "
      "available to factories. " +
          bands_sentence(material.detail()->result.replicates) + distinct_sentence(material) + key,
      std::move(chart)}};
}

}  // namespace millwright::report
