#include <fmt/format.h>

#include <cmath>
#include <optional>

#include "report/curves.hpp"
#include "report/dates.hpp"
#include "report/part.hpp"
#include "report/words.hpp"

// The chip tracks: what they could sell and sold, who waits, price and performance.
namespace millwright::report {
namespace {

struct Shown {
  const char* variable;
  const char* title;
  const char* unit;       // after a prefix such as thousand; nullptr: that of the variable
  bool all_runs = false;  // otherwise the one that is shown in detail: curves that swing hide each other
};
constexpr Shown shown[] = {{"chip_supply", "available to factories", "chips a month", true},
                           {"chips_delivered", "sold to factories", "chips a month"},
                           {"chip_backlog", "waited for", "chips"},
                           {"chip_price", "price", nullptr, true},
                           {"chip_performance", "performance", "H100 = 1", true}};

charts::Panel panel_of(const Material& material, const TimeAxis& axis, const Shown& what) {
  charts::Panel panel{{what.title, "", charts::Scale::linear, false, true}, {}, false, 1};
  int group = 0;
  for (const std::string& track : ResultView(material.detail()->result).labels("track")) {
    auto found = distinct_curves(material, track, group, [&](const Run& run) -> std::optional<charts::Curve> {
      const auto cells = ResultView(run.result).find(what.variable, {{"track", track}});
      if (!cells || (!what.all_runs && &run != material.detail())) return {};
      return axis.curve(run.result, track, *cells);
    });
    panel.curves.insert(panel.curves.end(), found.begin(), found.end());
    ++group;
  }
  if (what.unit == nullptr) {
    panel.y.unit = ResultView(material.detail()->result).unit(what.variable);
    return panel;
  }
  const Prefix prefix = prefix_for(panel.curves);
  scale(panel.curves, prefix.factor);
  panel.y.unit = prefix.word + what.unit;
  return panel;
}

std::string caption_of(const Run& run) {
  const ResultView view(run.result);
  std::vector<std::string> parts;
  for (const std::string& track : view.labels("track")) {
    const auto sold = view.find("chips_delivered", {{"track", track}});
    if (sold) {
      parts.push_back(fmt::format(
          "{} {} chips", with_range(view.total(sold, view.months()), run.result.replicates, tool::count), track));
    }
  }
  std::string text = fmt::format("Factories buy {} in all", listed(parts));
  const auto waiting = view.find("chip_backlog");
  if (waiting) {
    text += fmt::format("; in {} projects lack {}", to_string(run.result.months.back()),
                        with_range(view.in_month(waiting, -1), run.result.replicates, tool::count));
  }
  return text + ".";
}

/// Closures alone.
std::vector<ScenarioDate> closures(const Material& material) {
  auto dates = scenario_dates(material);
  std::erase_if(dates,
                [](const ScenarioDate& date) { return date.what.find(" chips closed by ") == std::string::npos; });
  return dates;
}

}  // namespace

Blocks chips(const Material& material) {
  const Run* run = material.detail();
  if (run == nullptr) return {};
  const ResultView view(run->result);
  const auto demanded = view.find("chips_demanded");
  if (!demanded || view.labels("track").empty()) return {};
  const TimeAxis axis = time_axis(material);
  charts::PanelChart chart = axis.chart();
  for (const Shown& what : shown) add_panel(chart, panel_of(material, axis, what));
  if (chart.panels.empty()) return {};
  const auto dates = closures(material);
  chart.rules = rules_of(dates);
  const std::string key = dates.empty() ? "" : " Vertical lines: " + key_of(dates) + ".";
  return {charts::Figure{
      "chips", "The chip tracks", caption_of(*run),
      "Variables chip_supply, chips_delivered, chip_backlog (chips that waiting projects lack, each counted on one "
      "track), chip_price, chip_performance. " +
          std::string(material.runs.size() > 1 ? "What is sold and waited for is that of one scenario. " : "") +
          bands_sentence(run->result.replicates) + distinct_sentence(material) + key,
      std::move(chart)}};
}

}  // namespace millwright::report
