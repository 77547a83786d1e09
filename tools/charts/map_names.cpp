#include "charts/map_names.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "charts/text.hpp"

namespace millwright::charts {
namespace {

constexpr std::size_t most_lines = 3;

/// Dates and numbers: every fifth name says what those between are.
bool ordered(const std::vector<std::string>& names) {
  return std::all_of(names.begin(), names.end(), [](const std::string& name) {
    return !name.empty() && ((name[0] >= '0' && name[0] <= '9') || name[0] == '-');
  });
}

/// The names in lines that fit into cells; empty where they do not.
std::vector<std::vector<std::string>> lines_of(const std::vector<std::string>& names, double cell, double font) {
  std::vector<std::vector<std::string>> result;
  for (const std::string& name : names) {
    result.push_back(wrapped(name, cell, font));
    if (result.back().size() > most_lines || widest_name(result.back(), font) > cell) return {};
  }
  return result;
}

double draw_upright(Canvas& canvas, const HeatMap& map, const Plot& plot, double cell) {
  const double font = canvas.font();
  const double length = std::min(widest_name(map.columns, font), 12 * font);
  for (std::size_t c = 0; c < map.columns.size(); ++c) {
    const double middle = plot.left + (static_cast<double>(c) + 0.5) * cell;
    canvas.upright_text({middle, plot.bottom + 0.4 * font}, map.columns[c], length);
  }
  return length + 0.6 * font;
}

double draw_lines(Canvas& canvas, const std::vector<std::vector<std::string>>& names, const Plot& plot, double cell) {
  const double font = canvas.font();
  std::size_t most = 0;
  for (std::size_t c = 0; c < names.size(); ++c) {
    const double middle = plot.left + (static_cast<double>(c) + 0.5) * cell;
    for (std::size_t l = 0; l < names[c].size(); ++l) {
      canvas.text({middle, plot.bottom + (1.2 + 1.15 * static_cast<double>(l)) * font}, names[c][l], Anchor::middle);
    }
    most = std::max(most, names[c].size());
  }
  return (0.5 + 1.15 * static_cast<double>(most)) * font;
}

/// Every so manieth name, in one line.
double draw_some(Canvas& canvas, const HeatMap& map, const Plot& plot, double cell) {
  const double font = canvas.font(), width = canvas.style().width;
  const double length = std::min(widest_name(map.columns, font), 12 * font);
  for (std::size_t c = 0; c < map.columns.size(); c += name_step(map.columns, length + 0.6 * font, cell)) {
    const double half = std::min(length, text_width(map.columns[c], font)) / 2;
    const double middle = plot.left + (static_cast<double>(c) + 0.5) * cell;
    canvas.text_within({std::max(half, std::min(middle, width - half)), plot.bottom + 1.2 * font}, map.columns[c],
                       length + 0.1, Anchor::middle);
  }
  return 1.6 * font;
}

}  // namespace

double widest_name(const std::vector<std::string>& names, double font_size) {
  double result = 0;
  for (const std::string& name : names) result = std::max(result, text_width(name, font_size));
  return result;
}

std::size_t name_step(const std::vector<std::string>& names, double length, double cell) {
  const std::string first = names.empty() ? "" : names[0];
  const bool dated = first.size() >= 6 && ordered({first});
  std::vector<std::size_t> steps = {1, 2, 5, 10, 20, 50, 100, 200, 500};
  if (dated && (first[4] == 'Q' || first[5] == 'Q')) steps = {1, 2, 4, 8, 20, 40, 80, 200};
  if (dated && first[4] == '-') steps = {1, 2, 3, 6, 12, 24, 60, 120, 240, 600};
  for (const std::size_t step : steps) {
    if (length <= cell * static_cast<double>(step)) return step;
  }
  return std::max(steps.back(), static_cast<std::size_t>(length / std::max(cell, 1e-3)) + 1);
}

void draw_row_names(Canvas& canvas, const HeatMap& map, const Plot& plot) {
  const double font = canvas.font();
  const double cell = plot.height() / static_cast<double>(std::max<std::size_t>(1, map.rows.size()));
  for (std::size_t r = 0; r < map.rows.size(); r += name_step(map.rows, 1.15 * font, cell)) {
    const double middle = plot.top + (static_cast<double>(r) + 0.5) * cell;
    canvas.text_within({plot.left - 0.5 * font, middle + 0.35 * font}, map.rows[r], plot.left - 0.4 * font,
                       Anchor::end);
  }
}

double draw_column_names(Canvas& canvas, const HeatMap& map, const Plot& plot) {
  const double font = canvas.font();
  const double cell = plot.width() / static_cast<double>(std::max<std::size_t>(1, map.columns.size()));
  const auto lines = lines_of(map.columns, cell - 0.6 * font, font);
  double height = 0;
  if (!lines.empty()) {
    height = draw_lines(canvas, lines, plot, cell);
  } else if (!ordered(map.columns) && cell >= 1.1 * font) {
    height = draw_upright(canvas, map, plot, cell);
  } else {
    height = draw_some(canvas, map, plot, cell);
  }
  if (map.column_title.empty()) return height;
  canvas.text_within({(plot.left + plot.right) / 2, plot.bottom + height + 1.1 * font}, map.column_title, plot.width(),
                     Anchor::middle);
  return height + 1.5 * font;
}

}  // namespace millwright::charts
