#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/curves.hpp"
#include "report/part.hpp"
#include "report/sensitivity.hpp"
#include "report/words.hpp"

// Scenario discovery: the box of factors in which an output is of interest.
namespace millwright::report {
namespace {

using experiments::Box;
using experiments::Factors;
using experiments::Limit;

/// Factors with a limit, numbers before words and the least likely to be noise first; then the others.
std::vector<std::size_t> order_of(const Factors& factors, const Box& box) {
  std::vector<std::size_t> order(box.limits.size());
  for (std::size_t f = 0; f < order.size(); ++f) order[f] = f;
  const auto weight = [&](std::size_t f) {
    constexpr double no_limit = 4, words = 2, no_value = 1;  // levels of words are poor axes
    if (!box.limits[f].restricts()) return no_limit;
    return (std::isnan(box.limits[f].p_value) ? no_value : box.limits[f].p_value) +
           (factors.labels[f].empty() ? 0 : words);
  };
  std::ranges::stable_sort(order, [&](std::size_t one, std::size_t other) { return weight(one) < weight(other); });
  return order;
}

charts::Axis axis_of_factor(const Factors& factors, std::size_t f) {
  const bool words = !factors.labels[f].empty();
  const std::string& unit = factors.units[f];
  return {factors.names[f], words ? "level" : unit == "1" ? "" : unit, charts::Scale::linear, false, false};
}

std::string limit_words(const Factors& factors, std::size_t f, const Limit& limit) {
  const bool low = std::isfinite(limit.low), high = std::isfinite(limit.high);
  if (low && high)
    return fmt::format("{} to {}", factor_words(factors, f, limit.low), factor_words(factors, f, limit.high));
  return low ? "above " + factor_words(factors, f, limit.low) : "below " + factor_words(factors, f, limit.high);
}

charts::ScatterChart chart_of(const SweepStudy& study, std::size_t fx, std::size_t fy) {
  const Discovery& found = *study.discovery;
  const Factors& factors = *study.factors;
  charts::ScatterChart chart;
  chart.x = axis_of_factor(factors, fx), chart.y = axis_of_factor(factors, fy);
  const auto means = point_means(study.run.result, found.interest.output);
  for (std::size_t p = 0; p < means.size(); ++p) {
    if (!std::isfinite(means[p])) continue;
    chart.xs.push_back(factors.values(p, fx)), chart.ys.push_back(factors.values(p, fy));
    chart.marked.push_back(found.interest.above ? means[p] > found.interest.bound : means[p] < found.interest.bound);
  }
  chart.marked_name = "of interest", chart.unmarked_name = "other points";
  const Box& box = found.boxes[found.chosen];
  chart.boxes = {{box.limits[fx].low, box.limits[fx].high, box.limits[fy].low, box.limits[fy].high, "PRIM"}};
  return chart;
}

charts::TableBlock limits_of(const SweepStudy& study, const Box& box) {
  charts::TableBlock block;
  block.caption = "Limits of the box";
  block.table.columns = {"factor", "within", "p"};
  block.table.numeric = {false, false, true};
  for (const std::size_t f : order_of(*study.factors, box)) {
    if (!box.limits[f].restricts()) continue;
    const double p = box.limits[f].p_value;
    block.table.rows.push_back({study.factors->names[f], limit_words(*study.factors, f, box.limits[f]),
                                std::isnan(p) ? "-" : fmt::format("{:.2g}", p)});
  }
  return block;
}

charts::TableBlock trajectory_of(const Discovery& found) {
  charts::TableBlock block;
  block.caption = "All boxes, from large to small";
  block.folded = true;
  block.table.columns = {"step", "points", "coverage", "density", "factors with a limit"};
  block.table.numeric = {true, true, true, true, true};
  for (std::size_t k = 0; k < found.boxes.size(); ++k) {
    const Box& box = found.boxes[k];
    block.table.rows.push_back({std::to_string(k) + (k == found.chosen ? " (shown)" : ""), std::to_string(box.points),
                                tool::percent(box.coverage), tool::percent(box.density),
                                std::to_string(box.restricted())});
  }
  return block;
}

}  // namespace

Blocks discovery(const Material& material) {
  if (!material.sweep || !material.sweep->discovery) return {};
  const SweepStudy& study = *material.sweep;
  const Discovery& found = *study.discovery;
  const Box& box = found.boxes[found.chosen];
  if (box.restricted() == 0)
    return {charts::Paragraph{fmt::format("No box of factors tells {} from the other points.", found.condition)}};
  Blocks blocks;
  const auto order = order_of(*study.factors, box);
  if (order.size() > 1) {
    blocks.emplace_back(charts::Figure{
        "prim", "Where it happens: " + found.condition,
        fmt::format("The box holds {} of the {} points of interest (coverage {}), and {} of its {} points are of "
                    "interest (density {}); it limits {}.",
                    box.of_interest, found.boxes.front().of_interest, tool::percent(box.coverage), box.of_interest,
                    box.points, tool::percent(box.density),
                    tool::counted(static_cast<std::int64_t>(box.restricted()), "factor")),
        fmt::format(
            "Scenario discovery by PRIM (Friedman and Fisher 1999; Bryant and Lempert 2010). Of interest: {}, mean "
            "over replicates {} {:.4g}. Of the boxes that peeling finds, the one with the largest harmonic mean "
            "of coverage and density; shown on the two factors whose limits are the least likely to be noise; "
            "words stand in the order of their levels. Points in the rectangle may lie outside limits of other "
            "factors.",
            output_words(study.run.result, found.interest.output), found.interest.above ? "above" : "below",
            found.interest.bound),
        chart_of(study, order[0], order[1])});
  }
  blocks.emplace_back(limits_of(study, box));
  blocks.emplace_back(trajectory_of(found));
  return blocks;
}

}  // namespace millwright::report
