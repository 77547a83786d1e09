#include "sample.hpp"

// Layers lie over each other: what a file extends, the file, overrides of a scenario, the command line.
namespace millwright::scenario::sample {
namespace {

LoadOptions with(const std::filesystem::path& file, std::string scenario, std::vector<std::string> settings = {}) {
  return {.file = file, .settings = std::move(settings), .scenario_name = std::move(scenario), .allow_outside = {}};
}

TEST(Extends, maps_merge_by_name_and_the_rest_replaces_whole) {
  const Folder folder;
  folder.write("base.yaml",
               head +
                   "climate: {mean: 51, lag: 2 months, metals: {copper: {weight: 2, price: 5 CNY}, tin: {}}}\n"
                   "supply: {2024-01: 1 k/month, 2025-01: 2 k/month}\nrules: {payback: 100 %}\n"
                   "size_classes: {small: 1-9, large: 10-}\n");
  const auto document =
      load({.file = folder.write(
                "a.yaml",
                "millwright: 1\nextends: base.yaml\nclimate: {mean: 52, metals: {copper: {weight: 3}, zinc: {}}}\n"
                "supply: {2026-01: 3 k/month}\nrules: {real_option: 100 %}\nsize_classes: {all: 1-}\n"),
            .settings = {},
            .scenario_name = {},
            .allow_outside = {}});
  const Model& model = bind<Model>(document);
  EXPECT_EQ(model.climate.mean, 52);
  EXPECT_EQ(model.climate.lag, 2);
  ASSERT_EQ(model.climate.metals.size(), 3u);
  EXPECT_EQ(model.climate.metals[0].value.weight, 3);
  EXPECT_EQ(model.climate.metals[0].value.price, 5e-6);
  EXPECT_EQ(model.supply.steps().size(), 1u);
  EXPECT_EQ(model.rules.size(), 1u);
  EXPECT_EQ(model.size_classes.classes.size(), 1u);
  EXPECT_TRUE(document.warnings().empty());
}

TEST(Extends, null_deletes_at_every_layer) {
  const Folder folder;
  folder.write(
      "base.yaml",
      head +
          "climate: {mean: 51, metals: {copper: {weight: 2}, tin: {}}}\npolicies: {a: {instrument: announcement}}\n");
  const auto document = load(with(
      folder.write("a.yaml",
                   "millwright: 1\nextends: base.yaml\nclimate: {mean: null, metals: {tin: null}}\npolicies: null\n"),
      ""));
  const Model& model = bind<Model>(document);
  EXPECT_EQ(model.climate.mean, 49.8);  // its default
  EXPECT_EQ(model.climate.metals.size(), 1u);
  EXPECT_TRUE(model.policies.empty());
  EXPECT_TRUE(document.warnings().empty());
}

TEST(Extends, deleting_nothing_is_a_warning) {
  const Folder folder;
  const auto document =
      load_text(folder, "climate: {metals: {tin: null}}\npolicies: {a: null, b: {instrument: announcement}}\n",
                {"climate.mean=null"});
  ASSERT_EQ(document.warnings().size(), 3u);
  EXPECT_TRUE(contains(document.warnings()[0], "a.yaml:4:20: warning: null deletes climate.metals.tin"));
  EXPECT_TRUE(contains(document.warnings()[1], "a.yaml:5:12: warning: null deletes policies.a"));
  EXPECT_TRUE(contains(document.warnings()[2], "--set #1: warning: null deletes climate.mean"));
  EXPECT_EQ(bind<Model>(document).policies.size(), 1u);
}

TEST(Extends, a_chain_is_followed_from_folder_to_folder) {
  const Folder folder;
  folder.write(".millwright", "");
  folder.write("common.yaml", head + "firms: 1 k\nmetal: tin\nevents: false\n");
  folder.write("land/parameters.yaml", "millwright: 1\nextends: ../common.yaml\nfirms: 2 k\nmetal: zinc\n");
  const auto document =
      load(with(folder.write("land/a.yaml", "millwright: 1\nextends: parameters.yaml\nfirms: 3 k\n"), ""));
  const Model& model = bind<Model>(document);
  EXPECT_EQ(model.firms, 3000);
  EXPECT_EQ(model.metal, "zinc");
  EXPECT_FALSE(model.events);
  ASSERT_EQ(document.inputs().size(), 3u);
  EXPECT_EQ(document.inputs()[0].name, "../common.yaml");
  EXPECT_EQ(document.inputs()[1].name, "a.yaml");
  EXPECT_EQ(document.inputs()[2].name, "parameters.yaml");
}

TEST(Extends, a_circle_is_told_with_its_chain) {
  const Folder folder;
  folder.write("b.yaml", "millwright: 1\nextends: c.yaml\n");
  folder.write("c.yaml", "millwright: 1\nextends: a.yaml\n");
  EXPECT_TRUE(is_one(problems_of(folder, "millwright: 1\nextends: b.yaml\ncurrency: CNY\nprices: 2024-01\n"),
                     "c.yaml:2:10", "circle: a.yaml -> b.yaml -> c.yaml -> a.yaml"));
  EXPECT_TRUE(is_one(problems_of_body(folder, "extends: a.yaml\n"), "a.yaml:4:10", "circle: a.yaml -> a.yaml"));
}

TEST(Extends, what_cannot_be_read_is_told_at_its_key) {
  const Folder folder;
  EXPECT_TRUE(is_one(problems_of_body(folder, "extends: no.yaml\n"), "a.yaml:4:10", "there is no such file"));
  EXPECT_TRUE(is_one(problems_of_body(folder, "extends: [no.yaml]\n"), "a.yaml:4:10", "not the name of a file"));
  EXPECT_TRUE(is_one(problems_of_body(folder, "extends: millwright:china.yaml\n"), "a.yaml:4:10",
                     "the shipped library lies in"));
  EXPECT_TRUE(
      is_one(problems_of_body(folder, "extends: ../no.yaml\n"), "a.yaml:4:10", "outside the scenario's folder"));
  folder.write("bad.yaml", head + "firms: &x 5\n");
  EXPECT_TRUE(is_one(problems_of_body(folder, "extends: bad.yaml\n"), "bad.yaml:4:8", "anchors"));
}

TEST(Version, is_missing_newer_or_none) {
  const Folder folder;
  const std::string rest = "currency: CNY\nprices: 2024-01\n";
  EXPECT_TRUE(is_one(problems_of(folder, rest), "a.yaml:1:1", "format version is missing"));
  EXPECT_TRUE(is_one(problems_of(folder, "millwright: 2\n" + rest), "a.yaml:1:13",
                     "format 2, but this program reads formats up to 1"));
  EXPECT_TRUE(is_one(problems_of(folder, "millwright: 0\n" + rest), "a.yaml:1:13", "not a format version"));
  EXPECT_TRUE(is_one(problems_of(folder, "millwright: one\n" + rest), "a.yaml:1:13", "not a format version"));
  EXPECT_TRUE(is_one(problems_of(folder, "millwright: {}\n" + rest), "a.yaml:1:13", "not a format version"));
  folder.write("b.yaml", rest);
  EXPECT_TRUE(
      is_one(problems_of(folder, "millwright: 1\nextends: b.yaml\n"), "b.yaml:1:1", "format version is missing"));
}

const std::string varied =
    head +
    "policies: {news: {instrument: announcement, strength: 1}, help: {instrument: grant, rate: 5 %}}\n"
    "supply: {2024-01: 1 k/month}\n"
    "overrides:\n"
    "  quiet: {policies.news: null}\n"
    "  generous: {policies.help.rate: 10 %, policies.help.budget: {2024: 1 m CNY}}\n"
    "  lavish: {policies.help.rate: 20 %}\n"
    "  idle: {policies.help.rate: 5 %}\n"
    "  whole: {supply: {2026-01: 2 k/month}}\n"
    "scenarios: {both: [quiet, generous], last: [generous, lavish]}\n";

double rate_of(const Document& document) {
  return std::any_cast<const Grant&>(bind<Model>(document).policies.front().value).rate;
}

TEST(Scenario, applies_its_overrides_in_order) {
  const Folder folder;
  const auto file = folder.write("a.yaml", varied);
  EXPECT_EQ(bind<Model>(load(with(file, ""))).policies.size(), 2u);
  const auto both = load(with(file, "both"));
  ASSERT_EQ(bind<Model>(both).policies.size(), 1u);
  EXPECT_EQ(rate_of(both), 0.1);
  EXPECT_EQ(std::any_cast<const Grant&>(bind<Model>(both).policies[0].value).budget.in(2024), 1);
  EXPECT_EQ(rate_of(load(with(file, "last"))), 0.2);
  EXPECT_EQ(rate_of(load(with(file, "lavish"))), 0.2);  // an override alone is a scenario too
  EXPECT_EQ(bind<Model>(load(with(file, "whole"))).supply.steps().size(), 1u);
}

TEST(Scenario, an_override_that_changes_nothing_is_a_warning) {
  const Folder folder;
  const auto file = folder.write("a.yaml", varied);
  const auto idle = load(with(file, "idle"));
  ASSERT_EQ(idle.warnings().size(), 1u);
  EXPECT_TRUE(contains(idle.warnings()[0], "a.yaml:10:10: warning: override 'idle' changes nothing"))
      << idle.warnings()[0];
  EXPECT_TRUE(load(with(file, "both")).warnings().empty());
}

TEST(Scenario, unknown_names_are_told_with_the_nearest) {
  const Folder folder;
  const auto file = folder.write("a.yaml", varied);
  EXPECT_TRUE(is_one(problems(folder, with(file, "bothh")), "a.yaml:1:1", "did you mean 'both'?"));
  EXPECT_TRUE(is_one(problems(folder, with(file, "xyz")), "a.yaml:1:1", "known are: both, generous, idle, last"));
  const auto wrong = folder.write("b.yaml", varied + "x: 1\n");
  EXPECT_TRUE(is_one(problems(folder, with(wrong, "")), "b.yaml:13:1", "unknown key 'x'"));
  EXPECT_TRUE(is_one(problems_of_body(folder, "overrides: {a: {firms: 5}}\nscenarios: {s: [b]}\n"), "a.yaml:5:17",
                     "there is no override 'b'"));
  EXPECT_TRUE(is_one(problems_of_body(folder, "overrides: {a: {firms: 5}}\nscenarios: {a: [a]}\n"), "a.yaml:4:13",
                     "an override and a scenario"));
  EXPECT_TRUE(is_one(problems_of_body(folder, "overrides: {a: 5}\n"), "a.yaml:4:16", "not a map of dotted keys"));
  EXPECT_TRUE(
      is_one(problems_of_body(folder, "overrides: {a: {firms: 5}}\nscenarios: {s: a}\n"), "a.yaml:5:16", "not a list"));
  EXPECT_TRUE(is_one(problems_of_body(folder, "overrides: {a: {firms: 5}}\nscenarios: {s: [a, a]}\n"), "a.yaml:5:20",
                     "'a' is listed twice"));
}

TEST(Scenario, dotted_keys_must_lead_somewhere) {
  const Folder folder;
  const auto set = [&](const std::string& setting) { return problems_of(folder, varied, {setting}); };
  EXPECT_TRUE(is_one(set("policies.hlep.rate=5 %"), "--set #1", "there is no 'policies.hlep' to change"));
  EXPECT_TRUE(contains(set("policies.hlep.rate=5 %")[0], "did you mean 'help'?"));
  EXPECT_TRUE(is_one(set("supply.2025-01=5 /month"), "--set #1", "supply is one value, which is replaced whole"));
  EXPECT_TRUE(is_one(set("policies.help.rat=5 %"), "--set #1", "unknown key 'policies.help.rat'"));
  EXPECT_TRUE(is_one(set("policies..rate=5 %"), "--set #1", "'policies..rate' is not a key"));
  EXPECT_TRUE(is_one(set(".=5 %"), "--set #1", "is not a key"));
  EXPECT_TRUE(is_one(set("climate.mean"), "--set #1", "is not KEY=VALUE"));
  EXPECT_TRUE(is_one(set("climate.mean="), "--set #1", ""));
  EXPECT_TRUE(is_one(set("overrides.x=5"), "--set #1", "unknown key 'overrides'"));
  EXPECT_TRUE(
      is_one(problems_of_body(folder, "climate.mean: 5\n"), "a.yaml:4:1", "dotted keys stand under `overrides`"));
}

TEST(Overrides, of_a_parent_are_inherited_by_name) {
  const Folder folder;
  folder.write("base.yaml", varied);
  const auto file =
      folder.write("a.yaml",
                   "millwright: 1\nextends: base.yaml\noverrides: {lavish: {policies.help.rate: 30 %}, idle: null}\n"
                   "scenarios: {both: [lavish]}\n");
  EXPECT_EQ(rate_of(load(with(file, "last"))), 0.3);
  EXPECT_EQ(bind<Model>(load(with(file, "both"))).policies.size(), 2u);
  EXPECT_TRUE(is_one(problems(folder, with(file, "idle")), "a.yaml:1:1", "there is no scenario 'idle'"));
}

TEST(Settings, the_last_one_wins_over_everything) {
  const Folder folder;
  const auto file = folder.write("a.yaml", varied);
  EXPECT_EQ(rate_of(load(with(file, "lavish", {"policies.help.rate=0.3", "policies.help.rate=35 %"}))), 0.35);
  const auto document =
      load(with(file, "",
                {"policies.news=null", "supply={2030-01: 7 /month}", "policies.help.target=[ai]", "metal=\"5\"",
                 "policies.more={instrument: announcement}", "climate.metals.tin={weight: 2}"}));
  const Model& model = bind<Model>(document);
  ASSERT_EQ(model.policies.size(), 2u);
  EXPECT_EQ(model.policies[1].name, "more");
  EXPECT_EQ(model.supply.at(Month::of(2030, 1)), 7);
  EXPECT_EQ(model.metal, "5");
  EXPECT_EQ(model.climate.metals[0].value.weight, 2);
}

TEST(Settings, problems_point_into_the_setting) {
  const Folder folder;
  const auto found = problems_of(folder, varied, {"firms=5", "policies.help.rate=8"});
  EXPECT_TRUE(is_one(found, "--set #2", "'8' is not a share\n  1 | policies.help.rate=8\n    |                    ^"));
  EXPECT_TRUE(is_one(problems_of(folder, varied, {"firms=&x 5"}), "--set #1", "anchors"));
  EXPECT_TRUE(is_one(problems_of(folder, varied, {"metal=\"x"}), "--set #1", "not YAML"));
  EXPECT_TRUE(is_one(problems_of(folder, varied, {"metal=\x1b"}), "--set #1", "U+001B"));
}

const std::string alike =
    head +
    "climate: {metals: {copper: {weight: 2, price: 5 CNY}, tin: {like: copper, weight: 3}, zinc: {like: tin}}}\n"
    "policies:\n"
    "  first: {instrument: grant, rate: 10 %, cap: 2 m CNY, budget: {2024: 1 m CNY}, order: lottery}\n"
    "  later: {like: first, budget: {2028: 3 m CNY}, cap: null}\n"
    "overrides:\n"
    "  moved: {policies.later.budget: {2029: 4 m CNY}}\n"
    "  richer: {policies.first.rate: 20 %}\n";

const Grant& later_grant(const Document& document) {
  return std::any_cast<const Grant&>(bind<Model>(document).policies.at(1).value);
}

// A second policy is the first one with a few keys changed; what changes in the first changes in its copy.
TEST(Like, copies_a_sibling_and_lays_its_own_keys_over_it) {
  const Folder folder;
  const auto file = folder.write("a.yaml", alike);
  const auto document = load(with(file, ""));
  const auto& metals = bind<Model>(document).climate.metals;
  EXPECT_EQ(metals[1].value.weight, 3);
  EXPECT_EQ(metals[2].value.weight, 3);  // a copy of a copy
  EXPECT_EQ(metals[2].value.price, 5e-6);
  EXPECT_EQ(later_grant(document).rate, 0.1);
  EXPECT_EQ(later_grant(document).order, Order::lottery);
  EXPECT_EQ(later_grant(document).cap, 5);              // null deletes what was copied
  EXPECT_EQ(later_grant(document).budget.in(2024), 0);  // amounts by year replace whole
  EXPECT_EQ(later_grant(document).budget.in(2028), 3);
  EXPECT_TRUE(document.warnings().empty());
  const auto moved = load(with(file, "moved"));
  EXPECT_EQ(later_grant(moved).budget.in(2028), 0);
  EXPECT_EQ(later_grant(moved).budget.in(2029), 4);
  EXPECT_EQ(later_grant(load(with(file, "richer"))).rate, 0.2);
  EXPECT_FALSE(contains(resolved_yaml(document), "like"));
}

TEST(Like, leads_to_an_entry_and_not_in_a_circle) {
  const Folder folder;
  EXPECT_TRUE(is_one(problems_of_body(folder, "climate: {metals: {tin: {}, zinc: {like: tim}}}\n"), "a.yaml:4:42",
                     "there is no entry 'tim' to copy"));
  EXPECT_TRUE(contains(problems_of_body(folder, "climate: {metals: {tin: {}, zinc: {like: tim}}}\n")[0],
                       "did you mean 'tin'?"));
  EXPECT_TRUE(
      is_one(problems_of_body(folder, "climate: {metals: {tin: {like: [a]}}}\n"), "a.yaml:4:32", "there is no entry"));
  EXPECT_TRUE(is_one(problems_of_body(folder, "climate: {metals: {tin: {like: tin}}}\n"), "a.yaml:4:32",
                     "'tin' copies itself"));
  EXPECT_TRUE(is_one(problems_of_body(folder, "climate: {metals: {a: {like: b}, b: {like: c}, c: {like: a}}}\n"),
                     "a.yaml:4:58", "'a' copies itself"));
  EXPECT_TRUE(is_one(problems_of_body(folder, "climate: {metals: {a: {like: no}, b: {like: a}, c: {like: b}}}\n"),
                     "a.yaml:4:30", "there is no entry 'no'"));
  EXPECT_TRUE(
      is_one(problems_of_body(folder, "climate: {like: metals}\n"), "a.yaml:4:11", "unknown key 'climate.like'"));
  const auto missing = problems_of_body(folder, "policies: {a: {like: b}}\n");
  ASSERT_EQ(missing.size(), 1u);  // and not that the instrument is missing, too
  EXPECT_TRUE(contains(missing[0], "there is no entry 'b'")) << missing[0];
}

// A small file must not grow without bound.
TEST(Like, copies_a_limited_amount) {
  const Folder folder;
  std::string chain = "climate:\n  metals:\n    m0: {weight: 2}\n";
  for (int i = 1; i < 1000; ++i) chain += "    m" + std::to_string(i) + ": {like: m" + std::to_string(i - 1) + "}\n";
  const auto long_chain = problems_of_body(folder, chain);
  ASSERT_FALSE(long_chain.empty());
  EXPECT_TRUE(contains(long_chain[0], "too much is copied"));
  std::string wide = "climate:\n  metals:\n    m0: {volatility: {";
  for (int year = 1000; year < 2000; ++year) wide += std::to_string(year) + "-01: 1 %, ";
  wide += "2000-01: 1 %}}\n";
  for (int i = 1; i < 1000; ++i) wide += "    m" + std::to_string(i) + ": {like: m0}\n";
  const auto found = problems_of_body(folder, wide);
  ASSERT_FALSE(found.empty());
  EXPECT_TRUE(contains(found[0], "too much is copied"));
}

}  // namespace
}  // namespace millwright::scenario::sample
