#include "scenario/language/units.hpp"

#include "sample.hpp"

// Numbers carry their units, in one spelling; what is near gets the right spelling as advice.
namespace millwright::scenario::sample {
namespace {

TEST(Units, read_into_canonical_numbers) {
  EXPECT_EQ(parse_share("15 %").value, 0.15);
  EXPECT_EQ(parse_share("7%").value, 0.07);
  EXPECT_EQ(parse_share("0.15").value, 0.15);
  EXPECT_EQ(parse_share("-20 %").value, -0.2);
  EXPECT_EQ(parse_points("5 pp").value, 0.05);
  EXPECT_EQ(parse_points("-0.5 pp").value, -0.005);
  EXPECT_EQ(parse_rate("4.4 %/year").value, 0.044);
  EXPECT_EQ(parse_duration("18 months").value, 18);
  EXPECT_EQ(parse_duration("1 month").value, 1);
  EXPECT_EQ(parse_duration("2 years").value, 24);
  EXPECT_EQ(parse_duration("1.5 years").value, 18);
  EXPECT_EQ(parse_flow("80 k/month").value, 80000);
  EXPECT_EQ(parse_flow("0 /month").value, 0);
  EXPECT_EQ(parse_flow("1.5 m/month").value, 1.5e6);
  EXPECT_EQ(parse_bare("100 k").value, 100000);
  EXPECT_EQ(parse_bare("-3.5").value, -3.5);
}

TEST(Units, money_is_in_million) {
  const std::vector<std::pair<const char*, double>> amounts = {
      {"60 bn CNY", 60000}, {"336 k CNY", 0.336}, {"2.9 m CNY", 2.9}, {"1 tn CNY", 1e6},
      {"5 CNY", 5e-6},      {"0 CNY", 0},         {"-3 m CNY", -3}};
  for (const auto& [text, million] : amounts) {
    const MoneyReading reading = parse_money(text);
    ASSERT_TRUE(reading.value) << text;
    EXPECT_EQ(*reading.value, million) << text;
    EXPECT_EQ(reading.currency, "CNY");
  }
  EXPECT_EQ(parse_money("7 m USD").currency, "USD");
}

struct Wrong {
  const char* body;
  const char* where;
  const char* what;
  const char* help;
};

TEST(Units, wrong_ones_are_refused_with_the_right_spelling) {
  const Folder folder;
  const std::string grant = "policies: {a: {instrument: grant, rate: 10 %, cap: ";
  for (const Wrong& wrong : std::vector<Wrong>{
           {"60 billion CNY", "", "is not an amount of money", "did you mean 60 bn CNY?"},
           {"60 bn RMB", "", "is not an amount of money", "did you mean 60 bn CNY?"},
           {"60 billion RMB", "", "is not an amount of money", "did you mean 60 bn CNY?"},
           {"5 mn CNY", "", "is not an amount of money", "did you mean 5 m CNY?"},
           {"5 M CNY", "", "is not an amount of money", "did you mean 5 m CNY?"},
           {"5 K CNY", "", "is not an amount of money", "did you mean 5 k CNY?"},
           {"5 RMB", "", "is not an amount of money", "did you mean 5 CNY?"},
           {"5 m", "", "is not an amount of money", "needs a currency"},
           {"5", "", "is not an amount of money", "needs a currency"},
           {"5 m dollars", "", "is not an amount of money", "write for example 5 m CNY"},
           {"5000_000 CNY", "", "is not an amount of money", "No separators"},
           {"5 m USD", "", "no exchange rate for '5 m USD'", "exchange_rates: {USD: {2024-01: ... CNY}}"},
           {"-1 CNY", "", "'-1 CNY' is out of range", "between 0 m CNY and 1000000 m CNY"},
       }) {
    const auto found = problems_of_body(folder, grant + wrong.body + "}}\n");
    EXPECT_TRUE(is_one(found, "a.yaml:4:52", wrong.what)) << wrong.body;
    EXPECT_TRUE(contains(found.at(0), wrong.help)) << found.at(0);
  }
}

TEST(Units, every_kind_says_what_it_expects) {
  const Folder folder;
  for (const Wrong& wrong : std::vector<Wrong>{
           {"policies: {a: {instrument: grant, rate: 8}}\n", "a.yaml:4:41", "policies.a.rate: '8' is not a share",
            "did you mean 8 %? A bare share must lie between 0 and 1"},
           {"policies: {a: {instrument: grant, rate: -0.1}}\n", "a.yaml:4:41", "is not a share", "did you mean -10 %?"},
           {"policies: {a: {instrument: grant, rate: 8 percent}}\n", "a.yaml:4:41", "is not a share",
            "did you mean 8 %?"},
           {"policies: {a: {instrument: grant, rate: 120 %}}\n", "a.yaml:4:41", "'120 %' is out of range",
            "between 0 % and 100 %"},
           {"policies: {a: {instrument: grant, rate: {2024-01: 5 %}}}\n", "a.yaml:4:41", "a map is not a share",
            "15 %"},
           {"policies: {a: {instrument: grant, rate: 5 %, order: loterry}}\n", "a.yaml:4:53", "'loterry'",
            "did you mean lottery?"},
           {"policies: {a: {instrument: grant, rate: 5 %, order: x}}\n", "a.yaml:4:53", "'x'",
            "write one of first_come, lottery"},
           {"policies: {a: {instrument: grant, rate: 5 %, target: ai}}\n", "a.yaml:4:54", "'ai' is not a list of names",
            "did you mean [ai]?"},
           {"policies: {a: {instrument: grant, rate: 5 %, target: [ai, ai]}}\n", "a.yaml:4:59", "named twice", ""},
           {"climate: {spread: 5}\n", "a.yaml:4:19", "is not a number of percentage points", "did you mean 5 pp?"},
           {"climate: {spread: 5 %}\n", "a.yaml:4:19", "is not a number of percentage points", "did you mean 5 pp?"},
           {"climate: {growth: 5 %}\n", "a.yaml:4:19", "is not a yearly rate", "did you mean 5 %/year?"},
           {"climate: {growth: 5 %/yr}\n", "a.yaml:4:19", "is not a yearly rate", "did you mean 5 %/year?"},
           {"climate: {growth: 1 %/month}\n", "a.yaml:4:19", "is not a yearly rate", "whole year"},
           {"climate: {lag: 5}\n", "a.yaml:4:16", "is not a duration", "did you mean 5 months?"},
           {"climate: {lag: 2 yr}\n", "a.yaml:4:16", "is not a duration", "did you mean 2 years?"},
           {"climate: {lag: 6 years}\n", "a.yaml:4:16", "out of range", "between 0 months and 60 months"},
           {"climate: {mean: 101}\n", "a.yaml:4:17", "out of range", "between 0 and 100"},
           {"climate: {mean: 50 CNY}\n", "a.yaml:4:17", "is not a number", "did you mean 50? This number has no unit"},
           {"climate: {mean: [50]}\n", "a.yaml:4:17", "a list is not a number", "49.8"},
           {"climate: {mean: {a: null}}\n", "a.yaml:4:17", "a map is not a number", "49.8"},
           {"climate: 5\n", "a.yaml:4:10", "climate: here must stand a map", ""},
           {"firms: 1.5\n", "a.yaml:4:8", "is not a whole number", "100 k"},
           {"firms: 0\n", "a.yaml:4:8", "out of range", "between 1 and 100000000"},
           {"firms: 1 million\n", "a.yaml:4:8", "is not a whole number", "did you mean 1 m?"},
           {"supply: 80\n", "a.yaml:4:9", "is not a flow per month", "did you mean 80 /month?"},
           {"supply: 80 thousand/month\n", "a.yaml:4:9", "is not a flow per month", "did you mean 80 k/month?"},
           {"supply: -1 /month\n", "a.yaml:4:9", "out of range", "of at least 0 /month"},
           {"start: 2024\n", "a.yaml:4:8", "is not a month", "2024-01"},
           {"start: 2024-13\n", "a.yaml:4:8", "is not a month", "2024-01"},
           {"start: 2024-03-01\n", "a.yaml:4:8", "is not a month", "did you mean 2024-03?"},
       }) {
    const auto found = problems_of_body(folder, wrong.body);
    EXPECT_TRUE(is_one(found, wrong.where, wrong.what)) << wrong.body;
    if (!found.empty()) {
      EXPECT_TRUE(contains(found[0], wrong.help)) << found[0];
    }
  }
}

// Other currencies become the base currency at the rate of the base month, whatever the month of the amount.
TEST(Units, other_currencies_need_the_rate_of_the_base_month) {
  const Folder folder;
  const std::string body =
      "exchange_rates: {USD: {2020-01: 6.9 CNY, 2024-01: 7.1 CNY, 2025-01: 7.3 CNY}, EUR: 7.8 CNY}\n"
      "policies: {a: {instrument: grant, rate: 5 %, cap: 10 m USD}, b: {instrument: grant, rate: 5 %, cap: 1 m EUR}}\n";
  const auto document = load_text(folder, body);
  const auto& policies = bind<Model>(document).policies;
  EXPECT_NEAR(std::any_cast<const Grant&>(policies[0].value).cap, 71, 1e-12);
  EXPECT_NEAR(std::any_cast<const Grant&>(policies[1].value).cap, 7.8, 1e-12);
  EXPECT_TRUE(is_one(problems_of_body(folder, "exchange_rates: {USD: {2024-01: 7.1 EUR}}\n"), "a.yaml:4:33",
                     "no exchange rate for '7.1 EUR'"));
  EXPECT_TRUE(
      is_one(problems_of_body(folder, "exchange_rates: {USD: {2024-01: 0 CNY}}\n"), "a.yaml:4:33", "out of range"));
  // A file that is extended may give its rates in its own currency.
  const auto chained = load_text(folder,
                                 "exchange_rates: {USD: 0.9 EUR, EUR: 8 CNY}\n"
                                 "policies: {a: {instrument: grant, rate: 5 %, cap: 10 m USD}}\n");
  EXPECT_NEAR(std::any_cast<const Grant&>(bind<Model>(chained).policies[0].value).cap, 72, 1e-12);
}

// A default in another currency than the scenario's is told as such, and every one of them.
TEST(Units, defaults_in_another_currency_are_all_listed) {
  const Folder folder;
  const auto found =
      problems_of(folder,
                  "millwright: 1\ncurrency: EUR\nprices: 2024-01\n"
                  "policies: {a: {instrument: grant, rate: 5 %, cap: 1 m CNY}, b: {instrument: grant, rate: 5 %}}\n");
  ASSERT_EQ(found.size(), 1u);  // nothing in any currency is nothing in this one, so budgets of 0 CNY are fine
  EXPECT_TRUE(starts_with(found[0], "a.yaml:4:51: there is no exchange rate for 2 amounts in CNY:")) << found[0];
  EXPECT_TRUE(contains(found[0], "policies.a.cap: 1 m CNY, ")) << found[0];
  EXPECT_TRUE(contains(found[0], "policies.b.cap: 5 m CNY, its default")) << found[0];
  EXPECT_TRUE(contains(found[0], "write them in EUR, or add exchange_rates: {CNY: {2024-01: ... EUR}}")) << found[0];
}

TEST(Units, the_currency_is_three_capital_letters) {
  const Folder folder;
  EXPECT_TRUE(is_one(problems_of(folder, "millwright: 1\ncurrency: RMBY\nprices: 2024-01\n"), "a.yaml:2:11",
                     "'RMBY' is not a currency"));
  const auto found =
      problems_of(folder, "millwright: 1\npolicies: {a: {instrument: grant, rate: 5 %, cap: 1 m CNY}}\n");
  ASSERT_EQ(found.size(), 2u);
  EXPECT_TRUE(starts_with(found[0], "a.yaml:1:1: currency is missing")) << found[0];
  EXPECT_TRUE(starts_with(found[1], "a.yaml:1:1: prices is missing")) << found[1];
}

}  // namespace
}  // namespace millwright::scenario::sample
