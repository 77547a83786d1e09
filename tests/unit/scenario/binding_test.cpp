#include "sample.hpp"

// Typed structs from text: every key known, nothing missing, all problems at once.
namespace millwright::scenario::sample {
namespace {

TEST(Binding, fills_every_member) {
  const Folder folder;
  folder.write("t.csv", "sector,share\nfood,1\n");
  const auto document = load_text(
      folder,
      "title: A test\nstart: 2025-03\nfirms: 2 k\nevents: false\nmetal: tin\ntable: t.csv\n"
      "climate: {mean: 51.5, spread: 1 pp, lag: 1 year, growth: -2 %/year, metals: {tin: {}, copper: {weight: 2}}}\n"
      "parameters: {payback: {noise: 2}}\n"
      "policies: {z: {instrument: announcement}, a: {instrument: grant, rate: 15 %, order: lottery, target: [ai, "
      "automation]}}\n");
  const Model& model = bind<Model>(document);
  EXPECT_EQ(document.title(), "A test");
  EXPECT_EQ(document.currency(), "CNY");
  EXPECT_EQ(to_string(document.prices()), "2024-01");
  EXPECT_EQ(to_string(model.start), "2025-03");
  EXPECT_EQ(model.firms, 2000);
  EXPECT_FALSE(model.events);
  EXPECT_EQ(model.metal, "tin");
  EXPECT_EQ(model.table.text(0, "sector"), "food");
  EXPECT_EQ(model.climate.mean, 51.5);
  EXPECT_EQ(model.climate.spread, 0.01);
  EXPECT_EQ(model.climate.lag, 12);
  EXPECT_EQ(model.climate.growth.value, -0.02);
  ASSERT_EQ(model.climate.metals.size(), 2u);
  EXPECT_EQ(model.climate.metals[0].name, "copper");
  EXPECT_EQ(model.climate.metals[1].value.volatility.at(model.start), 0.18);
  ASSERT_EQ(model.policies.size(), 2u);
  EXPECT_EQ(model.policies[0].name, "a");
  EXPECT_EQ(model.policies[0].word, "grant");
  EXPECT_TRUE(contains(model.policies[0].where, "a.yaml:12:43"));
  const auto& grant = std::any_cast<const Grant&>(model.policies[0].value);
  EXPECT_EQ(grant.rate, 0.15);
  EXPECT_EQ(grant.cap, 5);
  EXPECT_EQ(grant.order, Order::lottery);
  EXPECT_EQ(grant.target, (std::vector<std::string>{"ai", "automation"}));
  EXPECT_EQ(std::any_cast<const Announcement&>(model.policies[1].value).strength, 0.3);
  ASSERT_EQ(model.parameters.size(), 2u);
  EXPECT_EQ(std::any_cast<const Rule&>(model.parameters.at("payback")).noise, 2);
  EXPECT_EQ(std::any_cast<const Rule&>(model.parameters.at("real_option")).noise, 0.5);
}

TEST(Binding, defaults_fill_what_is_left_out) {
  const Folder folder;
  const auto document = load_text(folder, "");
  const Model& model = bind<Model>(document);
  EXPECT_EQ(model.firms, 100000);
  EXPECT_EQ(model.climate.spread, -0.005);
  EXPECT_TRUE(model.climate.metals.empty());
  EXPECT_EQ(model.rules.size(), 2u);
  EXPECT_TRUE(model.policies.empty());
  EXPECT_EQ(model.parameters.size(), 2u);
}

// The order of keys in a file means nothing.
TEST(Binding, both_orders_of_keys_give_the_same) {
  const Folder folder;
  const std::vector<std::string> lines = {
      "firms: 5 k\n", "climate: {metals: {tin: {weight: 2}, copper: {weight: 3}}, mean: 3}\n",
      "policies: {b: {instrument: announcement}, a: {instrument: grant, rate: 5 %}}\n",
      "supply: {2025-01: 1 /month, 2024-01: 2 /month}\n"};
  const std::string reversed =
      "supply: {2024-01: 2 /month, 2025-01: 1 /month}\npolicies: {a: {rate: 5 %, instrument: grant}, b: {instrument: "
      "announcement}}\n"
      "climate: {mean: 3, metals: {copper: {weight: 3}, tin: {weight: 2}}}\nfirms: 5 k\n";
  std::string straight;
  for (const std::string& line : lines) straight += line;
  const auto one = load_text(folder, straight);
  const auto other = load_text(folder, reversed);
  EXPECT_EQ(resolved_yaml(one), resolved_yaml(other));
  EXPECT_EQ(bind<Model>(one).climate.metals[0].value.weight, bind<Model>(other).climate.metals[0].value.weight);
  EXPECT_EQ(bind<Model>(one).policies[0].name, bind<Model>(other).policies[0].name);
  EXPECT_EQ(bind<Model>(one).supply.at(Month::of(2024, 5)), 2);
}

TEST(Binding, unknown_keys_are_told_with_the_nearest) {
  const Folder folder;
  EXPECT_TRUE(is_one(problems_of_body(folder, "frims: 5\n"), "a.yaml:4:1", "unknown key 'frims'"));
  EXPECT_TRUE(contains(problems_of_body(folder, "frims: 5\n")[0], "did you mean 'firms'?"));
  EXPECT_TRUE(contains(problems_of_body(folder, "overides: {}\n")[0], "did you mean 'overrides'?"));
  EXPECT_TRUE(contains(problems_of_body(folder, "exchange_rate: {}\n")[0], "did you mean 'exchange_rates'?"));
  EXPECT_TRUE(contains(problems_of_body(folder, "climate: {maen: 5}\n")[0], "did you mean 'mean'?"));
  EXPECT_TRUE(contains(problems_of_body(folder, "climate: {xyz: 5}\n")[0],
                       "known here are mean, spread, lag, growth, series, metals"));
  EXPECT_TRUE(contains(problems_of_body(folder, "parameters: {pay_back: {}}\n")[0], "did you mean 'payback'?"));
  EXPECT_TRUE(is_one(problems_of_body(folder, "parameters: {payback: {nois: 1}}\n"), "a.yaml:4:24",
                     "unknown key 'parameters.payback.nois'"));
  EXPECT_TRUE(is_one(problems_of_body(folder, "policies: {a: {instrument: announcement, rate: 5 %}}\n"), "a.yaml:4:42",
                     "unknown key 'policies.a.rate'"));
}

TEST(Binding, what_is_missing_is_told_where_it_should_stand) {
  const Folder folder;
  const auto found = problems_of_body(folder, "policies:\n  a: {instrument: grant}\n");
  EXPECT_TRUE(is_one(found, "a.yaml:5:3", "policies.a.rate is missing"));
  EXPECT_TRUE(contains(found[0], "Share of the price that is granted; write for example `rate: 15 %`"));
  EXPECT_TRUE(is_one(problems_of_body(folder, "policies: {a: {rate: 5 %}}\n"), "a.yaml:4:12",
                     "policies.a.instrument is missing"));
  const auto unknown = problems_of_body(folder, "policies: {a: {instrument: grand}}\n");
  EXPECT_TRUE(is_one(unknown, "a.yaml:4:28", "unknown 'grand'"));
  EXPECT_TRUE(contains(unknown[0], "did you mean 'grant'?"));
}

TEST(Binding, names_have_no_dots_and_slashes) {
  const Folder folder;
  for (const char* name : {"a.b", "a/b", "../x"}) {
    EXPECT_TRUE(is_one(problems_of_body(folder, "climate: {metals: {" + std::string(name) + ": {}}}\n"), "a.yaml:4:20",
                       "is not a name"))
        << name;
  }
  EXPECT_TRUE(is_one(problems_of_body(folder, "climate: {metals: {\"\": {}}}\n"), "a.yaml:4:20", "empty"));
  EXPECT_TRUE(is_one(problems_of_body(folder, "climate: {metals: {" + std::string(65, 'x') + ": {}}}\n"), "a.yaml:4:20",
                     "is not a name"));
  EXPECT_TRUE(problems_of_body(folder, "climate: {metals: {\xe9\x93\x9c: {}, BYD Auto: {}}}\n").empty());
}

// A user mends a file in one round: problems of every file and every kind come together, in the order of the text.
TEST(Binding, all_problems_are_told_at_once_and_sorted) {
  const Folder folder;
  folder.write("base.yaml", head + "climate: {lag: 5}\nfirms: many\n");
  folder.write("t.csv", "a,b\n1\n");
  const auto found =
      problems_of(folder,
                  "millwright: 1\nextends: base.yaml\ntable: t.csv\nsupply: 5\nfrims: 5\nmetal: a\nmetal: b\n"
                  "climate: {series: {file: no.csv, column: x}}\n");
  ASSERT_EQ(found.size(), 7u);
  EXPECT_TRUE(starts_with(found[0], "a.yaml:4:9: supply")) << found[0];
  EXPECT_TRUE(starts_with(found[1], "a.yaml:5:1: unknown key 'frims'")) << found[1];
  EXPECT_TRUE(starts_with(found[2], "a.yaml:7:1: key 'metal' is given twice")) << found[2];
  EXPECT_TRUE(starts_with(found[3], "a.yaml:8:26: cannot read 'no.csv'")) << found[3];
  EXPECT_TRUE(starts_with(found[4], "base.yaml:4:16: climate.lag")) << found[4];
  EXPECT_TRUE(starts_with(found[5], "base.yaml:5:8: firms")) << found[5];
  EXPECT_TRUE(starts_with(found[6], "t.csv:2: 1 cells")) << found[6];
}

TEST(Binding, a_flood_of_problems_is_cut) {
  const Folder folder;
  std::string body = "climate:\n  metals:\n";
  for (int i = 0; i < 1000; ++i) body += "    m" + std::to_string(i) + ": {wait: 1}\n";
  const auto found = problems_of_body(folder, body);
  ASSERT_EQ(found.size(), 201u);
  EXPECT_TRUE(contains(found.back(), "more than 200 problems"));
}

// Callers add rules of their own at the place of a key.
TEST(Document, tells_the_place_of_a_key) {
  const Folder folder;
  const auto document = load_text(folder, "start: 2025-01\nclimate:\n  metals: {tin: {weight: 2}}\n", {"firms=5"});
  const auto place = [&](const char* key) { return document.where(key).substr(folder.path().string().size() + 1); };
  EXPECT_EQ(place("start"), "a.yaml:4:8");
  EXPECT_EQ(place("climate"), "a.yaml:5:1");
  EXPECT_EQ(place("climate.metals.tin.weight"), "a.yaml:6:26");
  EXPECT_EQ(place("climate.mean"), "a.yaml:5:1");  // left out: its section
  EXPECT_EQ(place("supply"), "a.yaml:1:1");
  EXPECT_EQ(document.where("firms"), "--set #1");
  EXPECT_TRUE(document.given("start"));
  EXPECT_FALSE(document.given("supply"));
  const Problem problem = document.problem("start", "it starts too late", "start earlier");
  EXPECT_TRUE(contains(problem.what, "it starts too late\n  4 | start: 2025-01\n    |        ^")) << problem.what;
  EXPECT_EQ(problem.help, "start earlier");
}

}  // namespace
}  // namespace millwright::scenario::sample
