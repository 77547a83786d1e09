#include <random>

#include "sample.hpp"
#include "scenario/language/kinds.hpp"
#include "scenario/language/numbers.hpp"
#include "scenario/language/units.hpp"

// A layer may edit a number or a dated value instead of replacing it: {from:, to:, set:}, {scale:}, {add:}.
namespace millwright::scenario::sample {
namespace {

const std::string dated = head +
                          "supply: {2024-01: 80 k/month, 2025-04: 0 /month, 2025-08: 30 k/month}\n"
                          "climate: {mean: 50, metals: {tin: {volatility: 20 %}}}\n"
                          "policies: {help: {instrument: grant, rate: 10 %, budget: {2024: 2 m CNY, 2025: 4 m CNY}}}\n";

Document edited(const Folder& folder, const std::vector<std::string>& settings) {
  return load({.file = folder.write("a.yaml", dated), .settings = settings, .scenario_name = {}, .allow_outside = {}});
}

Dated supply_after(const Folder& folder, const std::string& edit) {
  return bind<Model>(edited(folder, {"supply=" + edit})).supply;
}

const Grant& grant_of(const Document& document) {
  return std::any_cast<const Grant&>(bind<Model>(document).policies.at(0).value);
}

TEST(Edit, without_an_end_holds_to_the_end_later_steps_included) {
  const Folder folder;
  const Dated supply = supply_after(folder, "{from: 2025-01, set: 1 k/month}");
  EXPECT_EQ(supply.at(Month::of(2024, 12)), 80000);
  EXPECT_EQ(supply.at(Month::of(2025, 1)), 1000);
  EXPECT_EQ(supply.at(Month::of(2025, 9)), 1000);
  EXPECT_EQ(supply.at(Month::of(2099, 1)), 1000);
}

TEST(Edit, with_an_end_gives_way_to_what_was_there) {
  const Folder folder;
  const Dated supply = supply_after(folder, "{from: 2025-01, to: 2025-05, set: 1 k/month}");
  EXPECT_EQ(supply.at(Month::of(2025, 5)), 1000);
  EXPECT_EQ(supply.at(Month::of(2025, 6)), 0);
  EXPECT_EQ(supply.at(Month::of(2025, 8)), 30000);
  const Dated first = supply_after(folder, "{to: 2024-06, set: 1 k/month}");
  EXPECT_EQ(first.at(Month::of(2000, 1)), 1000);
  EXPECT_EQ(first.at(Month::of(2024, 7)), 80000);
}

TEST(Edit, before_the_first_step_leaves_the_months_before_alone) {
  const Folder folder;
  const Dated supply = supply_after(folder, "{from: 2020-01, to: 2020-12, scale: 2}");
  EXPECT_EQ(supply.at(Month::of(2019, 12)), 80000);
  EXPECT_EQ(supply.at(Month::of(2020, 1)), 160000);
  EXPECT_EQ(supply.at(Month::of(2021, 1)), 80000);
}

TEST(Edit, scales_and_adds_to_every_step) {
  const Folder folder;
  const Dated twice = supply_after(folder, "{scale: 2}");
  EXPECT_EQ(twice.at(Month::of(2024, 1)), 160000);
  EXPECT_EQ(twice.at(Month::of(2025, 4)), 0);
  EXPECT_EQ(twice.at(Month::of(2025, 8)), 60000);
  const Dated more = supply_after(folder, "{from: 2025-04, add: 5 k/month}");
  EXPECT_EQ(more.at(Month::of(2025, 3)), 80000);
  EXPECT_EQ(more.at(Month::of(2025, 4)), 5000);
  EXPECT_EQ(more.at(Month::of(2025, 8)), 35000);
}

TEST(Edit, of_a_line_bends_it_where_the_edit_begins_and_ends) {
  const Folder folder;
  const auto document = load({.file = folder.write("a.yaml", head + "supply: {2024-01: 0 /month, 2025-01: 12 /month, "
                                                                    "interpolate: linear}\n"),
                              .settings = {"supply={from: 2024-04, to: 2024-06, scale: 10}"},
                              .scenario_name = {},
                              .allow_outside = {}});
  const Dated& supply = bind<Model>(document).supply;
  EXPECT_EQ(supply.at(Month::of(2024, 3)), 2);
  EXPECT_EQ(supply.at(Month::of(2024, 4)), 30);
  EXPECT_EQ(supply.at(Month::of(2024, 5)), 40);
  EXPECT_EQ(supply.at(Month::of(2024, 6)), 50);
  EXPECT_EQ(supply.at(Month::of(2024, 7)), 6);
  EXPECT_EQ(supply.at(Month::of(2024, 8)), 7);
}

TEST(Edit, of_plain_numbers_with_and_without_units) {
  const Folder folder;
  const auto document =
      edited(folder, {"climate.mean={add: -1.5}", "climate.lag={scale: 2}", "climate.growth={add: 1 pp}",
                      "climate.spread={add: 0.25 pp}", "firms={scale: 0.5}", "policies.help.rate={add: 5 pp}",
                      "policies.help.cap={scale: 2}"});
  const Model& model = bind<Model>(document);
  EXPECT_EQ(model.climate.mean, 48.5);
  EXPECT_EQ(model.climate.lag, 8);  // twice the default
  EXPECT_DOUBLE_EQ(model.climate.growth.value, 0.054);
  EXPECT_DOUBLE_EQ(model.climate.spread, -0.0025);
  EXPECT_EQ(model.firms, 50000);
  EXPECT_DOUBLE_EQ(grant_of(document).rate, 0.15);
  EXPECT_EQ(grant_of(document).cap, 10);
  EXPECT_TRUE(document.warnings().empty());
}

TEST(Edit, of_amounts_by_year_names_years) {
  const Folder folder;
  const auto one = edited(folder, {"policies.help.budget={from: 2025, to: 2026, add: 1 m CNY}"});
  EXPECT_EQ(grant_of(one).budget.in(2024), 2);
  EXPECT_EQ(grant_of(one).budget.in(2025), 5);
  EXPECT_EQ(grant_of(one).budget.in(2026), 1);
  EXPECT_EQ(grant_of(edited(folder, {"policies.help.budget={from: 2025, scale: 3}"})).budget.in(2025), 12);
  EXPECT_EQ(grant_of(edited(folder, {"policies.help.budget={set: 7 m CNY}"})).budget.in(2050), 7);
  const auto refused = [&](const std::string& edit) {
    return problems(folder, {.file = folder.write("a.yaml", dated),
                             .settings = {"policies.help.budget=" + edit},
                             .scenario_name = {},
                             .allow_outside = {}});
  };
  EXPECT_TRUE(is_one(refused("{from: 2025, set: 7 m CNY}"), "--set #1", "no first and no last year"));
  EXPECT_TRUE(is_one(refused("{from: 2025-01, to: 2026, scale: 2}"), "--set #1", "'2025-01' is not a year"));
}

TEST(Edit, applies_in_the_order_of_the_layers) {
  const Folder folder;
  folder.write("base.yaml", dated + "overrides: {less: {supply: {from: 2025-08, add: -10 k/month}}}\n");
  const auto document = load({.file = folder.write("a.yaml",
                                                   "millwright: 1\nextends: base.yaml\n"
                                                   "supply: {from: 2025-08, scale: 2}\n"),
                              .settings = {"supply={from: 2025-08, scale: 2}"},
                              .scenario_name = "less",
                              .allow_outside = {}});
  EXPECT_EQ(bind<Model>(document).supply.at(Month::of(2025, 8)), 100000);  // (30 x 2 - 10) x 2 thousand
  EXPECT_EQ(bind<Model>(document).supply.at(Month::of(2025, 7)), 0);
}

TEST(Edit, of_what_an_entry_copies) {
  const Folder folder;
  const auto document =
      load_text(folder,
                "policies:\n  b: {instrument: grant, rate: 10 %, budget: {2024: 2 m CNY}}\n"
                "  a: {like: b, rate: {add: 5 pp}, budget: {scale: 3}}\n  c: {like: a, rate: {scale: 2}}\n");
  const auto rate = [&](std::size_t i) {
    return std::any_cast<const Grant&>(bind<Model>(document).policies.at(i).value).rate;
  };
  EXPECT_DOUBLE_EQ(rate(0), 0.15);
  EXPECT_EQ(rate(1), 0.1);
  EXPECT_DOUBLE_EQ(rate(2), 0.3);
  EXPECT_EQ(grant_of(document).budget.in(2024), 6);
}

TEST(Edit, is_gone_from_the_resolved_copy_and_leaves_its_value) {
  const Folder folder;
  const auto document =
      edited(folder, {"supply={from: 2025-04, add: 1 k/month}", "policies.help.rate={scale: 1.3}",
                      "policies.help.budget={from: 2024, to: 2024, scale: 0.1}", "climate.growth={scale: 0.7}",
                      "climate.metals.tin.volatility={from: 2026-01, add: 3 pp}", "climate.lag={add: 1 months}"});
  const std::string resolved = resolved_yaml(document);
  EXPECT_FALSE(contains(resolved, "scale") || contains(resolved, "add"));
  const auto again =
      load({.file = folder.write("b.yaml", resolved), .settings = {}, .scenario_name = {}, .allow_outside = {}});
  EXPECT_EQ(resolved_yaml(again), resolved);
  EXPECT_EQ(grant_of(again).rate, grant_of(document).rate);
  EXPECT_EQ(bind<Model>(again).climate.growth.value, bind<Model>(document).climate.growth.value);
  EXPECT_EQ(bind<Model>(again).supply.at(Month::of(2025, 8)), 31000);
}

TEST(Edit, that_changes_nothing_is_a_warning) {
  const Folder folder;
  const auto document = edited(folder, {"supply={from: 2025-08, set: 30 k/month}", "climate.mean={scale: 1}"});
  ASSERT_EQ(document.warnings().size(), 2u);
  EXPECT_TRUE(contains(document.warnings()[0], "--set #2: warning: climate.mean: this edit changes nothing"));
}

TEST(Edit, that_makes_no_sense_is_told_at_its_place) {
  const Folder folder;
  const auto set = [&](const std::string& setting) { return problems_of(folder, dated, {setting}); };
  EXPECT_TRUE(is_one(set("supply={from: 2025-04}"), "--set #1", "does not say what it does"));
  EXPECT_TRUE(is_one(set("supply={set: 1 /month, scale: 2}"), "--set #1", "two things at once"));
  EXPECT_TRUE(is_one(set("supply={from: 2025-04, by: 2, scale: 2}"), "--set #1", "unknown key 'supply.by'"));
  EXPECT_TRUE(is_one(set("supply={from: 2025, scale: 2}"), "--set #1", "'2025' is not a month"));
  EXPECT_TRUE(is_one(set("supply={from: 2025-04, to: 2025-03, scale: 2}"), "--set #1", "ends before it begins"));
  EXPECT_TRUE(is_one(set("supply={scale: 2 /month}"), "--set #1", "supply.scale"));
  EXPECT_TRUE(is_one(set("supply={add: -1 /month}"), "--set #1", "out of range"));
  EXPECT_TRUE(is_one(set("climate.mean={from: 2025-04, scale: 2}"), "--set #1", "does not vary in time"));
  EXPECT_TRUE(is_one(set("climate.mean={scale: 3}"), "--set #1", "out of range"));
  EXPECT_TRUE(is_one(set("policies.help.rate={add: 5 %}"), "--set #1", "did you mean 5 pp?"));
  EXPECT_TRUE(is_one(set("firms={scale: 0.000013}"), "--set #1", "whole number"));
  EXPECT_TRUE(is_one(set("rules={scale: 2}"), "--set #1", ""));
  EXPECT_TRUE(contains(set("supply.2025-01=5 /month")[0], "an edit such as {from: 2026-10"));
}

TEST(Edit, needs_a_value_to_change) {
  const Folder folder;
  EXPECT_TRUE(is_one(problems_of_body(folder, "policies: {a: {instrument: grant, rate: {scale: 2}}}\n"), "a.yaml:4:41",
                     "there is no value to edit"));
}

// The resolved copy must read back as the same bits, whatever the number.
TEST(ExactText, reads_back_as_the_same_number) {
  std::mt19937_64 dice(7);
  std::uniform_real_distribution<double> exponent(-12, 12), mantissa(-10, 10);
  for (int i = 0; i < 20'000; ++i) {
    const double value = mantissa(dice) * std::pow(10.0, exponent(dice));
    for (const Kind kind : {Kind::points, Kind::rate, Kind::duration, Kind::money, Kind::flow, Kind::number}) {
      const std::string text = exact_text(kind, value, "CNY");
      const auto back = kind == Kind::points     ? parse_points(text).value
                        : kind == Kind::rate     ? parse_rate(text).value
                        : kind == Kind::duration ? parse_duration(text).value
                        : kind == Kind::money    ? parse_money(text).value
                        : kind == Kind::flow     ? parse_flow(text).value
                                                 : parse_bare(text).value;
      ASSERT_EQ(back, value) << text;
    }
  }
  EXPECT_EQ(exact_text(Kind::share, 0.15, ""), "15 %");
  EXPECT_EQ(exact_text(Kind::share, 0, ""), "0 %");
  EXPECT_EQ(exact_text(Kind::money, 40000, "EUR"), "40000 m EUR");
}

}  // namespace
}  // namespace millwright::scenario::sample
