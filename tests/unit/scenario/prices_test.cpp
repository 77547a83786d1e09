#include "core/math.hpp"
#include "sample.hpp"

// Real and nominal amounts, exchange rates by month, amounts in yearly wages.
namespace millwright::scenario::sample {
namespace {

struct Priced {
  AnnualRate inflation{};
  double wage = 0, robot = 0;
  Dated chip;
  YearlyAmounts budget;
};

void declare(Keys<Priced>& keys) {
  keys.rate("inflation", &Priced::inflation, {.otherwise = "2 %/year"}).serves_as(Role::inflation).means("Inflation");
  keys.money("wage", &Priced::wage, {.range = {1e-6, 1e6}, .otherwise = "100 k CNY"})
      .serves_as(Role::yearly_wage)
      .means("Wage");
  keys.money("robot", &Priced::robot, {.otherwise = "1 m ¤"}).means("Price of a robot");
  keys.dated_money("chip", &Priced::chip, {.otherwise = "0 CNY"}).means("Price of a chip");
  keys.yearly_money("budget", &Priced::budget, {.otherwise = "0 CNY"}).means("Budget");
}

Document priced(const Folder& folder, const std::string& body) {
  return load_document<Priced>(
      {.file = folder.write("a.yaml", body), .settings = {}, .scenario_name = {}, .allow_outside = {}});
}

std::string trouble(const Folder& folder, const std::string& body) {
  try {
    priced(folder, body);
  } catch (const UserError& error) {
    return error.what();
  }
  return "";
}

TEST(Nominal, amounts_are_deflated_from_their_month_to_the_base_month) {
  const Folder folder;
  const auto document =
      priced(folder, head +
                         "chip: {2024-01: 100 m CNY nominal, 2025-01: 102 m CNY nominal, 2026-01: 5 m CNY}\n"
                         "budget: {2024: 10 m CNY nominal, 2025: 10 m CNY}\n");
  const Priced& values = bind<Priced>(document);
  EXPECT_NEAR(values.chip.at(Month::of(2024, 1)), 100, 1e-12);
  EXPECT_NEAR(values.chip.at(Month::of(2025, 1)), 100, 1e-12);
  EXPECT_EQ(values.chip.at(Month::of(2026, 1)), 5);
  EXPECT_NEAR(values.budget.in(2024), 10 / math::power(1.02, 0.5), 1e-12);  // spent half a year later
  EXPECT_EQ(values.budget.in(2025), 10);
}

TEST(Nominal, amounts_need_a_month_or_year) {
  const Folder folder;
  const std::string found = trouble(folder, head + "robot: 5 m CNY nominal\n");
  EXPECT_TRUE(contains(found, "a.yaml:4:8: error: robot: a nominal amount belongs to a month")) << found;
  EXPECT_TRUE(contains(found, "prices of 2024-01")) << found;
  EXPECT_TRUE(contains(trouble(folder, head + "robot: 5 mn RMB nominal\n"), "did you mean 5 m CNY nominal?"));
}

TEST(Nominal, amounts_of_another_currency_take_the_rate_of_their_month) {
  const Folder folder;
  const auto document =
      priced(folder, head +
                         "inflation: 0 %/year\nexchange_rates: {USD: {2024-01: 7 CNY, 2025-01: 8 CNY}}\n"
                         "chip: {2024-01: 1 m USD, 2025-01: 1 m USD, 2026-01: 1 m USD nominal}\n");
  const Dated& chip = bind<Priced>(document).chip;
  EXPECT_DOUBLE_EQ(chip.at(Month::of(2025, 1)), 7);  // real: at the rate of the base month
  EXPECT_DOUBLE_EQ(chip.at(Month::of(2026, 1)), 8);
}

TEST(Wages, are_a_currency_of_their_own) {
  const Folder folder;
  EXPECT_DOUBLE_EQ(bind<Priced>(priced(folder, head + "robot: 12 wages\n")).robot, 1.2);
  EXPECT_DOUBLE_EQ(bind<Priced>(priced(folder, head + "wage: 50 k CNY\nrobot: 12 wages\n")).robot, 0.6);
  EXPECT_DOUBLE_EQ(bind<Priced>(priced(folder, head + "robot: {scale: 3}\nchip: {2024-01: 2 k wages}\n"))
                       .chip.at(Month::of(2024, 1)),
                   200);
  EXPECT_TRUE(contains(trouble(folder, head + "robot: 12 wage\n"), "did you mean 12 wages?"));
}

TEST(Wages, need_a_wage_in_the_scenarios_currency) {
  const Folder folder;
  const std::string euro = "millwright: 1\ncurrency: EUR\nprices: 2024-01\n";
  const std::string found = trouble(folder, euro + "robot: 12 wages\n");
  EXPECT_TRUE(contains(found, "no yearly wage, climate.wages.level, for '12 wages'")) << found;
  EXPECT_TRUE(contains(found, "wage: 100 k CNY")) << found;  // its default, which is of no use here
  EXPECT_EQ(trouble(folder, euro + "wage: 50 k EUR\nrobot: 12 wages\n"), "");
}

// A default that means the same in every currency needs no rate.
TEST(Currency, of_a_default_may_be_the_scenarios_own) {
  const Folder folder;
  const auto document = priced(folder, "millwright: 1\ncurrency: EUR\nprices: 2024-01\nwage: 50 k EUR\n");
  EXPECT_EQ(bind<Priced>(document).robot, 1);
  EXPECT_TRUE(contains(resolved_yaml(document), "robot: 1 m EUR"));
}

}  // namespace
}  // namespace millwright::scenario::sample
