#pragma once
// The colours of a map: which value has which, and the bar that says so.

#include <string>
#include <vector>

#include "charts/axes.hpp"

namespace millwright::charts {

/// As many colours as are told apart.
constexpr int colour_levels = 64;

class ColourBar {
 public:
  /// A bar that starts at `left` px.
  ColourBar(const Canvas& canvas, const HeatMap& map, double left);

  /// The level of a value, -1 where it has none.
  int level_of(double value) const;

  /// The colour of each level.
  const std::vector<std::string>& palette() const { return palette_; }

  /// Draws title, bar and ticks from the top; gives the height they took.
  double draw(Canvas& canvas) const;

 private:
  Axis axis_;
  double left_, right_;  // [px]
  bool gaps_;            // some cells have no value
  AxisScale scale_;
  std::vector<std::string> palette_;
};

}  // namespace millwright::charts
