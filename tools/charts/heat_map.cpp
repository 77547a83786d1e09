// A value for each of rows x columns as colour. Cells of one colour are one path; very many cells are one picture.

#include <algorithm>
#include <string>
#include <vector>

#include "charts/colour_bar.hpp"
#include "charts/draw.hpp"
#include "charts/map_names.hpp"
#include "charts/png.hpp"
#include "charts/text.hpp"

namespace millwright::charts {
namespace {

constexpr std::size_t most_paths = 5000;  // cells; above, a picture is smaller

void draw_cells(Canvas& canvas, const HeatMap& map, const ColourBar& colours, const Plot& plot) {
  const std::size_t columns = map.columns.size();
  std::vector<int> cells;
  for (std::size_t i = 0; i < map.rows.size() * columns; ++i)
    cells.push_back(colours.level_of(value_at(map.values, i)));
  if (cells.size() > most_paths) {
    canvas.element("image", {{"x", px(plot.left)},
                             {"y", px(plot.top)},
                             {"width", px(plot.width())},
                             {"height", px(plot.height())},
                             {"preserveAspectRatio", "none"},
                             {"image-rendering", "pixelated"},
                             {"href", "data:image/png;base64," + base64(png_of(columns, cells, colours.palette()))}});
    return;
  }
  const double width = plot.width() / static_cast<double>(columns);
  const double height = plot.height() / static_cast<double>(map.rows.size());
  for (int level = 0; level < colour_levels; ++level) {
    PathData path;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (cells[i] != level) continue;
      const std::size_t row = i / columns, column = i % columns;
      const Point corner{plot.left + static_cast<double>(column) * width, plot.top + static_cast<double>(row) * height};
      path.box(corner, width, height);
    }
    if (path.empty()) continue;
    const std::string& colour = colours.palette()[static_cast<std::size_t>(level)];
    canvas.element("path", {{"d", path.text()}, {"fill", colour}, {"stroke", colour}, {"stroke-width", "0.5"}});
  }
}

}  // namespace

double draw(Canvas& canvas, const HeatMap& map) {
  const double font = canvas.font(), width = canvas.style().width;
  Plot plot{0.5 * font + std::min(widest_name(map.rows, font), 0.35 * width), 0, width - 0.5 * font, 0};
  const ColourBar colours(canvas, map, std::max(plot.left, 2 * font));
  plot.top = colours.draw(canvas) + 0.4 * font;
  if (!map.row_title.empty()) {
    canvas.text_within({0, plot.top + 0.6 * font}, map.row_title, width);
    plot.top += 1.2 * font;
  }
  const double rows = static_cast<double>(std::max<std::size_t>(2, map.rows.size()));
  plot.bottom = plot.top + std::min(1.5 * font * rows, std::max(20 * font, 0.9 * width));
  draw_cells(canvas, map, colours, plot);
  PathData frame;
  frame.box({plot.left, plot.top}, plot.width(), plot.height());
  canvas.element("path", {{"d", frame.text()},
                          {"fill", "none"},
                          {"stroke", canvas.colour(Ink::faint)},
                          {"stroke-width", px(0.06 * font)}});
  if (map.rows.empty() || map.columns.empty()) draw_no_values(canvas, plot);
  draw_row_names(canvas, map, plot);
  mark_places(canvas, "grid", plot, {static_cast<double>(map.rows.size()), static_cast<double>(map.columns.size())});
  return plot.bottom + draw_column_names(canvas, map, plot) + 0.3 * font;
}

}  // namespace millwright::charts
