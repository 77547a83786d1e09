#include "charts/canvas.hpp"

#include <fmt/format.h>

#include <cmath>

#include "charts/text.hpp"

namespace millwright::charts {
namespace {

const char* const fonts = "Helvetica,Arial,'Liberation Sans','DejaVu Sans',sans-serif";

std::string anchor_name(Anchor anchor) {
  if (anchor == Anchor::start) return "";
  return anchor == Anchor::middle ? "middle" : "end";
}

/// [px / 10] Paths are most of a figure, and nobody sees less than a tenth of a pixel. What is not finite becomes 0.
double tenths(double value) {
  return std::isfinite(value) ? std::round(10 * value) : 0;
}

/// A coordinate within a path: ".5" for 0.5.
std::string short_px(double tenths) {
  std::string text = px(tenths / 10);
  const std::size_t digit = text.starts_with('-') ? 1 : 0;
  if (text.size() > digit + 1 && text[digit] == '0') text.erase(digit, 1);
  return text;
}

}  // namespace

void Canvas::start(const char* element, Attributes attributes) {
  body_ += '<';
  body_ += element;
  for (const auto& [name, value] : attributes) {
    if (!value.empty()) body_ += fmt::format(" {}=\"{}\"", name, escaped(value));
  }
}

void Canvas::open(const char* element, Attributes attributes) {
  start(element, attributes);
  body_ += ">\n";
}

void Canvas::close(const char* element) {
  body_ += fmt::format("</{}>\n", element);
}

void Canvas::element(const char* name, Attributes attributes, std::string_view tip) {
  start(name, attributes);
  body_ += tip.empty() ? "/>\n" : fmt::format("><title>{}</title></{}>\n", escaped(tip), name);
}

void Canvas::line(Point from, Point to, Ink which, double width) {
  PathData path;
  path.move(from);
  path.line(to);
  element("path", {{"d", path.text()}, {"stroke", colour(which)}, {"stroke-width", px(width)}});
}

void Canvas::text(Point at, std::string_view text, Anchor anchor, Ink which) {
  if (text.empty()) return;
  start("text", {{"x", px(at.x)},
                 {"y", px(at.y)},
                 {"text-anchor", anchor_name(anchor)},
                 {"fill", which == Ink::text ? "" : colour(which)}});
  body_ += fmt::format(">{}</text>\n", escaped(text));
}

void Canvas::text_within(Point at, std::string_view text, double width, Anchor anchor) {
  const std::string cut = shortened(text, width, font());
  if (text.empty() || cut == text) return this->text(at, text, anchor);
  start("text", {{"x", px(at.x)}, {"y", px(at.y)}, {"text-anchor", anchor_name(anchor)}});
  body_ += fmt::format("><title>{}</title>{}</text>\n", escaped(text), escaped(cut));
}

void Canvas::text_with_halo(Point at, std::string_view text, double width) {
  open("g", {{"stroke", colour(Ink::paper)},
             {"stroke-width", px(0.25 * font())},
             {"stroke-linejoin", "round"},
             {"paint-order", "stroke"}});
  text_within(at, text, width);
  close("g");
}

void Canvas::upright_text(Point at, std::string_view text, double length) {
  const std::string cut = shortened(text, length, font());
  const double x = at.x + 0.35 * font();
  start("text", {{"transform", fmt::format("translate({} {}) rotate(-90)", px(x), px(at.y))}, {"text-anchor", "end"}});
  const std::string title = cut == text ? "" : "<title>" + escaped(text) + "</title>";
  body_ += fmt::format(">{}{}</text>\n", title, escaped(cut));
}

std::string Canvas::document(const Figure& figure, double height) const {
  const std::string id = safe_id(figure.id);
  const std::string width = px(style_.width);
  std::string description = figure.caption;
  if (!figure.definition.empty()) description += (description.empty() ? "" : " ") + figure.definition;
  std::string text = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" role=\"img\" "
      "aria-labelledby=\"{2}-title {2}-desc\" font-family=\"{3}\" font-size=\"{4}\" fill=\"{5}\">\n"
      "<title id=\"{2}-title\">{6}</title>\n<desc id=\"{2}-desc\">{7}</desc>\n",
      width, px(height), id, fonts, px(font()), colour(Ink::text), escaped(figure.title), escaped(description));
  if (!style_.adaptive) text += fmt::format("<rect width=\"{}\" height=\"{}\" fill=\"#fff\"/>\n", width, px(height));
  return text + body_ + "</svg>\n";
}

void PathData::add(char command, Point tenths) {
  const std::string y = short_px(tenths.y);
  text_ += command + short_px(tenths.x) + (y.starts_with('-') ? "" : " ") + y;
}

void PathData::move(Point to) {
  pen_ = {tenths(to.x), tenths(to.y)};
  add('M', pen_);
}

void PathData::line(Point to) {
  const Point next{tenths(to.x), tenths(to.y)};
  add('l', {next.x - pen_.x, next.y - pen_.y});
  pen_ = next;
}

void PathData::dot(Point at) {
  move(at);
  text_ += "h0";
}

void PathData::box(Point corner, double width, double height) {
  move(corner);
  const std::string across = short_px(tenths(width)), back = short_px(tenths(-width));
  text_ += 'h' + across + 'v' + short_px(tenths(height)) + 'h' + back + 'Z';
}

}  // namespace millwright::charts
