#pragma once
// What figures over time share: one axis for all runs, curves with their bands, and how these are told.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "charts/figure.hpp"
#include "report/material.hpp"

namespace millwright::report {

using tool::Cells;
using tool::Estimate;
using tool::Labels;
using tool::ResultView;

/// The months of several runs on one axis.
class TimeAxis {
 public:
  explicit TimeAxis(const std::vector<const results::Result*>& results);

  std::vector<double> xs() const;
  std::size_t size() const { return months_.size(); }
  Month first() const { return months_.front(); }
  Month last() const { return months_.back(); }
  /// A curve with an interval where the result has several replicates; NaN in months that it lacks.
  charts::Curve curve(const results::Result& result, const std::string& name,
                      const std::function<double(int replicate, int month)>& value) const;
  /// The same of cells of a variable, times a factor.
  charts::Curve curve(const results::Result& result, const std::string& name, const Cells& cells,
                      double factor = 1) const;
  /// A chart without panels on this axis.
  charts::PanelChart chart() const;

 private:
  std::vector<Month> months_;
};

/// The results of all runs.
std::vector<const results::Result*> results_of(const Material& material);
/// The axis of all runs, of which there is at least one.
TimeAxis time_axis(const Material& material);

/// Said where distinct_curves() may have made one of several; empty where there is one run.
std::string distinct_sentence(const Material& material);

/// "ai", or "ai, no_grant" where there are several runs.
std::string curve_name(const Material& material, const Run& run, const std::string& what);

/// A large amount in readable units: the factor, and what stands before the unit: "million " for 12,000,000 workers.
struct Prefix {
  double factor = 1;
  std::string word;
};
Prefix prefix_for(double largest);
/// For the largest value of some curves.
Prefix prefix_for(const std::vector<charts::Curve>& curves);
void scale(std::vector<charts::Curve>& curves, double factor);

/// Whether any value of a curve is a number.
bool has_values(const charts::Curve& curve);
/// The curve of each run, runs whose lines and bands would hide each other as one that is named after all of them, or
/// by `what` alone where it is that of every run. `of` gives nothing for a run without it.
std::vector<charts::Curve> distinct_curves(const Material& material, const std::string& what, int group,
                                           const std::function<std::optional<charts::Curve>(const Run&)>& of);
/// Adds a panel unless none of its curves has a value; names of curves stay as they are.
void add_panel(charts::PanelChart& chart, charts::Panel panel);

/// What lines and bands are, in a sentence.
std::string bands_sentence(int replicates);
/// The same of points and whiskers, or of bars.
std::string intervals_sentence(int replicates, const char* marks = "Points");

/// "43.1 % [41.0 % to 45.2 %]", without the interval where there is one replicate.
std::string with_range(const Estimate& estimate, int replicates, const std::function<std::string(double)>& words);

/// Money in a unit such as "m CNY", a small amount in thousands: "8.46 m CNY", "882.0 k CNY".
std::string amount_words(double millions, const std::string& unit);
/// "8.46 m CNY [7.55 m CNY to 9.42 m CNY]", without the interval where there is none.
std::string interval_words(const experiments::Interval& interval, const std::function<std::string(double)>& words);

/// "a, b and c".
std::string listed(const std::vector<std::string>& words);

/// A name as part of an identifier: letters, digits and hyphens.
std::string id_part(const std::string& name);

}  // namespace millwright::report
