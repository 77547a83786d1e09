#include "reference_page.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace millwright::tool {
namespace {

using scenario::DeclaredKey;
using scenario::Key;
using scenario::Kind;
using scenario::Reference;

constexpr const char* introduction =
    "# Reference of scenario files\n"
    "\n"
    "Generated from the declarations of the engine; do not edit. To write it anew:\n"
    "`millwright explain --markdown > scenarios/REFERENCE.md`. [README.md](README.md) says how scenarios are built "
    "and\n"
    "layered; `millwright explain KEY` prints one entry of this page, `millwright show SCENARIO` what a scenario "
    "holds.\n"
    "\n"
    "A dotted key such as `climate.pmi.mean` stands for sections within sections; with `--set` and under `overrides` "
    "it\n"
    "is written so. NAME stands for a name of your own; an entry with `like: OTHER` copies its sibling OTHER and "
    "applies\n"
    "its own keys. `null` takes away what a lower layer gives. **P** marks keys that shape which firms are drawn.\n"
    "\n"
    "## How values are written\n"
    "\n"
    "| kind | for example | note |\n"
    "|---|---|---|\n"
    "| number, whole number | `1.5`, `100 k` | k, m, bn, tn; no separators between digits |\n"
    "| share | `15 %`, `0.15` | a bare share lies in [0, 1] |\n"
    "| percentage points | `5 pp` | a difference of two percentages |\n"
    "| yearly rate | `4.4 %/year` | the engine turns it into months |\n"
    "| duration | `18 months`, `2 years` | |\n"
    "| amount of money | `60 bn CNY`, `12 wages` | any currency with an exchange rate, or average yearly wages; "
    "`nominal` "
    "behind a dated amount: in prices of its own month; ranges below are in the base currency |\n"
    "| flow per month | `80 k/month` | |\n"
    "| month | `2024-01` | |\n"
    "| steps by month | `{2024-07: 15 %, 2026-01: 10 %}` | the first step holds before its month too; `interpolate: "
    "linear` draws lines |\n"
    "| amounts by year | `{2024: 20 bn CNY, 2025: 40 bn CNY}` | |\n"
    "| mix of shares | `{real_option: 40 %, payback_period: 60 %}` | 100 % in all |\n"
    "| size classes | `{small: 1-299, medium: 300-999, large: 1000-}` | workers, without gaps |\n"
    "| series in a file | `{file: data/pmi.csv, column: pmi}` | see [Tables](#tables) |\n"
    "| list of names | `[automation, ai]` | |\n"
    "| edit of a lower layer's value | `{scale: 2}`, `{add: 1 pp}`, `{from: 2026-10, to: 2027-03, set: 0 %}` | of a "
    "number, "
    "an amount or dated values; from and to where it is dated |\n";

/// Text as the cell of a Markdown table.
std::string cell(const std::string& text) {
  std::string safe;
  for (const char letter : text) {
    if (letter == '|') safe += '\\';
    safe += letter;
  }
  return safe;
}

std::string code(const std::string& text) {
  return text.empty() ? text : "`" + text + "`";
}

bool holds_keys(const Key& key) {
  return key.kind == Kind::section || key.kind == Kind::any_of || key.kind == Kind::each_of ||
         (key.kind == Kind::map && key.section);
}

std::string default_cell(const Key& key) {
  const std::string words = scenario::default_words(key);
  return key.spec.otherwise == nullptr ? words : code(words);
}

/// The path of the section that holds a key: all but the last part.
std::string holder(const DeclaredKey& key) {
  const std::size_t dot = key.path.rfind('.');
  return dot == std::string::npos ? "" : key.path.substr(0, dot);
}

std::string row(const DeclaredKey& key, bool names_words) {
  const Key& declared = *key.key;
  const std::string mark = declared.spec.scope == scenario::Scope::population ? " **P**" : "";
  std::string text =
      fmt::format("| `{}`{} | {} | {} | {} | {} |", key.path, mark, cell(declared.meaning),
                  cell(scenario::kind_words(declared)), cell(default_cell(declared)), cell(declared.origin));
  if (names_words) {
    text += fmt::format(" {} |",
                        key.in_all_words || key.words.empty() ? "all" : fmt::format("{}", fmt::join(key.words, ", ")));
  }
  return text + "\n";
}

std::string words_table(const Key& catalogue) {
  std::string text = fmt::format("\n| {} | what it does |\n|---|---|\n", catalogue.selector);
  for (const auto& [word, choice] : catalogue.choices)
    text += fmt::format("| `{}` | {} |\n", word, cell(choice.word.meaning));
  return text;
}

/// The keys that stand in one section, with a table of their own. Sections within it follow with tables of theirs.
std::string section_text(const Reference& reference, const DeclaredKey& section) {
  const auto inner = reference.in(section);
  if (inner.empty()) return {};
  const bool names_words = std::any_of(inner.begin(), inner.end(), [](const auto* key) { return !key->words.empty(); });
  std::string text = fmt::format("\n### {}\n\n{}.\n", section.path, section.key->meaning);
  if (section.key->kind == Kind::any_of) text += words_table(*section.key);
  text += names_words ? "\n| key | meaning | kind | default | source | of |\n|---|---|---|---|---|---|\n"
                      : "\n| key | meaning | kind | default | source |\n|---|---|---|---|---|\n";
  for (const DeclaredKey* key : inner) text += row(*key, names_words);
  return text;
}

std::string column_rows(const DeclaredKey& key) {
  std::string text;
  for (const scenario::Column& column : key.key->columns) {
    text += fmt::format("| `{}` | {} | {} | {} | {} |\n", column.name, column.required ? "required" : "optional",
                        cell(column.meaning), scenario::range_words(column.range), column.unit);
  }
  return text;
}

/// The tables of all keys; keys with the same columns, such as all series, share one.
std::string tables_text(const Reference& reference) {
  std::string text =
      "\n## Tables\n\n"
      "Tables are CSV files: a line with the names of the columns, commas, one line per row. Shares are plain "
      "numbers,\n"
      "0.25 for 25 %. A word in capitals stands for names of the scenario: `TECHNOLOGY_potential` is `ai_potential` "
      "and\n"
      "so on, one column for each technology. Further columns are ignored.\n";
  std::vector<std::pair<std::string, std::string>> tables;  // rows of columns, and the keys that have them
  for (const DeclaredKey& key : reference.keys()) {
    const std::string rows = column_rows(key);
    if (rows.empty()) continue;
    const auto same =
        std::find_if(tables.begin(), tables.end(), [&](const auto& table) { return table.first == rows; });
    if (same == tables.end()) {
      tables.emplace_back(rows, code(key.path));
    } else {
      same->second += ", " + code(key.path);
    }
  }
  for (const auto& [rows, keys] : tables)
    text += fmt::format("\n### {}\n\n| column | | meaning | range | unit |\n|---|---|---|---|---|\n{}", keys, rows);
  return text;
}

}  // namespace

std::string reference_page(const Reference& reference) {
  std::string text = introduction;
  text +=
      "\n## Keys\n\n### At the top of a file\n\n| key | meaning | kind | default | source |\n|---|---|---|---|---|\n";
  for (const DeclaredKey& key : reference.keys())
    if (holder(key).empty()) text += row(key, false);
  std::string last;
  for (const DeclaredKey& key : reference.keys()) {
    if (holds_keys(*key.key) && key.path != last) text += section_text(reference, key);
    last = key.path;
  }
  return text + tables_text(reference);
}

}  // namespace millwright::tool
