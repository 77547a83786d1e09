// A figure as a document of SVG.

#include <cmath>
#include <string>
#include <variant>

#include "charts/draw.hpp"

namespace millwright::charts {

std::string svg_of(const Figure& figure, const Style& style) {
  Canvas canvas(style);
  const double height = std::visit([&](const auto& chart) { return draw(canvas, chart); }, figure.chart);
  return canvas.document(figure, std::ceil(height));
}

}  // namespace millwright::charts
