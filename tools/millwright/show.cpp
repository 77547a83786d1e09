#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "command.hpp"
#include "json.hpp"
#include "report/words.hpp"
#include "resolved.hpp"
#include "scenario/language/merge.hpp"
#include "scenario/language/numbers.hpp"
#include "scenario/language/text.hpp"
#include "scenario_differences.hpp"
#include "scenario_options.hpp"
#include "terminal.hpp"

// `millwright show`: a scenario with all layers applied, where each value came from, and how two scenarios differ.
namespace millwright::tool {
namespace {

struct Show {
  scenario::LoadOptions load;
  std::size_t seen = 0;  // arguments
  std::string key;
  std::optional<std::string> against;
  bool json = false;
};

Resolved load(const scenario::LoadOptions& options) {
  const auto loaded = load_for_user(options);
  for (const std::string& warning : loaded.document.warnings()) say_warning(warning);
  return Resolved(loaded.document);
}

/// What stands behind a value as a comment: what was understood, where it differs from what was written; the place.
std::string comment(const Resolved& scenario, const ResolvedValue& value) {
  const auto understood = scenario.understood(value);
  const bool differs = understood && *understood != value.node->text && !scenario::parse_number(*understood);
  const std::string same = differs ? "= " + *understood + "; " : "";
  if (!scenario.is_default(value)) return same + scenario.where(value);
  const bool has_source = value.key != nullptr && !value.key->origin.empty();
  return same + "default" + (has_source ? ": " + value.key->origin : "");
}

/// A section has no place of its own; an entry of a map has one.
bool has_place(const ResolvedValue& value) {
  return value.key == nullptr || !value.holds_values() || is_whole(value);
}

std::string line(const Resolved& scenario, const ResolvedValue& value, const std::string& name, std::size_t depth) {
  constexpr std::size_t comment_column = 44;
  scenario::Node label;
  label.kind = scenario::Node::Kind::scalar;
  label.text = name;
  std::string text = std::string(2 * depth, ' ') + scenario::flow_yaml(label) + ":";
  if (!value.holds_values()) text += " " + scenario::flow_yaml(*value.node);
  if (!has_place(value)) return text + "\n";
  const std::size_t width = scenario::display_width(text);
  text += std::string(width + 2 > comment_column ? 2 : comment_column - width, ' ');
  return text + "# " + comment(scenario, value) + "\n";
}

/// A value and all within it as YAML that can be run.
std::string tree_text(const Resolved& scenario, const ResolvedValue& top) {
  const auto& values = scenario.values();
  const auto first = static_cast<std::size_t>(&top - values.data());
  std::string text = line(scenario, top, top.path, 0);
  for (std::size_t k = first + 1; k < top.end; ++k)
    text += line(scenario, values[k], values[k].name, values[k].depth - top.depth);
  return text;
}

Json value_json(const Resolved& scenario, const ResolvedValue& value) {
  return {{"key", value.path},
          {"text", scenario::flow_yaml(*value.node)},
          {"understood", scenario.meaning(value)},
          {"where", scenario.where(value)},
          {"default", scenario.is_default(value)}};
}

Json values_json(const Resolved& scenario, std::size_t first, std::size_t end) {
  Json list = Json::array();
  const auto& values = scenario.values();
  for (std::size_t k = first; k < end;) {
    const bool whole = is_whole(values[k]);
    if (whole) list.push_back(value_json(scenario, values[k]));
    k = whole ? values[k].end : k + 1;
  }
  return list;
}

ExitCode show_one(const Show& options) {
  const Resolved scenario = load(options.load);
  const auto& values = scenario.values();
  if (options.key.empty()) {
    std::string text;
    for (std::size_t k = 0; k < values.size(); k = values[k].end) text += tree_text(scenario, values[k]);
    put(options.json ? json_text(values_json(scenario, 0, values.size())) : text);
    return ExitCode::done;
  }
  const ResolvedValue* value = scenario.find(options.key);
  if (value == nullptr) refuse_key(scenario, options.key);
  const auto first = static_cast<std::size_t>(value - values.data());
  put(options.json ? json_text(values_json(scenario, first, value->end)) : tree_text(scenario, *value));
  return ExitCode::done;
}

std::string side(char sign, const Resolved& scenario, const ResolvedValue* value) {
  if (value == nullptr) return fmt::format("{} not there\n", sign);
  return fmt::format("{} {}  # {}\n", sign, written(scenario, *value), comment(scenario, *value));
}

/// The scenario as its user named it.
std::string title(const scenario::LoadOptions& load) {
  std::string text = shell_word(load.file.string());
  if (!load.scenario_name.empty()) text += " --scenario " + shell_word(load.scenario_name);
  for (const std::string& setting : load.settings) text += " --set " + shell_word(setting);
  return printable(text);
}

std::vector<Difference> differences(const Show& options, const Resolved& before, const Resolved& after) {
  if (options.key.empty()) return differences(before, after);
  if (before.find(options.key) == nullptr && after.find(options.key) == nullptr) refuse_key(after, options.key);
  return differences(before, after, options.key);
}

ExitCode show_difference(const Show& options) {
  const scenario::LoadOptions other{
      .file = *options.against, .settings = {}, .scenario_name = {}, .allow_outside = options.load.allow_outside};
  const Resolved before = load(other), after = load(options.load);
  const auto found = differences(options, before, after);
  std::string text = fmt::format("--- {}\n+++ {}\n", title(other), title(options.load));
  Json list = Json::array();
  for (const Difference& one : found) {
    text += one.path + "\n" + side('-', before, one.before) + side('+', after, one.after);
    list.push_back({{"key", one.path},
                    {"against", one.before == nullptr ? Json() : value_json(before, *one.before)},
                    {"scenario", one.after == nullptr ? Json() : value_json(after, *one.after)}});
  }
  if (options.json) {
    put(json_text(list));
  } else if (!found.empty()) {
    put(text);
  }
  const std::string number =
      found.empty() ? "no value differs" : counted(static_cast<std::int64_t>(found.size()), "difference");
  if (!options.json) say(number);
  return ExitCode::done;
}

}  // namespace

Command show_command() {
  const auto options = std::make_shared<Show>();
  Command command;
  command.name = "show";
  command.purpose = "print what a scenario holds and where it comes from, or how two differ";
  command.examples = {"millwright show scenarios/china/baseline.yaml",
                      "millwright show scenarios/china/baseline.yaml policies.equipment_grant",
                      "millwright show scenarios/china/baseline.yaml --scenario no_grant --against "
                      "scenarios/china/baseline.yaml",
                      "millwright show baseline.yaml climate.pmi.mean --set climate.pmi.mean=51"};
  command.arguments = {.name = "SCENARIO [KEY]",
                       .meaning = "a scenario file (YAML), then at most one key such as climate.pmi",
                       .least = 1,
                       .most = 2,
                       .take = [options](const std::string& word) {
                         if (options->seen++ == 0) {
                           options->load.file = word;
                         } else {
                           options->key = word;
                         }
                       }};
  command.options = {{"--against", "FILE",
                      "print only what differs from this scenario, which is read as it stands: - what it has, + what "
                      "SCENARIO has",
                      [options](const std::string& file) { options->against = file; }}};
  for (Option& option : scenario_options(options->load)) command.options.push_back(std::move(option));
  command.options.push_back(
      {"--json", "", "write it to standard output as JSON", [options](const std::string&) { options->json = true; }});
  command.run = [options](const std::vector<std::string>&) {
    return options->against ? show_difference(*options) : show_one(*options);
  };
  return command;
}

}  // namespace millwright::tool
