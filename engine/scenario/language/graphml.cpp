#include <fmt/format.h>

#include <pugixml.hpp>
#include <set>

#include "core/errors.hpp"
#include "scenario/language/text.hpp"
#include "scenario/language/values.hpp"

// The only place that knows XML. Entities that a file declares itself are not expanded, and no other file is read.
namespace millwright::scenario {
namespace {

constexpr std::size_t most_problems = 50;  // of one file; nobody reads more

/// Reads the edges of a GraphML document, graph after graph.
class EdgeReader {
 public:
  EdgeReader(std::string file_name, std::string_view content) : file_name_(std::move(file_name)), content_(content) {
    for (std::size_t i = 0; i < content.size(); ++i)
      if (content[i] == '\n') line_ends_.push_back(i);
  }

  struct Edge {
    std::string supplier, buyer;
    std::size_t line;
  };

  std::vector<Edge> read(const pugi::xml_node& root) {
    for (const pugi::xml_node& graph : root.children("graph")) read_graph(graph);
    if (problems_.empty() && edges_.empty())
      problems_.push_back({file_name_ + ":1", "there is no edge in this network", "write <edge source= target=/>"});
    if (!problems_.empty()) throw UserError(std::move(problems_));
    return std::move(edges_);
  }

  std::size_t line_at(std::ptrdiff_t offset) const {
    const auto place = static_cast<std::size_t>(std::max<std::ptrdiff_t>(offset, 0));
    return static_cast<std::size_t>(std::lower_bound(line_ends_.begin(), line_ends_.end(), place) -
                                    line_ends_.begin()) +
           1;
  }
  std::string where(std::size_t line) const { return fmt::format("{}:{}", file_name_, line); }

 private:
  void read_graph(const pugi::xml_node& graph) {
    std::set<std::string> nodes;
    for (const pugi::xml_node& node : graph.children("node")) nodes.insert(node.attribute("id").value());
    for (const pugi::xml_node& edge : graph.children("edge")) {
      if (problems_.size() >= most_problems) return;
      const std::size_t line = line_at(edge.offset_debug());
      const Edge read{edge.attribute("source").value(), edge.attribute("target").value(), line};
      for (const std::string& end : {read.supplier, read.buyer}) {
        if (nodes.count(end) > 0) continue;
        problems_.push_back({where(line),
                             end.empty() ? "this edge lacks its source or target"
                                         : fmt::format("there is no node '{}'", printable(end)),
                             "every edge leads from one declared node to another"});
      }
      edges_.push_back(read);
    }
  }

  std::string file_name_;
  std::string_view content_;
  std::vector<std::size_t> line_ends_;
  std::vector<Edge> edges_;
  std::vector<Problem> problems_;
};

}  // namespace

CsvTable CsvTable::parse_graphml(const std::string& file_name, std::string_view content) {
  CsvTable table;
  table.file_name_ = printable(file_name);
  EdgeReader reader(table.file_name_, content);
  if (const auto fault = find_text_fault(without_byte_order_mark(content))) {
    const LineColumn at = line_column(without_byte_order_mark(content), fault->offset);
    throw UserError(Problem{fmt::format("{}:{}:{}", table.file_name_, at.line, at.column), fault->what, fault->help});
  }
  pugi::xml_document document;
  const auto result = document.load_buffer(content.data(), content.size(), pugi::parse_minimal, pugi::encoding_utf8);
  if (!result) {
    throw UserError(Problem{reader.where(reader.line_at(result.offset)),
                            fmt::format("this is not XML: {}", result.description()), "save the network as GraphML"});
  }
  const pugi::xml_node root = document.child("graphml");
  if (!root) throw UserError(Problem{table.file_name_ + ":1", "this is not GraphML", "its root is <graphml>"});
  table.columns_ = {"supplier", "buyer"};
  for (auto& edge : reader.read(root)) {
    table.lines_.push_back(edge.line);
    table.cells_.push_back(std::move(edge.supplier));
    table.cells_.push_back(std::move(edge.buyer));
  }
  return table;
}

}  // namespace millwright::scenario
