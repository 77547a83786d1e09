#include <sstream>

#include "core/parallel.hpp"
#include "validate/catalogue.hpp"
#include "validate/comparison.hpp"
#include "validate/worlds.hpp"

// Pairs of runs that must agree in every bit.
namespace millwright::evidence {
namespace {

const std::string bits = "bit for bit";
constexpr const char* baseline = "china/baseline.yaml";

Settings few_firms(const Settings& more = {}) {
  Settings settings{"population.firms=3000", "end=2026-12", "outputs.events=false"};
  settings.insert(settings.end(), more.begin(), more.end());
  return settings;
}

results::Result china(const Context& context, const Settings& more = {}, const std::string& name = {}) {
  return simulation::simulate(shipped(context, baseline, few_firms(more), name), {});
}

/// The sections of a scenario, last one first; `millwright:` stays where it is.
std::string upside_down(const std::string& text) {
  std::vector<std::string> sections;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const bool opens = !line.empty() && std::isalpha(static_cast<unsigned char>(line.front())) != 0;
    if (opens || sections.empty()) sections.emplace_back();
    sections.back() += line + '\n';
  }
  const auto first = std::find_if(sections.begin(), sections.end(),
                                  [](const std::string& section) { return section.rfind("millwright:", 0) == 0; });
  std::string turned = *first;
  for (auto section = sections.rbegin(); section != sections.rend(); ++section) {
    if (section->rfind("millwright:", 0) != 0) turned += *section;
  }
  return turned;
}

Finding key_order(const Context& context) {
  const ScenarioCopy copy(context);
  const auto before = simulation::simulate(shipped(copy.context(), "minimal.yaml"), {});
  copy.write("minimal.yaml", upside_down(copy.text("minimal.yaml")));
  copy.write("common.yaml", upside_down(copy.text("common.yaml")));
  const auto after = simulation::simulate(shipped(copy.context(), "minimal.yaml"), {});
  return none("order of keys: variables that differ",
              differing_variables(before, after) + (before.state_hash == after.state_hash ? 0 : 1), bits);
}

/// A technology that nobody ever reviews, whose name stands before all others.
Finding unused_technology(const Context& context) {
  const ScenarioCopy copy(context);
  const auto before = simulation::simulate(shipped(copy.context(), "minimal.yaml"), {});
  std::istringstream lines(copy.text("minimal/sectors.csv"));
  std::string table;
  for (std::string line; std::getline(lines, line);) {
    table += line + (table.empty() ? ",aaa_potential\n" : ",0.5\n");
  }
  copy.write("minimal/sectors.csv", table);
  const auto after = simulation::simulate(
      shipped(copy.context(), "minimal.yaml",
              {"technologies.aaa={effect: saves_labour, project_price: {fixed: 1 m CNY, per_worker: 1 k CNY}, "
               "depreciation: 10 %/year, lead_time: 3 months, service_life: 60 months, review_rate: 0 %}"}),
      {});
  int differing = differing_variables(before, after, {.without = {"technology"}});
  for (const std::string technology : {"ai", "automation"}) {
    const auto one = path_of(before, "adopters", place_of(before, "technology", technology));
    const auto two = path_of(after, "adopters", place_of(after, "technology", technology));
    differing += one == two ? 0 : 1;
  }
  return none("a technology nobody reviews: variables that differ", differing, bits);
}

Finding storage_order(const Context& context) {
  const auto loaded = shipped(context, baseline, few_firms({"population.firms=9000"}));
  Model plain = model_of(loaded, 0), moved = model_of(loaded, 0);
  store_in_order(moved, shuffled(moved.economy.firms.count(), 1));
  for (int month = 0; month < loaded.months(); ++month) advance_month(plain), advance_month(moved);
  return none("storage order of firms: columns and sums that differ", differing_columns(plain, moved), bits);
}

Finding threads(const Context& context) {
  const auto run = [&](int count) {
    const ThreadLimit limit(count);
    return china(context, {"population.firms=9000"}).state_hash;
  };
  return none("1 and 5 threads: hashes of the state that differ", run(1) == run(5) ? 0 : 1, bits);
}

Findings find(const Context& context) {
  const auto base = china(context);
  const auto no_grant = china(context, {}, "no_grant");
  const auto differ = [&](const results::Result& one, const results::Result& other, const Compared& compared) {
    return static_cast<double>(differing_variables(one, other, compared));
  };
  const Compared others{.without = {"instrument"}};
  const auto zero_grant = china(context, {"policies.equipment_grant.rate=0 %"});
  const auto zero_news = china(context, {"policies.late={instrument: announcement, announce: 2024-06, strength: 0}"});
  const auto late_news = china(context, {"policies.late={instrument: announcement, announce: 2026-01, strength: 9}"});
  const auto same = china(context, {"policies.equipment_grant.rate={2024-07: 15 %}",
                                    "peers={strength: 1, rewire: false}", "decision.anticipate_j_curve=false"});
  const auto metal = china(context, {"climate.metals.aluminium={equipment_share: 0 %, share_of_nonferrous: 0 %}"});
  constexpr std::size_t before_grant = 2,
                        before_news = 24;  // months to 2024-03, when firms learn of it, and to 2026-01
  return {
      none("grant of 0 %, against none: variables that differ", differ(no_grant, zero_grant, others), bits),
      none("announcement of strength 0, against none", differ(base, zero_news, others), bits),
      none("override equal to the base: hashes that differ", base.state_hash == same.state_hash ? 0 : 1, bits),
      none("before a grant is announced", differ(no_grant, base, {others.without, before_grant}), bits),
      at_least("and from then on: variables that differ", differ(no_grant, base, others), 10, "else it shows nothing"),
      none("before an announcement", differ(base, late_news, {others.without, before_news}), bits),
      none("a metal nothing is made of", differ(base, metal, {.without = {"metal"}}), bits),
      unused_technology(context),
      key_order(context),
      storage_order(context),
      threads(context),
  };
}

}  // namespace

Row metamorphic() {
  return {"metamorphic", "What is switched off, unused or only reordered changes no bit", "Chen et al. 2018", find};
}

}  // namespace millwright::evidence
