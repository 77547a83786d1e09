#include "report_assumptions.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "resolved.hpp"
#include "scenario/language/files.hpp"
#include "scenario/language/reader.hpp"
#include "scenario_differences.hpp"
#include "simulation/load.hpp"
#include "simulation/provenance.hpp"

namespace millwright::tool {
namespace {

/// A file of the scenario that the result holds, as a tree; nothing for any other input.
std::optional<scenario::Node> layer_of(const results::InputRecord& input) {
  if (!input.name.ends_with(".yaml") && !input.name.ends_with(".yml")) return {};
  scenario::Sources sources;
  scenario::Problems problems(sources);
  const int source = sources.add({scenario::Source::Kind::file, input.name, input.content, "."});
  auto tree = scenario::read_yaml(sources, source, problems);
  const bool is_layer = tree && tree->is_map() && problems.empty() && tree->find("sweep") == nullptr;
  return is_layer ? std::move(tree) : std::nullopt;
}

/// What a file extends, as the result names it: by the path from the scenario's folder.
std::vector<std::string> extended_by(const std::string& name, const scenario::Node& layer) {
  std::vector<std::string> names;
  const scenario::Node* extends = layer.find("extends");
  if (extends == nullptr) return names;
  const bool in_library = name.starts_with(scenario::library_prefix);
  const std::string prefix(in_library ? scenario::library_prefix : "");
  const std::filesystem::path folder = std::filesystem::path(name.substr(prefix.size())).parent_path();
  const auto add = [&](const scenario::Node& node) {
    const bool shipped = node.text.starts_with(scenario::library_prefix);
    names.push_back(shipped ? node.text : prefix + (folder / node.text).lexically_normal().string());
  };
  if (extends->is_scalar()) add(*extends);
  for (const scenario::Node& item : extends->items) add(item);
  return names;
}

/// The only file that no other one extends: the scenario as its user wrote it.
const results::InputRecord* scenario_file(const results::Result& result) {
  std::vector<const results::InputRecord*> layers;
  std::vector<std::string> extended;
  for (const auto& input : result.inputs) {
    const auto layer = layer_of(input);
    if (!layer) continue;
    layers.push_back(&input);
    for (std::string& name : extended_by(input.name, *layer)) extended.push_back(std::move(name));
  }
  std::erase_if(layers, [&](const auto* layer) { return std::ranges::find(extended, layer->name) != extended.end(); });
  return layers.size() == 1 ? layers.front() : nullptr;
}

/// The scenario read again from the files that it was layered from; nothing where the result does not hold them.
std::optional<Resolved> as_written(const results::Result& result) {
  const auto* file = scenario_file(result);
  if (file == nullptr) return {};
  auto held = std::make_shared<scenario::HeldFiles>();
  held->display = printable(file->name);
  held->scenario = file->content;
  for (const auto& input : result.inputs) held->contents.emplace(input.name, input.content);
  scenario::LoadOptions options;
  options.held = std::move(held);
  options.scenario_name = result.scenario_name;
  try {
    return Resolved(simulation::load_scenario(options).document);
  } catch (const UserError&) {
    return {};
  }
}

/// The comment behind a value on its line, which is where a scenario says where a number comes from.
std::string comment_at(const Resolved& scenario, const ResolvedValue& value) {
  const auto& sources = scenario.document().contents().sources;
  if (value.place.source < 0 || value.place.line < 1) return "";
  const std::string& text = sources.at(value.place.source).text;
  std::size_t begin = 0;
  for (int line = 1; line < value.place.line && begin != std::string::npos; ++line) {
    begin = text.find('\n', begin);
    if (begin != std::string::npos) ++begin;
  }
  if (begin == std::string::npos) return "";
  const std::string line = text.substr(begin, text.find('\n', begin) - begin);
  const std::size_t mark = line.find(" # ");
  return mark == std::string::npos ? "" : line.substr(mark + 3);
}

/// Whole values that are not the default, in the order of the scenario.
template <class Take>
void each_given(const Resolved& scenario, Take&& take) {
  const auto& values = scenario.values();
  for (std::size_t k = 0; k < values.size();) {
    const bool whole = is_whole(values[k]);
    if (whole && !scenario.is_default(values[k])) take(values[k]);
    k = whole ? values[k].end : k + 1;
  }
}

/// What the result holds otherwise than its files: set when it was simulated, by key; nothing for keys that it has not.
std::map<std::string, std::optional<std::string>> settings_of(const Resolved& recorded, const Resolved& written) {
  std::map<std::string, std::optional<std::string>> settings;
  for (const Difference& difference : differences(written, recorded)) {
    const ResolvedValue* now = difference.after;
    if (now == nullptr) settings.emplace(difference.path, std::nullopt);
    if (now != nullptr && is_whole(*now)) settings.emplace(difference.path, recorded.meaning(*now));
  }
  return settings;
}

}  // namespace

std::vector<report::Assumption> assumptions_of(const std::string& name, const results::Result& result) {
  std::vector<report::Assumption> assumptions;
  const auto written = as_written(result);
  if (!written) return assumptions;
  std::map<std::string, std::optional<std::string>> settings;
  try {
    settings = settings_of(Resolved(simulation::load_recorded(name, result).document), *written);
  } catch (const UserError&) {
    return assumptions;
  }
  const std::string set = "set when it was simulated";
  each_given(*written, [&](const ResolvedValue& value) {
    const auto changed = settings.find(value.path);
    if (changed == settings.end()) {
      assumptions.push_back({value.path, written->meaning(value), comment_at(*written, value), written->where(value)});
      return;
    }
    if (changed->second) assumptions.push_back({value.path, *changed->second, "", set});
    settings.erase(changed);
  });
  for (const auto& [key, meaning] : settings) {
    if (meaning) assumptions.push_back({key, *meaning, "", set});
  }
  return assumptions;
}

}  // namespace millwright::tool
