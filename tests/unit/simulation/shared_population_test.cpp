#include <gtest/gtest.h>

#include "month/model.hpp"
#include "scenario/language/kinds.hpp"
#include "scenario/language/load.hpp"
#include "scenario/language/merge.hpp"
#include "simulation/checkpoint.hpp"
#include "simulation/observed_run.hpp"

// Runs of a sweep take over the firms of another scenario that has the same population text. So whatever is not
// declared as shaping the population must not shape it: every number of the baseline is moved, and the economy that
// took firms over must be, bit by bit, the one that drew its own.
namespace millwright::simulation {
namespace {

using scenario::Kind;
using scenario::Node;

std::shared_ptr<const LoadedScenario> load(std::vector<std::string> settings) {
  settings.insert(settings.begin(), "population.firms=600");
  scenario::LoadOptions options;
  options.file = std::string(MILLWRIGHT_SOURCE_DIR) + "/scenarios/china/baseline.yaml";
  options.settings = std::move(settings);
  return std::make_shared<const LoadedScenario>(load_scenario(options));
}

/// The dotted keys of all values of a tree that can be scaled.
void find_numbers(const scenario::Schema& schema, const Node& node, const std::string& path,
                  std::vector<std::string>& found) {
  for (const scenario::Key& key : schema.keys) {
    const Node* value = node.find(key.name);
    if (value == nullptr) continue;
    const std::string here = scenario::dotted(path, key.name);
    if (key.kind == Kind::section) find_numbers(*key.section, *value, here, found);
    if (scenario::takes_edits(key.kind) && key.kind != Kind::count) found.push_back(here);
    for (const auto& member : value->members) {
      const std::string inner = scenario::dotted(here, member.name);
      if (key.kind == Kind::map && key.section) find_numbers(*key.section, member.value, inner, found);
      if (key.kind != Kind::any_of && key.kind != Kind::each_of) continue;
      const Node* selector = member.value.find(key.selector);
      const auto choice = key.choices.find(selector == nullptr ? member.name : selector->text);
      if (choice != key.choices.end()) find_numbers(*choice->second.schema, member.value, inner, found);
    }
  }
}

std::string start_of(const LoadedScenario& loaded, const Economy* drawn) {
  Model model = build_model(loaded.scenario, {1, 0}, drawn);
  return hash_of_state(model.economy);
}

TEST(SharedPopulation, is_shaped_by_nothing_but_the_keys_that_are_declared_so) {
  const auto base = load({});
  const Economy drawn = build_economy(base->scenario, {1, 0});
  const std::string population = scenario::population_text(base->document);
  std::vector<std::string> keys;
  find_numbers(*base->document.contents().schema, base->document.contents().complete, "", keys);
  ASSERT_GT(keys.size(), 100u);
  int shared = 0;
  for (const std::string& key : keys) {
    std::shared_ptr<const LoadedScenario> moved;
    try {
      moved = load({key + "={scale: 0.97}"});
    } catch (const UserError&) {
      continue;  // out of its range, or at odds with another key
    }
    if (scenario::population_text(moved->document) != population) continue;
    shared += 1;
    EXPECT_EQ(start_of(*moved, &drawn), start_of(*moved, nullptr)) << key << " shapes the firms, undeclared";
  }
  EXPECT_GT(shared, 60);
}

}  // namespace
}  // namespace millwright::simulation
