#pragma once
// Writes SVG: every attribute is quoted and every text is escaped here, so that no chart can forget to.

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "charts/figure.hpp"
#include "charts/palette.hpp"

namespace millwright::charts {

enum class Anchor { start, middle, end };

struct Point {
  double x = 0, y = 0;
};

/// Attributes of an element: names are ours, values may hold anything. Empty values are left out.
using Attributes = std::initializer_list<std::pair<const char*, std::string>>;

class Canvas {
 public:
  explicit Canvas(const Style& style) : style_(style) {}

  const Style& style() const { return style_; }
  double font() const { return style_.font_size; }
  double line_width() const { return 0.12 * style_.font_size; }
  std::string colour(Ink which) const { return ink(style_, which); }

  void open(const char* element, Attributes attributes);
  void close(const char* element);

  /// An element with nothing in it but, where `tip` is given, a title that is shown under the pointer.
  void element(const char* name, Attributes attributes, std::string_view tip = {});

  void line(Point from, Point to, Ink which, double width);
  void text(Point at, std::string_view text, Anchor anchor = Anchor::start, Ink which = Ink::text);

  /// Text at most `width` px wide; where it is cut, the whole one is its title.
  void text_within(Point at, std::string_view text, double width, Anchor anchor = Anchor::start);

  /// The same on a ground of the background's colour, for places where there are marks.
  void text_with_halo(Point at, std::string_view text, double width);

  /// Text from the bottom up, centred across `at.x`, ending at `at.y`, at most `length` px long.
  void upright_text(Point at, std::string_view text, double length);

  /// What has been written, in a document of the given height, with the figure's title and description.
  std::string document(const Figure& figure, double height) const;

 private:
  void start(const char* element, Attributes attributes);

  Style style_;
  std::string body_;
};

/// Collects the data of a path: "M1 2l3-.5". Lines are relative, in tenths of a pixel, since that is short; they
/// start where the last one was written, so that rounding does not add up.
class PathData {
 public:
  void move(Point to);
  void line(Point to);
  void close() { text_ += 'Z'; }  // what follows is a move

  /// A point, which a stroke with round or square ends makes visible.
  void dot(Point at);

  /// A rectangle.
  void box(Point corner, double width, double height);

  bool empty() const { return text_.empty(); }
  const std::string& text() const { return text_; }

 private:
  void add(char command, Point tenths);

  Point pen_ = {};  // [px / 10]
  std::string text_;
};

}  // namespace millwright::charts
