#include "charts/page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "charts/page_files.hpp"
#include "charts/palette.hpp"
#include "charts/text.hpp"
#include "core/sha256.hpp"

namespace millwright::charts {
namespace {

/// The styles in which a figure stands on a page: for a screen or paper, and for a telephone.
constexpr Style wide{720, 13, false, true};
constexpr Style narrow{360, 12, false, true};

/// What is written so far, and the ids that are taken.
class Writer {
 public:
  Writer& operator<<(std::string_view text) {
    text_ += text;
    return *this;
  }

  /// An id made from `wanted` that is not taken on this page.
  std::string id(const std::string& wanted) {
    const std::string base = safe_id(wanted);
    std::string result = base;
    for (int number = 2; !ids_.insert(result).second; ++number) result = fmt::format("{}-{}", base, number);
    return result;
  }

  const std::string& text() const { return text_; }

 private:
  std::string text_;
  std::set<std::string> ids_ = {"main"};
};

void write_row(Writer& out, const std::vector<std::string>& cells, const std::vector<bool>& numeric, const char* cell) {
  out << "<tr>";
  for (std::size_t c = 0; c < cells.size(); ++c) {
    const bool right = c < numeric.size() && numeric[c];
    out << "<" << cell << (*cell == 't' && cell[1] == 'h' ? " scope=\"col\"" : "") << (right ? ">" : " class=\"t\">")
        << escaped(cells[c]);
  }
  out << "</tr>\n";
}

/// A table in a box of its own that scrolls, so that the page never does sideways.
void write_table(Writer& out, const DataTable& table, const std::string& name, const std::string& caption) {
  out << "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" << escaped(name) << "\"><table>\n";
  if (!caption.empty()) out << "<caption>" << escaped(caption) << "</caption>\n";
  out << "<thead>\n";
  write_row(out, table.columns, table.numeric, "th");
  out << "<tbody>\n";
  for (const auto& row : table.rows) write_row(out, row, table.numeric, "td");
  out << "</table></div>\n";
}

void write(Writer& out, const Paragraph& paragraph) {
  out << "<p>" << escaped(paragraph.text) << "</p>\n";
}

void write(Writer& out, const TableBlock& block) {
  if (block.folded) out << "<details><summary>" << escaped(block.caption) << "</summary>\n";
  write_table(out, block.table, block.caption, block.folded ? "" : block.caption);
  if (block.folded) out << "</details>\n";
}

void write(Writer& out, const CodeBlock& block) {
  const std::string caption = escaped(block.caption);
  out << (block.folded ? "<details><summary>" + caption + "</summary>\n" : "<p>" + caption + "</p>\n");
  // A line end right after the tag is dropped by readers of HTML; this one is ours.
  out << "<pre tabindex=\"0\" role=\"region\" aria-label=\"" << caption << "\">\n" << escaped(block.text) << "</pre>\n";
  if (block.folded) out << "</details>\n";
}

/// Buttons that choose a frame of a network; the last one is chosen. The style does the rest, without a script.
void write_frames(Writer& out, const NetworkChart& chart, const std::string& id) {
  for (std::size_t f = 0; f < chart.frames.size(); ++f) {
    const std::string own = out.id(fmt::format("{}-f{}", id, f));
    out << fmt::format("<input type=\"radio\" class=\"p{}\" name=\"{}-frame\" id=\"{}\"{}>", f, id, own,
                       f + 1 == chart.frames.size() ? " checked" : "")
        << "<label for=\"" << own << "\">" << escaped(chart.frames[f].name) << "</label>\n";
  }
}

void write(Writer& out, const Figure& figure) {
  const std::string id = out.id(figure.id);
  out << "<figure id=\"" << id << "\">\n<figcaption><h3>" << escaped(figure.title) << "</h3>\n";
  if (!figure.caption.empty()) out << "<p>" << escaped(figure.caption) << "</p>\n";
  out << "</figcaption>\n<div class=\"stage\">\n";
  if (const auto* network = std::get_if<NetworkChart>(&figure.chart)) write_frames(out, *network, id);
  Figure copy = figure;
  for (const auto& [name, style] : {std::pair{"wide", wide}, {"narrow", narrow}}) {
    copy.id = out.id(id + "-" + name);
    out << "<div class=\"chart " << name << "\">" << svg_of(copy, style) << "</div>\n";
  }
  out << "</div>\n";
  if (!figure.definition.empty()) out << "<p class=\"definition\">" << escaped(figure.definition) << "</p>\n";
  out << "<details><summary>Data of this figure</summary>\n";
  write_table(out, data_of(figure), "Data: " + figure.title, "");
  out << "</details>\n</figure>\n";
}

/// The rules that show the chosen frame of a network.
std::string frame_style(const Page& page) {
  std::size_t most = 0;
  for (const Section& section : page.sections) {
    for (const Block& block : section.blocks) {
      const auto* figure = std::get_if<Figure>(&block);
      const auto* network = figure == nullptr ? nullptr : std::get_if<NetworkChart>(&figure->chart);
      if (network != nullptr) most = std::max(most, network->frames.size());
    }
  }
  std::string style;
  for (std::size_t f = 0; f < most; ++f) {
    style +=
        fmt::format(".p{0}:checked~.chart .frame{{display:none}}.p{0}:checked~.chart .f{0}{{display:inline}}\n", f);
  }
  return style;
}

/// What a content security policy calls a piece of style or script.
std::string source_hash(const std::string& text) {
  const std::string hex = sha256_hex(text);
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  return "'sha256-" + base64(bytes) + "'";
}

void write_head(Writer& out, const Page& page, const std::string& script) {
  const std::string dark = "@media screen and (prefers-color-scheme:dark){" + colour_variables(true) + "}\n";
  const std::string style = colour_variables(false) + "\n" + dark + page_style() + frame_style(page);
  // Nothing is loaded from anywhere, and nothing runs but the script below; pictures are those inside the page.
  out << "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      << "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src " << source_hash(style)
      << "; script-src " << source_hash(script) << "; img-src data:; base-uri 'none'; form-action 'none'\">\n"
      << "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" << escaped(page.title)
      << "</title>\n<style>" << style << "</style>\n</head>\n";
}

}  // namespace

std::string html_of(const Page& page) {
  Writer out;
  const std::string script = page_script();
  write_head(out, page, script);
  out << "<body>\n<a class=\"skip\" href=\"#main\">Skip to the content</a>\n<header>\n<h1>" << escaped(page.title)
      << "</h1>\n";
  if (!page.subtitle.empty()) out << "<p class=\"subtitle\">" << escaped(page.subtitle) << "</p>\n";
  out << "</header>\n<nav aria-labelledby=\"" << out.id("contents") << "\">\n<h2 id=\"contents\">Contents</h2>\n<ol>\n";
  std::vector<std::string> ids;
  for (const Section& section : page.sections) {
    ids.push_back(out.id(section.id));
    out << "<li><a href=\"#" << ids.back() << "\">" << escaped(section.title) << "</a></li>\n";
  }
  out << "</ol>\n</nav>\n<main id=\"main\">\n";
  for (std::size_t s = 0; s < page.sections.size(); ++s) {
    const std::string heading = out.id(ids[s] + "-heading");
    out << "<section id=\"" << ids[s] << "\" aria-labelledby=\"" << heading << "\">\n<h2 id=\"" << heading << "\">"
        << escaped(page.sections[s].title) << "</h2>\n";
    for (const Block& block : page.sections[s].blocks) {
      std::visit([&](const auto& content) { write(out, content); }, block);
    }
    out << "</section>\n";
  }
  out << "</main>\n<footer>" << escaped(page.footer) << "</footer>\n<script>" << script
      << "</script>\n</body>\n</html>\n";
  return out.text();
}

}  // namespace millwright::charts
