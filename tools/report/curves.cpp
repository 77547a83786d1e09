#include "report/curves.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <optional>

#include "report/words.hpp"

namespace millwright::report {

namespace {

constexpr double gap = std::numeric_limits<double>::quiet_NaN();

/// Whether lines and bands differ nowhere by more than 1 % of the span of their values.
bool hide_each_other(const charts::Curve& one, const charts::Curve& other) {
  double low = std::numeric_limits<double>::infinity(), high = -low, most = 0;
  const auto compare = [&](const std::vector<double>& a, const std::vector<double>& b) {
    if (a.size() != b.size()) return false;
    for (std::size_t k = 0; k < a.size(); ++k) {
      if (std::isnan(a[k]) != std::isnan(b[k])) return false;
      if (std::isnan(a[k])) continue;
      low = std::min({low, a[k], b[k]}), high = std::max({high, a[k], b[k]});
      most = std::max(most, std::abs(a[k] - b[k]));
    }
    return true;
  };
  const bool same_gaps = compare(one.y, other.y) && compare(one.low, other.low) && compare(one.high, other.high);
  constexpr double visible = 0.01;
  return same_gaps && (most == 0 || most <= visible * (high - low));
}

}  // namespace

TimeAxis::TimeAxis(const std::vector<const results::Result*>& results) {
  for (const results::Result* result : results)
    months_.insert(months_.end(), result->months.begin(), result->months.end());
  std::ranges::sort(months_);
  months_.erase(std::unique(months_.begin(), months_.end()), months_.end());
}

std::vector<double> TimeAxis::xs() const {
  std::vector<double> xs;
  for (const Month month : months_) xs.push_back(month.index);
  return xs;
}

charts::Curve TimeAxis::curve(const results::Result& result, const std::string& name,
                              const std::function<double(int, int)>& value) const {
  const ResultView view(result);
  charts::Curve curve{name, std::vector<double>(size(), gap), {}, {}, 0};
  const bool has_band = result.replicates > 1;
  if (has_band) curve.low = curve.high = curve.y;
  for (int month = 0; month < view.months(); ++month) {
    const auto place = static_cast<std::size_t>(
        std::ranges::find(months_, result.months[static_cast<std::size_t>(month)]) - months_.begin());
    const Estimate estimate = view.over_replicates([&](int replicate) { return value(replicate, month); });
    curve.y[place] = estimate.mean;
    if (has_band) curve.low[place] = estimate.low, curve.high[place] = estimate.high;
  }
  return curve;
}

charts::Curve TimeAxis::curve(const results::Result& result, const std::string& name, const Cells& cells,
                              double factor) const {
  return curve(result, name, [&](int replicate, int month) {
    const double value = factor * cells.at(replicate, month);
    return std::isfinite(value) ? value : gap;
  });
}

charts::PanelChart TimeAxis::chart() const {
  charts::PanelChart chart;
  chart.x = {"", "", charts::Scale::month, false, false};
  chart.xs = xs();
  return chart;
}

std::vector<const results::Result*> results_of(const Material& material) {
  std::vector<const results::Result*> results;
  for (const Run& run : material.runs) results.push_back(&run.result);
  return results;
}

TimeAxis time_axis(const Material& material) {
  return TimeAxis(results_of(material));
}

std::string curve_name(const Material& material, const Run& run, const std::string& what) {
  if (material.runs.size() < 2) return what;
  return what.empty() ? run.name : fmt::format("{}, {}", what, run.name);
}

Prefix prefix_for(double largest) {
  constexpr double thousand = 1e3, million = 1e6, billion = 1e9, enough = 10;
  if (largest >= billion) return {1 / billion, "billion "};
  if (largest >= million) return {1 / million, "million "};
  if (largest >= enough * thousand) return {1 / thousand, "thousand "};
  return {};
}

Prefix prefix_for(const std::vector<charts::Curve>& curves) {
  double largest = 0;
  for (const charts::Curve& curve : curves) {
    for (const double value : curve.y) largest = std::max(largest, std::isnan(value) ? 0 : std::abs(value));
  }
  return prefix_for(largest);
}

void scale(std::vector<charts::Curve>& curves, double factor) {
  for (charts::Curve& curve : curves) {
    for (auto* values : {&curve.y, &curve.low, &curve.high})
      for (double& value : *values) value *= factor;
  }
}

bool has_values(const charts::Curve& curve) {
  return std::ranges::any_of(curve.y, [](double value) { return !std::isnan(value); });
}

std::vector<charts::Curve> distinct_curves(const Material& material, const std::string& what, int group,
                                           const std::function<std::optional<charts::Curve>(const Run&)>& of) {
  std::vector<charts::Curve> found;
  std::vector<std::vector<std::string>> runs;  // by curve
  for (const Run& run : material.runs) {
    auto curve = of(run);
    if (!curve) continue;
    const auto alike = std::ranges::find_if(found, [&](const auto& one) { return hide_each_other(one, *curve); });
    if (alike != found.end()) {
      runs[static_cast<std::size_t>(alike - found.begin())].push_back(run.name);
      continue;
    }
    curve->group = group;
    found.push_back(std::move(*curve));
    runs.push_back({run.name});
  }
  for (std::size_t k = 0; k < found.size(); ++k) {
    const bool of_all = runs[k].size() == material.runs.size();
    found[k].name = of_all ? what : what.empty() ? listed(runs[k]) : fmt::format("{}, {}", what, listed(runs[k]));
  }
  return found;
}

std::string distinct_sentence(const Material& material) {
  if (material.runs.size() < 2) return "";
  return " Scenarios whose lines and bands differ nowhere by more than 1 % of the span of the values are drawn as one.";
}

void add_panel(charts::PanelChart& chart, charts::Panel panel) {
  std::erase_if(panel.curves, [](const charts::Curve& curve) { return !has_values(curve); });
  if (!panel.curves.empty()) chart.panels.push_back(std::move(panel));
}

std::string bands_sentence(int replicates) {
  if (replicates < 2) return "One replicate: a single draw of luck, so that there are no bands.";
  return fmt::format("Lines are means over {} replicates; bands reach from their 5 % to their 95 % quantile.",
                     replicates);
}

std::string intervals_sentence(int replicates, const char* marks) {
  if (replicates < 2) return "One replicate: a single draw of luck, so that there are no intervals.";
  return fmt::format("{} are means over {} replicates; whiskers reach from their 5 % to their 95 % quantile.", marks,
                     replicates);
}

std::string with_range(const Estimate& estimate, int replicates, const std::function<std::string(double)>& words) {
  if (replicates < 2 || std::isnan(estimate.mean) || std::isnan(estimate.low)) return words(estimate.mean);
  if (estimate.low == estimate.mean && estimate.high == estimate.mean) return words(estimate.mean);
  return fmt::format("{} [{} to {}]", words(estimate.mean), words(estimate.low), words(estimate.high));
}

std::string amount_words(double millions, const std::string& unit) {
  const std::string currency = unit.starts_with("m ") ? unit.substr(2) : unit;
  constexpr double thousandth = 1e-3;
  if (std::isnan(millions)) return "-";
  if (std::abs(millions) < 1 && millions != 0) return fmt::format("{:.1f} k {}", millions / thousandth, currency);
  return (millions < 0 ? "-" : "") + tool::money(std::abs(millions), currency);
}

std::string interval_words(const experiments::Interval& interval, const std::function<std::string(double)>& words) {
  if (std::isnan(interval.low)) return words(interval.estimate);
  return fmt::format("{} [{} to {}]", words(interval.estimate), words(interval.low), words(interval.high));
}

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t k = 0; k < words.size(); ++k) {
    const bool last = k + 1 == words.size();
    text += (k == 0 ? "" : last ? " and " : ", ") + words[k];
  }
  return text;
}

std::string id_part(const std::string& name) {
  std::string id;
  for (const char letter : name) {
    const bool plain =
        (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9');
    id += plain ? letter : '-';
  }
  constexpr std::size_t longest = 40;
  return id.substr(0, longest);
}

}  // namespace millwright::report
