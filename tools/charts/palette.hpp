#pragma once
// Colours, shades and dashes. Okabe and Ito's colours can be told apart by the colour-blind; dashes and shapes say the
// same again, so that a figure survives a black-and-white printer.

#include <string>

#include "charts/figure.hpp"

namespace millwright::charts {

/// What a mark is, which decides its colour. A page sets these as CSS variables, in light and in dark.
enum class Ink {
  text,   // texts and axes
  faint,  // secondary text, links
  grid,
  paper,  // the background
};

std::string ink(const Style& style, Ink which);

/// The colour of series `index`; they repeat after nine.
std::string series_colour(const Style& style, std::size_t index);

/// The colour of area `index` of `count` that lie on each other.
std::string area_colour(const Style& style, std::size_t index, std::size_t count);

/// The value of stroke-dasharray for series `index`, "" for a solid line; they repeat after five.
std::string dashes(std::size_t index, double line_width);

/// The colour of `share` from 0 to 1 on a map: viridis, blue over white to red where `diverging`, or shades of grey.
std::string map_colour(const Style& style, bool diverging, double share);

/// The CSS variables of all colours as ":root{...}" for a page: `dark` or light.
std::string colour_variables(bool dark);

}  // namespace millwright::charts
