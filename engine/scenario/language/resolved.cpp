#include <fmt/format.h>

#include "scenario/language/load.hpp"

namespace millwright::scenario {
namespace {

bool is_plain_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
         std::string_view("_./%+- ").find(c) != std::string_view::npos;
}

/// True for text that any YAML reader takes as it stands.
bool is_plain(std::string_view text) {
  if (text.empty() || text == "null" || text.back() == ' ') return false;
  const bool begins_well =
      std::isalnum(static_cast<unsigned char>(text[0])) != 0 || text[0] == '_' ||
      (text[0] == '-' && text.size() > 1 && std::isdigit(static_cast<unsigned char>(text[1])) != 0) ||
      text.substr(0, 3) == "../";
  return begins_well && std::all_of(text.begin(), text.end(), is_plain_character);
}

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\' || c == '\n' || c == '\t') result += '\\';
    result += c == '\n' ? 'n' : c == '\t' ? 't' : c;
  }
  return result + '"';
}

std::string scalar_text(std::string_view text) {
  return is_plain(text) ? std::string(text) : quoted(text);
}

void write_members(std::string& out, const Node& map, std::size_t indent);

void write_value(std::string& out, const Node& node, std::size_t indent) {
  if (node.is_map() && !node.members.empty()) {
    out += '\n';
    return write_members(out, node, indent + 2);
  }
  if (node.is_map()) {
    out += " {}\n";
  } else if (node.kind == Node::Kind::list) {
    std::string items;
    for (const Node& item : node.items) items += (items.empty() ? "" : ", ") + scalar_text(item.text);
    out += " [" + items + "]\n";
  } else {
    out += ' ' + scalar_text(node.text) + '\n';
  }
}

void write_members(std::string& out, const Node& map, std::size_t indent) {
  for (const Member& member : map.members) {
    out += std::string(indent, ' ') + scalar_text(member.name) + ':';
    write_value(out, member.value, indent);
  }
}

}  // namespace

std::string canonical_yaml(const Node& map) {
  std::string text;
  write_members(text, map, 0);
  return text;
}

std::string flow_yaml(const Node& node) {
  if (node.is_scalar()) return scalar_text(node.text);
  if (node.kind == Node::Kind::null) return "null";
  std::string inside;
  for (const Node& item : node.items) inside += (inside.empty() ? "" : ", ") + flow_yaml(item);
  for (const Member& member : node.members)
    inside += (inside.empty() ? "" : ", ") + scalar_text(member.name) + ": " + flow_yaml(member.value);
  return node.is_map() ? "{" + inside + "}" : "[" + inside + "]";
}

std::string resolved_yaml(const Document& document) {
  return canonical_yaml(document.contents().complete);
}

}  // namespace millwright::scenario
