// Writes sample figures in every form and a page with them: write_figures FOLDER
// Prints the smallest figures, for exact comparison: write_figures --small
#include <cstdio>
#include <fstream>
#include <string>

#include "unit/charts/sample_figures.hpp"

namespace millwright::charts {
namespace {

constexpr Style screen{};
constexpr Style paper{317, 32.0 / 3, true, false};  // 84 mm, 8 pt
constexpr Style page{360, 12, false, true};

void write(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

void print_small() {
  for (const Figure& figure : small_figures()) {
    std::fputs(svg_of(figure, paper).c_str(), stdout);
    std::fputs(svg_of(figure, page).c_str(), stdout);
    std::fputs(vega_lite_of(figure).c_str(), stdout);
  }
}

void write_all(const std::string& folder) {
  int number = 0;
  for (const auto& figures : {usual_figures(), odd_figures()}) {
    for (const Figure& figure : figures) {
      const std::string name = folder + (number < 10 ? "/0" : "/") + std::to_string(number);
      write(name + ".svg", svg_of(figure, screen));
      write(name + "-paper.svg", svg_of(figure, paper));
      write(name + "-page.svg", svg_of(figure, page));
      write(name + ".json", vega_lite_of(figure));
      ++number;
    }
  }
  write(folder + "/page.html", html_of(sample_page()));
}

}  // namespace
}  // namespace millwright::charts

int main(int count, char** arguments) {
  if (count != 2) return 2;
  const std::string argument = arguments[1];
  if (argument == "--small") {
    millwright::charts::print_small();
  } else {
    millwright::charts::write_all(argument);
  }
  return 0;
}
