#pragma once
// Curves with intervals, and stacked areas, in one panel.

#include <string>
#include <vector>

#include "charts/axes.hpp"
#include "charts/marks.hpp"

namespace millwright::charts {

/// How a curve looks.
struct Look {
  std::size_t series = 0;  // of the same name in all panels
  std::string colour;
  std::string dashes;
};

/// Everything that a panel's y axis has to show.
Extent extent_of(const Panel& panel);

/// The panel's curves over `xs` [px]: intervals below, curves above; or areas.
void draw_curves(Canvas& canvas, const Panel& panel, const std::vector<Look>& looks, const std::vector<double>& xs,
                 const AxisScale& y);

}  // namespace millwright::charts
