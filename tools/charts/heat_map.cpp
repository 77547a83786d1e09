// A value for each of rows x columns as colour. Cells of one colour are one path; very many cells are one picture.

#include "charts/colour_bar.hpp"
#include "charts/draw.hpp"
#include "charts/png.hpp"
#include "charts/text.hpp"

namespace millwright::charts {
namespace {

constexpr std::size_t most_paths = 5000;  // cells; above, a picture is smaller

double widest(const std::vector<std::string>& names, double font) {
  double result = 0;
  for (const std::string& name : names) result = std::max(result, text_width(name, font));
  return result;
}

/// Dates and numbers: every fifth name says what the ones between are.
bool ordered(const std::vector<std::string>& names) {
  return std::all_of(names.begin(), names.end(), [](const std::string& name) {
    return !name.empty() && ((name[0] >= '0' && name[0] <= '9') || name[0] == '-');
  });
}

/// The smallest round step at which labels `length` px long fit into cells `cell` px wide.
std::size_t label_step(double length, double cell) {
  for (const std::size_t step : {1, 2, 3, 6, 12, 24, 60, 120, 240, 600}) {
    if (length <= cell * static_cast<double>(step)) return step;
  }
  return std::max<std::size_t>(1200, static_cast<std::size_t>(length / std::max(cell, 1e-3)) + 1);
}

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
      path.box(
          {plot.left + static_cast<double>(i % columns) * width, plot.top + static_cast<double>(i / columns) * height},
          width, height);
    }
    if (path.empty()) continue;
    const std::string& colour = colours.palette()[static_cast<std::size_t>(level)];
    canvas.element("path", {{"d", path.text()}, {"fill", colour}, {"stroke", colour}, {"stroke-width", "0.25"}});
  }
}

/// Names of the columns below the plot, upright where there is no room for them; gives the height they took.
double draw_columns(Canvas& canvas, const HeatMap& map, const Plot& plot) {
  const double font = canvas.font();
  const double cell = plot.width() / static_cast<double>(std::max<std::size_t>(1, map.columns.size()));
  const double length = widest(map.columns, font);
  const bool upright = length + 0.6 * font > cell && !ordered(map.columns) && cell >= 1.1 * font;
  const std::size_t step = upright ? 1 : label_step(length + 0.6 * font, cell);
  const double deepest = std::min(length, 10 * font);
  for (std::size_t c = 0; c < map.columns.size(); c += step) {
    const double middle = plot.left + (static_cast<double>(c) + 0.5) * cell;
    if (upright) {
      canvas.upright_text({middle, plot.bottom + 0.4 * font}, map.columns[c], deepest);
    } else {
      const double room = 2 * std::min(middle, canvas.style().width - middle);
      canvas.text_within({middle, plot.bottom + 1.2 * font}, map.columns[c], std::max(room, cell), Anchor::middle);
    }
  }
  const double labels = upright ? deepest + 0.6 * font : 1.6 * font;
  canvas.text_within({(plot.left + plot.right) / 2, plot.bottom + labels + 1.1 * font}, map.column_title, plot.width(),
                     Anchor::middle);
  return labels + (map.column_title.empty() ? 0 : 1.5 * font);
}

void draw_rows(Canvas& canvas, const HeatMap& map, const Plot& plot) {
  const double font = canvas.font();
  const double cell = plot.height() / static_cast<double>(std::max<std::size_t>(1, map.rows.size()));
  for (std::size_t r = 0; r < map.rows.size(); r += label_step(1.15 * font, cell)) {
    const double middle = plot.top + (static_cast<double>(r) + 0.5) * cell;
    canvas.text_within({plot.left - 0.5 * font, middle + 0.35 * font}, map.rows[r], plot.left - 0.4 * font,
                       Anchor::end);
  }
}

}  // namespace

double draw(Canvas& canvas, const HeatMap& map) {
  const double font = canvas.font(), width = canvas.style().width;
  Plot plot{0.5 * font + std::min(widest(map.rows, font), 0.35 * width), 0, width - 0.5 * font, 0};
  const ColourBar colours(canvas, map, std::max(plot.left, 2 * font));
  plot.top = colours.draw(canvas) + 0.4 * font;
  if (!map.row_title.empty()) {
    canvas.text_within({0, plot.top + 0.6 * font}, map.row_title, width);
    plot.top += 1.2 * font;
  }
  const double rows = static_cast<double>(std::max<std::size_t>(1, map.rows.size()));
  plot.bottom = plot.top + std::min(1.5 * font * rows, 60 * font);
  draw_cells(canvas, map, colours, plot);
  PathData frame;
  frame.box({plot.left, plot.top}, plot.width(), plot.height());
  canvas.element("path", {{"d", frame.text()},
                          {"fill", "none"},
                          {"stroke", canvas.colour(Ink::faint)},
                          {"stroke-width", px(0.06 * font)}});
  draw_rows(canvas, map, plot);
  mark_places(canvas, "grid", plot, {static_cast<double>(map.rows.size()), static_cast<double>(map.columns.size())});
  return plot.bottom + draw_columns(canvas, map, plot) + 0.3 * font;
}

}  // namespace millwright::charts
