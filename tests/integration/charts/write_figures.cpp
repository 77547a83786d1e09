// Writes sample figures as SVG and a page with them: write_figures FOLDER
#include <cstdio>
#include <fstream>
#include <string>

#include "unit/charts/sample_figures.hpp"

namespace {

void write(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

}  // namespace

int main(int count, char** arguments) {
  using namespace millwright::charts;
  if (count != 2) return 2;
  const std::string folder = std::string(arguments[1]) + "/";
  constexpr Style paper{317, 32.0 / 3, true, false};  // 84 mm, 8 pt
  int number = 0;
  for (const auto& figures : {usual_figures(), odd_figures()}) {
    for (const Figure& figure : figures) {
      const std::string name = folder + (number < 10 ? "0" : "") + std::to_string(number);
      write(name + ".svg", svg_of(figure, {}));
      write(name + "-paper.svg", svg_of(figure, paper));
      write(name + ".json", vega_lite_of(figure));
      ++number;
    }
  }
  write(folder + "page.html", html_of(sample_page()));
  return 0;
}
