#include "scenario/language/layers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "scenario/language/numbers.hpp"
#include "scenario/language/reader.hpp"
#include "scenario/language/text.hpp"

namespace millwright::scenario {
namespace {

constexpr std::size_t longest_chain = 16;  // files that extend each other

/// Reads the layers of one scenario and lays them over each other.
class LayerReader {
 public:
  LayerReader(FileStore& files, const Schema& schema, Sources& sources, const MergeLog& log)
      : files_(files), shape_(Shape::of_section(schema)), sources_(sources), log_(log) {
    for (Node* map : {&tree_, &overrides_, &scenarios_}) map->kind = Node::Kind::map;
  }

  void read_files() {
    std::vector<Node> chain;
    const FileRead* file = &files_.read_scenario(table_bytes);
    std::vector<std::filesystem::path> seen;
    while (file != nullptr) {
      seen.push_back(file->path);
      Source source{Source::Kind::file, file->display, std::string(without_byte_order_mark(file->content)),
                    file->path.parent_path()};
      const int index = sources_.add(std::move(source));
      if (chain.empty()) tree_.place = {index, 1, 1};
      std::optional<Node> root = read_yaml(sources_, index, log_.problems);
      if (root && !root->is_map()) {
        log_.problems.add(root->place, "a scenario is a map of keys", "begin with `millwright: 1`");
        root.reset();
      }
      if (!root) log_.problems.throw_if_any();
      check_version(*root, index);
      file = extended_file(*root, index, seen);
      chain.push_back(std::move(*root));
    }
    std::reverse(chain.begin(), chain.end());
    for (Node& layer : chain) add_file(std::move(layer));
  }

  void check_names() {
    check_overrides();
    check_scenarios();
  }

  void apply_scenario(const std::string& name) {
    if (name.empty() || log_.problems.full()) return;
    const Node* scenario = scenarios_.find(name);
    const Member* override = find_member(overrides_, name);
    if (scenario == nullptr && override == nullptr) return unknown_scenario(name);
    if (scenario == nullptr) return apply_override(*override);
    for (const Node& item : scenario->items)
      if (const Member* listed = find_member(overrides_, item.text)) apply_override(*listed);
  }

  void apply_settings(const std::vector<std::string>& settings) {
    for (std::size_t i = 0; i < settings.size(); ++i) {
      const int index =
          sources_.add({Source::Kind::setting, fmt::format("--set #{}", i + 1), settings[i], files_.folder()});
      const Place place{index, 1, 1};
      const std::size_t equals = settings[i].find('=');
      if (equals == std::string::npos || equals == 0) {
        log_.problems.add(place, fmt::format("'{}' is not KEY=VALUE", printable(settings[i].substr(0, 200))),
                          "write for example --set climate.pmi.mean=50");
        continue;
      }
      const std::optional<Node> value = read_yaml(sources_, index, log_.problems, equals + 1);
      if (value)
        merge(tree_, from_dotted_key(settings[i].substr(0, equals), place, *value, log_.problems), shape_, "", log_);
    }
  }

  Node take() {
    resolve_likes(tree_, shape_, "", log_);
    return std::move(tree_);
  }

 private:
  /// The file under `extends:`, which is taken out of the layer; nullptr without one.
  const FileRead* extended_file(Node& root, int source, const std::vector<std::filesystem::path>& seen) {
    const Node* given = root.find("extends");
    if (given == nullptr) return nullptr;
    const Node extends = *given;
    remove_member(root, "extends");
    if (!extends.is_scalar()) {
      log_.problems.add(extends.place, "extends: this is not the name of a file",
                        "write for example `extends: parameters.yaml`");
      return nullptr;
    }
    const std::filesystem::path path = files_.path_of(extends.text, sources_.at(source).folder);
    const bool known = std::find(seen.begin(), seen.end(), path) != seen.end();
    if (known || seen.size() >= longest_chain) {
      log_.problems.add(extends.place,
                        (known ? "these files extend each other in a circle: " : "too many files extend each other: ") +
                            chain_text(seen, path),
                        "let the files form a chain that ends");
      log_.problems.throw_if_any();  // what the circle leaves out would seem to be missing
    }
    const FileRead* file =
        files_.read(extends.text, sources_.at(source).folder, table_bytes, extends.place, log_.problems);
    if (file == nullptr) log_.problems.throw_if_any();
    return file;
  }

  std::string chain_text(const std::vector<std::filesystem::path>& seen, const std::filesystem::path& last) const {
    std::string text;
    for (const auto& path : seen) text += printable(files_.relative_name(path)) + " -> ";
    return text + printable(files_.relative_name(last));
  }

  void check_version(Node& root, int source) {
    const Node* given = root.find("millwright");
    const std::string help = fmt::format("begin the file with `millwright: {}`", format_version);
    if (given == nullptr) {
      log_.problems.add({source, 1, 1}, "the format version is missing", help);
      return;
    }
    const auto version = given->is_scalar() ? parse_number(given->text) : std::nullopt;
    if (version && *version > format_version) {
      log_.problems.add(
          given->place,
          fmt::format("this file has format {}, but this program reads formats up to {}", given->text, format_version),
          "use a newer version of Millwright");
    } else if (!version || *version != format_version) {
      log_.problems.add(given->place, "this is not a format version", help);
    }
    remove_member(root, "millwright");
  }

  void add_file(Node layer) {
    inherit(layer, "overrides", overrides_);
    inherit(layer, "scenarios", scenarios_);
    merge(tree_, layer, shape_, "", log_);
  }

  /// Moves `overrides` or `scenarios` out of a layer: by name, each replaced whole, null deletes.
  void inherit(Node& layer, std::string_view name, Node& into) {
    const Node* given = layer.find(name);
    if (given == nullptr) return;
    if (!given->is_map()) log_.problems.add(given->place, fmt::format("{} is a map by name", name), "");
    for (const Member& member : given->members) {
      if (member.value.kind == Node::Kind::null) {
        remove_member(into, member.name);
      } else {
        set_member(into, member);
      }
    }
    remove_member(layer, name);
  }

  void unknown_scenario(const std::string& name) {
    Node known = scenarios_;
    for (const Member& override : overrides_.members) set_member(known, override);
    std::string list = known.members.empty() ? "this file has no `scenarios` and no `overrides`" : "known are: ";
    for (const Member& member : known.members)
      list += (&member == &known.members.front() ? "" : ", ") + printable(member.name);
    log_.problems.add(tree_.place, fmt::format("there is no scenario '{}'", printable(name)),
                      advice_on_name(name, known, log_.problems, list));
  }

  void check_overrides() {
    for (const Member& override : overrides_.members) {
      if (!override.value.is_map()) {
        log_.problems.add(override.value.place,
                          fmt::format("override '{}' is not a map of dotted keys", printable(override.name)),
                          "write for example {chips.controlled_share: 50 %}");
      }
      if (scenarios_.find(override.name) != nullptr) {
        log_.problems.add(override.place,
                          fmt::format("'{}' names an override and a scenario", printable(override.name)),
                          "rename one of them");
      }
    }
  }

  void check_scenarios() {
    for (const Member& scenario : scenarios_.members) {
      if (scenario.value.kind != Node::Kind::list) {
        log_.problems.add(scenario.value.place,
                          fmt::format("scenario '{}' is not a list of overrides", printable(scenario.name)),
                          "write for example [no_grant, tight_chips]");
      }
      std::set<std::string_view> listed;
      for (const Node& item : scenario.value.items) {
        if (!listed.insert(item.text).second) {
          log_.problems.add(item.place, fmt::format("override '{}' is listed twice", printable(item.text)),
                            "list it once");
        }
        if (item.is_scalar() && overrides_.find(item.text) != nullptr) continue;
        log_.problems.add(item.place, fmt::format("there is no override '{}'", printable(item.text)),
                          advice_on_name(item.text, overrides_, log_.problems, "name what stands under `overrides`"));
      }
    }
  }

  void apply_override(const Member& override) {
    for (const Member& change : override.value.members) {
      const Node* found = find_dotted(tree_, change.name);
      const bool existed = found != nullptr;
      const Node before = existed ? *found : Node{};
      const std::size_t warned = log_.warnings.size();
      merge(tree_, from_dotted_key(change.name, change.place, change.value, log_.problems), shape_, "", log_);
      const Node* after = find_dotted(tree_, change.name);
      const bool same = existed ? after != nullptr && same_text(before, *after) : after == nullptr;
      if (same && log_.warnings.size() == warned && log_.problems.empty()) {
        log_.warnings.push_back(warning_at(sources_, change.place,
                                           fmt::format("override '{}' changes nothing: {} is so already",
                                                       printable(override.name), printable(change.name))));
      }
    }
  }

  FileStore& files_;
  Shape shape_;
  Sources& sources_;
  MergeLog log_;
  Node tree_, overrides_, scenarios_;
};

}  // namespace

Node read_layers(FileStore& files, const Selection& selection, const Schema& schema, Sources& sources,
                 const MergeLog& log) {
  LayerReader reader(files, schema, sources, log);
  reader.read_files();
  reader.check_names();
  reader.apply_scenario(selection.scenario_name);
  reader.apply_settings(selection.settings);
  for (const std::string& name : selection.overrides) reader.apply_scenario(name);  // an arm changes what a point set
  return reader.take();
}

}  // namespace millwright::scenario
