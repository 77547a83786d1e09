#include "scenario_differences.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/errors.hpp"
#include "scenario/language/merge.hpp"

namespace millwright::tool {
namespace {

/// Compares the values within one section of each of two scenarios, level by level.
class Comparison {
 public:
  Comparison(const Resolved& before, const Resolved& after) : before_(before), after_(after) {}

  void all() { compare({before_, 0, before_.values().size()}, {after_, 0, after_.values().size()}); }
  void one(const ResolvedValue* before, const ResolvedValue* after) {
    const ResolvedValue& any = before == nullptr ? *after : *before;
    const bool both = before != nullptr && after != nullptr;
    if (both && !is_whole(*before) && !is_whole(*after)) {
      compare(inside(before_, *before), inside(after_, *after));
    } else if (!both || before_.meaning(*before) != after_.meaning(*after)) {
      found_.push_back({any.path, before, after});
    }
  }
  std::vector<Difference> take() { return std::move(found_); }

 private:
  struct Part {
    const Resolved& scenario;
    std::size_t begin, end;

    const ResolvedValue* find(const std::string& path) const {
      const auto& values = scenario.values();
      for (std::size_t k = begin; k < end; k = values[k].end)
        if (values[k].path == path) return &values[k];
      return nullptr;
    }
  };

  static Part inside(const Resolved& scenario, const ResolvedValue& value) {
    return {scenario, static_cast<std::size_t>(&value - scenario.values().data()) + 1, value.end};
  }

  void compare(const Part& before, const Part& after) {
    const auto& old_values = before_.values();
    for (std::size_t k = before.begin; k < before.end; k = old_values[k].end)
      one(&old_values[k], after.find(old_values[k].path));
    const auto& new_values = after_.values();
    for (std::size_t k = after.begin; k < after.end; k = new_values[k].end)
      if (before.find(new_values[k].path) == nullptr) one(nullptr, &new_values[k]);
  }

  const Resolved& before_;
  const Resolved& after_;
  std::vector<Difference> found_;
};

bool has_edits(const scenario::Node& node) {
  const auto in_member = [](const scenario::Member& member) { return has_edits(member.value); };
  return !node.edits.empty() || std::any_of(node.members.begin(), node.members.end(), in_member);
}

}  // namespace

bool is_whole(const ResolvedValue& value) {
  using scenario::Kind;
  return value.kind != Kind::section && value.kind != Kind::map && value.kind != Kind::any_of &&
         value.kind != Kind::each_of;
}

std::vector<Difference> differences(const Resolved& before, const Resolved& after) {
  Comparison comparison(before, after);
  comparison.all();
  return comparison.take();
}

std::vector<Difference> differences(const Resolved& before, const Resolved& after, const std::string& key) {
  Comparison comparison(before, after);
  comparison.one(before.find(key), after.find(key));
  return comparison.take();
}

std::string written(const Resolved& scenario, const ResolvedValue& value) {
  const scenario::Node* given = scenario::find_dotted(scenario.document().contents().given, value.path);
  return scenario::flow_yaml(given == nullptr || has_edits(*given) ? *value.node : *given);
}

void refuse_key(const Resolved& scenario, const std::string& key) {
  std::vector<std::string> paths;
  for (const ResolvedValue& value : scenario.values()) paths.push_back(value.path);
  const std::string near = nearest(key, paths);
  throw UserError(Problem{"", fmt::format("this scenario holds no '{}'", printable(key)),
                          near.empty() ? "`millwright show SCENARIO` prints all it holds"
                                       : fmt::format("did you mean '{}'?", printable(near))},
                  ExitCode::usage);
}

}  // namespace millwright::tool
