#include "charts/marks.hpp"

#include <fmt/format.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "charts/text.hpp"

namespace millwright::charts {
namespace {

// In parts of the font size.
constexpr double swatch_width = 2.0;
constexpr double gap = 0.5;    // between swatch and name
constexpr double space = 1.4;  // between entries
constexpr double line_height = 1.6;

/// Calls `entry` with each key's place; gives the number of lines.
int each_place(double font, const std::vector<Key>& keys, double width,
               const std::function<void(const Key&, double x, int line)>& entry) {
  int line = 0;
  double x = 0;
  for (const Key& key : keys) {
    const double needed = (swatch_width + gap) * font + text_width(key.name, font);
    if (x > 0 && x + needed > width) {
      ++line;
      x = 0;
    }
    entry(key, x, line);
    x += needed + space * font;
  }
  return keys.empty() ? 0 : line + 1;
}

void draw_swatch(Canvas& canvas, const Key& key, Point middle) {
  const double font = canvas.font();
  const double half = swatch_width * font / 2;
  if (key.swatch == Swatch::area || key.swatch == Swatch::box) {
    PathData box;
    const double height = key.swatch == Swatch::area ? 0.8 : 1.2;
    box.box({middle.x - 0.6 * half, middle.y - height * font / 2}, 1.2 * half, height * font);
    if (key.swatch == Swatch::area) return canvas.element("path", {{"d", box.text()}, {"fill", key.colour}});
    canvas.element(
        "path",
        {{"d", box.text()}, {"fill", "none"}, {"stroke", canvas.colour(Ink::text)}, {"stroke-width", px(0.1 * font)}});
    canvas.text({middle.x, middle.y + 0.35 * font}, key.colour, Anchor::middle);
  } else if (key.swatch == Swatch::line) {
    PathData line;
    line.move({middle.x - half, middle.y});
    line.line({middle.x + half, middle.y});
    canvas.element("path", {{"d", line.text()},
                            {"stroke", key.colour},
                            {"stroke-width", px(canvas.line_width())},
                            {"stroke-dasharray", key.dashes}});
  } else {
    draw_marker(canvas, middle, key.shape, 0.33 * font, key.swatch == Swatch::hollow ? "" : key.colour);
  }
}

}  // namespace

std::string series_class(std::size_t series) {
  return fmt::format("s{}", series);
}

void draw_marker(Canvas& canvas, Point at, std::size_t shape, double radius, const std::string& colour,
                 std::string_view tip) {
  const bool hollow = colour.empty();
  const std::string fill = hollow ? canvas.colour(Ink::paper) : colour == inherited ? "" : colour;
  const std::string stroke = hollow ? canvas.colour(Ink::faint) : "";
  const std::string width = hollow ? px(0.09 * canvas.font()) : "";
  if (shape % 4 == 0) {
    canvas.element("circle",
                   {{"cx", px(at.x)},
                    {"cy", px(at.y)},
                    {"r", px(radius)},
                    {"fill", fill},
                    {"stroke", stroke},
                    {"stroke-width", width}},
                   tip);
    return;
  }
  PathData path;
  if (shape % 4 == 1) {
    path.box({at.x - 0.88 * radius, at.y - 0.88 * radius}, 1.76 * radius, 1.76 * radius);
  } else if (shape % 4 == 2) {
    path.move({at.x, at.y - 1.25 * radius});
    path.line({at.x + 1.1 * radius, at.y + 0.75 * radius});
    path.line({at.x - 1.1 * radius, at.y + 0.75 * radius});
    path.close();
  } else {
    path.move({at.x, at.y - 1.3 * radius});
    path.line({at.x + 1.3 * radius, at.y});
    path.line({at.x, at.y + 1.3 * radius});
    path.line({at.x - 1.3 * radius, at.y});
    path.close();
  }
  canvas.element("path", {{"d", path.text()}, {"fill", fill}, {"stroke", stroke}, {"stroke-width", width}}, tip);
}

double legend_height(const Canvas& canvas, const std::vector<Key>& keys, double width) {
  const auto nothing = [](const Key&, double, int) {};
  return line_height * canvas.font() * each_place(canvas.font(), keys, width, nothing);
}

void draw_legend(Canvas& canvas, Point corner, double width, const std::vector<Key>& keys) {
  const double font = canvas.font();
  each_place(font, keys, width, [&](const Key& key, double x, int line) {
    const double middle = corner.y + (line + 0.5) * line_height * font;
    canvas.open("g", {{"class", "key"}, {"data-series", key.series == no_series ? "" : std::to_string(key.series)}});
    draw_swatch(canvas, key, {corner.x + x + swatch_width * font / 2, middle});
    const double start = x + (swatch_width + gap) * font;
    canvas.text_within({corner.x + start, middle + 0.35 * font}, key.name, width - start);
    canvas.close("g");
  });
}

}  // namespace millwright::charts
