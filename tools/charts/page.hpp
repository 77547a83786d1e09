#pragma once
// One HTML page that needs nothing else: no network, no script to be read, no font.

#include <string>
#include <variant>
#include <vector>

#include "charts/figure.hpp"

namespace millwright::charts {

struct Paragraph {
  std::string text = {};
};

/// A table with a caption.
struct TableBlock {
  std::string caption = {};
  DataTable table = {};
  bool folded = false;  // shown on request
};

/// Text as it is, such as a scenario or a citation; can be copied.
struct CodeBlock {
  std::string caption = {}, text = {};
  bool folded = false;
};

using Block = std::variant<Paragraph, TableBlock, CodeBlock, Figure>;

struct Section {
  std::string id = {}, title = {};
  std::vector<Block> blocks = {};
};

struct Page {
  std::string title = {}, subtitle = {};
  std::vector<Section> sections = {};
  std::string footer = {};
};

/// The page as HTML in UTF-8. The same page gives the same bytes.
std::string html_of(const Page& page);

}  // namespace millwright::charts
