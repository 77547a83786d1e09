#pragma once
// Axes: from values to pixels, and ticks at round numbers, months or powers of ten.

#include <limits>
#include <span>
#include <string>
#include <vector>

#include "charts/figure.hpp"

namespace millwright::charts {

/// The smallest and largest of the finite values seen.
struct Extent {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();

  void add(double value);
  void add(std::span<const double> values);
  bool empty() const { return low > high; }
};

struct Tick {
  double value = 0;
  std::string label;
};

/// Where an axis ends: at the values themselves, or at round numbers beyond them where those are near.
enum class Ends { exact, round };

class AxisScale {
 public:
  /// An axis over `extent` with about `ticks` ticks at most. An empty extent gives an axis from 0 to 1 (1 to 10 where
  /// it is logarithmic), a single value an axis around it.
  AxisScale(const Axis& axis, Extent extent, int ticks, Ends ends);

  /// The pixels of the low and the high end.
  void place(double low_px, double high_px);

  /// [px] Where `value` lies, also beyond the ends; infinite values lie at the ends.
  double at(double value) const;

  /// False for NaN, infinite values, and what a logarithmic axis cannot show.
  bool shows(double value) const;

  /// The value where bars start: zero, or the low end where zero cannot be shown.
  double base() const;

  double low() const { return low_; }
  double high() const { return high_; }
  const std::vector<Tick>& ticks() const { return ticks_; }

  /// The title with its unit and the power of ten that the ticks leave out: "Investment (10⁶ m CNY)".
  const std::string& title() const { return title_; }

  /// [px] Width of the widest tick label.
  double label_width(double font_size) const;

 private:
  void make_linear(int ticks, Ends ends);
  void make_logarithmic(int ticks, Ends ends);
  void make_months(int ticks);

  Axis axis_;
  double low_ = 0, high_ = 1;        // [unit of the axis]
  double low_px_ = 0, high_px_ = 1;  // [px]
  std::vector<Tick> ticks_;
  std::string title_;
};

/// A horizontal axis over `pixels` with as many ticks as have room for their labels, but about `most` at most.
AxisScale horizontal_scale(const Axis& axis, Extent extent, Ends ends, Extent pixels, double font_size, int most = 8);

/// How many ticks an axis over `values` can have that are all whole where the values are: those of counts, such as
/// replicates, have no halves between them.
int most_ticks(std::span<const double> values);

/// The title with its unit, "%" for shares in percent.
std::string axis_title(const Axis& axis);

/// A value as readers write it, without its unit: "2026-01", "12.5" for a share of 0.125 in percent, "" for NaN.
std::string value_text(const Axis& axis, double value);

}  // namespace millwright::charts
