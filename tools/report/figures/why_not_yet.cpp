#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/curves.hpp"
#include "report/part.hpp"
#include "report/summary.hpp"
#include "report/words.hpp"

// The reason ledger: why firms without a technology do not have it, as areas that add up to all firms.
namespace millwright::report {
namespace {

constexpr double some = 5e-4;  // a reason that never reaches this share is left out

charts::Curve share(const TimeAxis& axis, const results::Result& result, const std::string& name, const Cells& part,
                    const Cells& firms) {
  charts::Curve curve = axis.curve(
      result, name, [&](int replicate, int month) { return part.at(replicate, month) / firms.at(replicate, month); });
  curve.low.clear(), curve.high.clear();  // areas have no bands
  return curve;
}

bool occurs(const charts::Curve& curve) {
  return std::ranges::any_of(curve.y, [](double value) { return value >= some; });
}

charts::Panel panel_of(const TimeAxis& axis, const results::Result& result, const std::string& technology) {
  const ResultView view(result);
  const auto firms = view.find("firms");
  const auto adopters = view.find("adopters", {{"technology", technology}});
  charts::Panel panel{{technology, "1", charts::Scale::linear, true, true}, {}, true, 1};
  if (!firms || !adopters) return panel;
  panel.curves.push_back(share(axis, result, "use it", *adopters, *firms));
  bool any = false;
  int group = 0;  // a reason has one colour in all panels
  for (const std::string& barrier : view.labels("barrier")) {
    ++group;
    const auto cells = view.find("nonadopters_by_reason", {{"technology", technology}, {"barrier", barrier}});
    if (!cells) continue;
    charts::Curve curve = share(axis, result, tool::reason_words(barrier), *cells, *firms);
    if (!occurs(curve)) continue;
    curve.group = group;
    panel.curves.push_back(std::move(curve));
    any = true;
  }
  if (!any) panel.curves.clear();
  return panel;
}

std::string caption_of(const results::Result& result) {
  std::vector<std::string> sentences;
  for (const auto& technology : tool::summarise(result).technologies) {
    std::vector<std::string> parts;
    for (const auto& reason : technology.reasons) {
      constexpr std::size_t most = 3;
      if (parts.size() < most)
        parts.push_back(fmt::format("{} {}", tool::percent(reason.share), tool::reason_words(reason.reason)));
    }
    if (!parts.empty()) sentences.push_back(fmt::format("of firms without {}, {}", technology.name, listed(parts)));
  }
  std::string text = fmt::format("In {}, ", to_string(result.months.back()));
  for (std::size_t k = 0; k < sentences.size(); ++k) text += (k == 0 ? "" : "; ") + sentences[k];
  return text + ".";
}

}  // namespace

Blocks why_not_yet(const Material& material) {
  const Run* run = material.detail();
  if (run == nullptr) return {};
  const TimeAxis axis({&run->result});
  charts::PanelChart chart = axis.chart();
  for (const std::string& technology : ResultView(run->result).labels("technology"))
    add_panel(chart, panel_of(axis, run->result, technology));
  if (chart.panels.empty()) return {};
  const std::string of = material.runs.size() > 1 ? fmt::format(" ({})", run->name) : "";
  return {charts::Figure{
      "why-not-yet", "Why not yet: all firms by what they said at their last review" + of, caption_of(run->result),
      "Variables adopters and nonadopters_by_reason, summed over size classes, over firms; means over replicates. "
      "Every "
      "firm is counted once per technology: with it, or without it by the reason found at its last review. Reasons "
      "that never reach 0.05 % of firms are left out.",
      std::move(chart)}};
}

}  // namespace millwright::report
