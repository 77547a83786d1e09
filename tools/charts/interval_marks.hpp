#pragma once
// Estimates with their intervals, as points or bars.

#include "charts/axes.hpp"
#include "charts/marks.hpp"

namespace millwright::charts {

/// Everything that the axis has to show.
Extent extent_of(const IntervalChart& chart);

/// The estimate of a category by the group that `key` stands for, at height `middle` [px], with its numbers as title.
void draw_estimate(Canvas& canvas, const IntervalChart& chart, const AxisScale& x, const Key& key, std::size_t category,
                   double middle);

}  // namespace millwright::charts
