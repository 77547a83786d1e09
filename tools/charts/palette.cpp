#include "charts/palette.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace millwright::charts {
namespace {

struct Named {
  const char *name, *light, *dark;
};

constexpr std::array<Named, 4> inks = {{{"ink", "#1a1a1a", "#e6e6e6"},
                                        {"faint", "#666666", "#a6a6a6"},
                                        {"grid", "#e0e0e0", "#3a3a3a"},
                                        {"paper", "#ffffff", "#16181b"}}};

// Okabe and Ito (2008), a grey, and yellow last, since it is light for lines; for a dark page the same hues, lighter.
constexpr std::array<Named, 9> colours = {{{"c0", "#0072b2", "#58ade0"},
                                           {"c1", "#d55e00", "#ff8c42"},
                                           {"c2", "#009e73", "#2fc79b"},
                                           {"c3", "#cc79a7", "#e3a0c5"},
                                           {"c4", "#e69f00", "#f3b83a"},
                                           {"c5", "#56b4e9", "#9ad4f5"},
                                           {"c6", "#1a1a1a", "#e6e6e6"},
                                           {"c7", "#999999", "#8a8a8a"},
                                           {"c8", "#f0e442", "#f5ec6b"}}};

constexpr std::array<const char*, 5> shades = {"#000000", "#6e6e6e", "#a0a0a0", "#3c3c3c", "#bebebe"};

struct Colour {
  double red, green, blue;
};

// Viridis at nine places, after van der Walt and Smith; what lies between is interpolated.
constexpr std::array<Colour, 9> viridis = {{{68, 1, 84},
                                            {71, 44, 122},
                                            {59, 81, 139},
                                            {44, 113, 142},
                                            {33, 144, 141},
                                            {39, 173, 129},
                                            {92, 200, 99},
                                            {170, 220, 50},
                                            {253, 231, 37}}};
constexpr std::array<Colour, 5> blue_to_red = {
    {{33, 102, 172}, {146, 197, 222}, {247, 247, 247}, {244, 165, 130}, {178, 24, 43}}};
constexpr std::array<Colour, 2> white_to_black = {{{242, 242, 242}, {20, 20, 20}}};

std::string in(const Style& style, const Named& colour) {
  return style.adaptive ? fmt::format("var(--{},{})", colour.name, colour.light) : colour.light;
}

std::string grey(double share) {
  const int level = static_cast<int>(std::lround(255 * share));
  return fmt::format("#{:02x}{:02x}{:02x}", level, level, level);
}

}  // namespace

std::string ink(const Style& style, Ink which) {
  return in(style, inks.at(static_cast<std::size_t>(which)));
}

std::string series_colour(const Style& style, std::size_t index) {
  return style.grey ? shades[index % shades.size()] : in(style, colours[index % colours.size()]);
}

std::string area_colour(const Style& style, std::size_t index, std::size_t count) {
  if (!style.grey) return series_colour(style, index);
  return grey(0.25 + 0.65 * static_cast<double>(index) / static_cast<double>(std::max<std::size_t>(2, count) - 1));
}

std::string dashes(std::size_t index, double line_width) {
  static constexpr std::array<std::array<double, 4>, 5> patterns = {
      {{0, 0, 0, 0}, {4, 2, 4, 2}, {1.3, 1.7, 1.3, 1.7}, {6, 2, 1.3, 2}, {9, 2.5, 9, 2.5}}};
  const auto& pattern = patterns[index % patterns.size()];
  if (pattern[0] == 0) return "";
  const bool pair = pattern[0] == pattern[2];
  std::string result = fmt::format("{:.1f} {:.1f}", pattern[0] * line_width, pattern[1] * line_width);
  if (!pair) result += fmt::format(" {:.1f} {:.1f}", pattern[2] * line_width, pattern[3] * line_width);
  return result;
}

std::string map_colour(const Style& style, bool diverging, double share) {
  std::span<const Colour> stops = viridis;
  if (diverging) stops = blue_to_red;
  if (style.grey) stops = white_to_black;
  const double place = std::clamp(share, 0.0, 1.0) * static_cast<double>(stops.size() - 1);
  const auto below = std::min(static_cast<std::size_t>(place), stops.size() - 2);
  const double rest = place - static_cast<double>(below);
  const auto mixed = [&](double Colour::*part) {
    return static_cast<int>(std::lround(stops[below].*part * (1 - rest) + stops[below + 1].*part * rest));
  };
  return fmt::format("#{:02x}{:02x}{:02x}", mixed(&Colour::red), mixed(&Colour::green), mixed(&Colour::blue));
}

std::string colour_variables(bool dark) {
  std::string result = ":root{";
  const auto add = [&](const Named& c) { result += fmt::format("--{}:{};", c.name, dark ? c.dark : c.light); };
  for (const Named& colour : inks) add(colour);
  for (const Named& colour : colours) add(colour);
  return result + "}";
}

}  // namespace millwright::charts
