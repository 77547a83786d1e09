#pragma once
// Nodes and links of one network.

#include <string>
#include <vector>

#include "charts/canvas.hpp"

namespace millwright::charts {

/// [px] The part of a figure in which one network stands.
struct Square {
  double left = 0, top = 0, size = 0;
};

/// The groups of the nodes, in the order in which they first occur.
std::vector<std::string> groups_of(const NetworkChart& chart);

void draw_links(Canvas& canvas, const NetworkChart& chart, const Square& square);

/// All nodes as outlines, with their names under the pointer.
void draw_outlines(Canvas& canvas, const NetworkChart& chart, const Square& square);

/// The filled nodes of a frame. The pointer meets the outlines below them.
void draw_filled(Canvas& canvas, const NetworkChart& chart, const Square& square, const std::vector<bool>& filled);

}  // namespace millwright::charts
