#pragma once
// What stands for a series: its marker, and its entry in the legend.

#include <string>
#include <string_view>
#include <vector>

#include "charts/canvas.hpp"

namespace millwright::charts {

enum class Swatch { line, area, marker, hollow, box };

/// Of entries that stand for no series.
inline constexpr std::size_t no_series = static_cast<std::size_t>(-1);

/// One entry of a legend. `series` ties it to what it stands for: a click shows that series alone.
struct Key {
  std::string name;
  std::size_t series = 0;
  Swatch swatch = Swatch::line;
  std::string colour = {};  // of a box: its number
  std::string dashes = {};  // of a line
  std::size_t shape = 0;    // of a marker
};

/// The class of everything drawn for a series: "s3".
std::string series_class(std::size_t series);

/// The colour of markers that take it from the group around them.
inline constexpr const char* inherited = "inherit";

/// A circle, square, triangle or diamond around `at`, by `shape`; with an outline only where `colour` is empty.
void draw_marker(Canvas& canvas, Point at, std::size_t shape, double radius, const std::string& colour,
                 std::string_view tip = {});

/// [px] The height that draw_legend takes.
double legend_height(const Canvas& canvas, const std::vector<Key>& keys, double width);

/// Entries from left to right in as many lines as they need.
void draw_legend(Canvas& canvas, Point corner, double width, const std::vector<Key>& keys);

}  // namespace millwright::charts
