#pragma once
// What is drawn, as plain data: a figure holds one chart, and says in words and in a table what the chart shows.
// Nothing here knows what the numbers are of. One file per kind of chart turns it into SVG, and another one into a
// Vega-Lite specification; `page.hpp` puts figures and tables on a page.

#include <string>
#include <variant>
#include <vector>

namespace millwright::charts {

enum class Scale {
  linear,
  logarithmic,
  month,  // values are months since January of the year 0: 12 * year + month - 1
};

/// What an axis, or a colour, measures. A share (unit "1" and `percent`) is written in percent.
struct Axis {
  std::string title = {};
  std::string unit = {};  // "" where there is none
  Scale scale = Scale::linear;
  bool percent = false;
  bool from_zero = false;  // the axis shall show zero
};

/// A curve, with an interval around it where `low` and `high` are given. NaN is a gap. As many values as the chart has
/// x.
struct Curve {
  std::string name = {};
  std::vector<double> y = {}, low = {}, high = {};
  int group = 0;  // curves of one group have one colour and differ by their dashes
};

/// Curves over a common x, or areas stacked in the order given, the first at the bottom.
struct Panel {
  Axis y = {};
  std::vector<Curve> curves = {};
  bool stacked = false;
  double height = 1;  // relative to the figure's other panels
};

/// A line at one x through all panels, such as the date of a policy.
struct Rule {
  double x = 0;
  std::string label = {};
};

/// Panels above each other on one x axis: fan charts, stacked areas, time series.
struct PanelChart {
  Axis x = {};
  std::vector<double> xs = {};
  std::vector<Panel> panels = {};
  std::vector<Rule> rules = {};
};

/// An estimate of each category, with its interval, NaN where there is none.
struct Estimates {
  std::string name = {};  // "" where there is only one
  std::vector<double> value = {}, low = {}, high = {};
};

/// Categories on the vertical axis, an estimate with its interval for each: points, or bars that start at zero.
struct IntervalChart {
  Axis x = {};
  std::vector<std::string> categories = {};  // from the top
  std::vector<Estimates> groups = {};
  bool bars = false;
};

/// A value for each of rows x columns, [row][column]; NaN is left blank. `diverging` centres the colours on zero.
struct HeatMap {
  std::string row_title = {}, column_title = {};
  std::vector<std::string> rows = {}, columns = {};
  std::vector<double> values = {};
  Axis colour = {};
  bool diverging = false;
};

/// Points in two dimensions, some of them marked, and a box around part of the plane.
struct ScatterChart {
  Axis x = {}, y = {};
  std::vector<double> xs = {}, ys = {};
  std::vector<bool> marked = {};
  std::string marked_name = {}, unmarked_name = {};
  struct Box {
    double x_low = 0, x_high = 0, y_low = 0, y_high = 0;  // infinite where there is no limit
    std::string label = {};
  };
  std::vector<Box> boxes = {};
};

/// Nodes at fixed places and links between them; in each frame other nodes are filled.
struct NetworkChart {
  struct Node {
    std::string name = {}, group = {};
    double x = 0, y = 0;  // 0 to 1
    double size = 1;      // its area is in proportion
  };
  struct Link {
    int from = 0, to = 0;
  };
  struct Frame {
    std::string name = {};  // "2026"
    std::vector<bool> filled = {};
  };
  std::vector<Node> nodes = {};
  std::vector<Link> links = {};
  std::vector<Frame> frames = {};
  std::string filled_name = {}, empty_name = {};
};

using Chart = std::variant<PanelChart, IntervalChart, HeatMap, ScatterChart, NetworkChart>;

/// One figure, as in a paper. Texts are plain, and may hold anything: they are escaped where they are written.
struct Figure {
  std::string id = {};          // unique on a page; letters, digits, hyphens: the name of its files
  std::string title = {};       // what it shows
  std::string caption = {};     // what is to be seen, in a sentence or two
  std::string definition = {};  // what exactly is shown: variables, units, what intervals are, source
  Chart chart = {};
};

/// A table of text on a page; `numeric` columns are set to the right.
struct DataTable {
  std::vector<std::string> columns = {};
  std::vector<bool> numeric = {};
  std::vector<std::vector<std::string>> rows = {};
};

/// The numbers of a figure, one row per x, category, cell, point or node and frame: what a reader would type off.
DataTable data_of(const Figure& figure);

/// How figures are drawn, for a page or for a paper.
struct Style {
  double width = 720;     // [px] of 1/96 inch
  double font_size = 13;  // [px]
  bool grey = false;      // shades of grey and dashes in place of colours
  bool adaptive = false;  // colours follow the page it stands on, light or dark; otherwise black on white
};

/// A complete SVG document with title and description. The same figure and style give the same bytes.
std::string svg_of(const Figure& figure, const Style& style);

/// A Vega-Lite 5 specification with its data inside, as JSON.
std::string vega_lite_of(const Figure& figure);

}  // namespace millwright::charts
