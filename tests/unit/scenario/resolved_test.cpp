#include "sample.hpp"

// The resolved copy is the whole scenario in one text: it goes into every result, and running it again is running the
// same.
namespace millwright::scenario::sample {
namespace {

const std::string rich =
    head +
    "title: 'A \"test\": 50 % # more'\nstart: 2025-03\nmetal: \"null\"\nevents: false\n"
    "exchange_rates: {USD: {2024-01: 7.1 CNY}}\ntable: data/t.csv\n"
    "climate: {series: {file: data/s.csv, column: x}, metals: {tin: {}, BYD Auto: {weight: 2}, \xe9\x93\x9c: {price: 5 "
    "USD}}}\n"
    "supply: {2024-01: 1 k/month, 2025-01: 0 /month, interpolate: linear}\nschemes: {eu: {a: 10-49, b: 50-}}\n"
    "policies: {z: {instrument: announcement}, a: {instrument: grant, rate: 0.15, target: [ai, \"x: y\"]}}\n"
    "overrides: {quiet: {policies.z: null, metal: \"two\\nlines\\t\\\\ and \\\"quotes\\\"\"}}\n";

LoadOptions options(const std::filesystem::path& file, std::string scenario = {}) {
  return {.file = file, .settings = {}, .scenario_name = std::move(scenario), .allow_outside = {}};
}

void write_data(const Folder& folder, const std::string& below) {
  folder.write(below + "data/t.csv", "name,share\nfood,1\n");
  folder.write(below + "data/s.csv", "month,x\n2024-01,5\n");
}

TEST(Resolved, reads_back_as_the_same_text) {
  const Folder folder;
  write_data(folder, "");
  for (const char* scenario : {"", "quiet"}) {
    const std::string text = resolved_yaml(load(options(folder.write("a.yaml", rich), scenario)));
    EXPECT_EQ(resolved_yaml(load(options(folder.write("b.yaml", text)))), text) << text;
  }
}

TEST(Resolved, is_complete_and_sorted) {
  const Folder folder;
  EXPECT_EQ(resolved_yaml(load_text(
                folder, "policies: {b: {instrument: announcement}, a: {instrument: grant, rate: 15 %}}\nfirms: 5 k\n")),
            "climate:\n"
            "  growth: 4.4 %/year\n"
            "  lag: 4 months\n"
            "  mean: 49.8\n"
            "  spread: -0.5 pp\n"
            "currency: CNY\n"
            "events: true\n"
            "firms: 5 k\n"
            "metal: copper\n"
            "millwright: 1\n"
            "parameters:\n"
            "  payback:\n"
            "    noise: 0.5\n"
            "  real_option:\n"
            "    noise: 0.5\n"
            "policies:\n"
            "  a:\n"
            "    budget: 0 CNY\n"
            "    cap: 5 m CNY\n"
            "    instrument: grant\n"
            "    order: first_come\n"
            "    rate: 15 %\n"
            "    target: []\n"
            "  b:\n"
            "    instrument: announcement\n"
            "    strength: 0.3\n"
            "prices: 2024-01\n"
            "rules:\n"
            "  payback: 60 %\n"
            "  real_option: 40 %\n"
            "size_classes:\n"
            "  large: 300-\n"
            "  small: 1-299\n"
            "start: 2024-01\n"
            "supply: 80 k/month\n"
            "title: \"\"\n");
}

TEST(Resolved, holds_all_layers_applied) {
  const Folder folder;
  folder.write(".millwright", "");
  write_data(folder, "common/");
  folder.write("common/base.yaml", rich);
  const auto document =
      load({.file = folder.write("land/a.yaml", "millwright: 1\nextends: ../common/base.yaml\nfirms: 7\n"),
            .settings = {"climate.mean=33"},
            .scenario_name = "quiet",
            .allow_outside = {}});
  const std::string text = resolved_yaml(document);
  EXPECT_TRUE(contains(text, "firms: 7\n"));
  EXPECT_TRUE(contains(text, "mean: 33\n"));
  EXPECT_TRUE(contains(text, "table: ../common/data/t.csv\n")) << text;  // relative to the new folder
  EXPECT_TRUE(contains(text, "file: ../common/data/s.csv\n"));
  EXPECT_FALSE(contains(text, "overrides"));
  EXPECT_FALSE(contains(text, "extends"));
  const auto again = load(options(folder.write("land/b.yaml", text)));
  EXPECT_EQ(resolved_yaml(again), text);
  EXPECT_EQ(bind<Model>(again).metal, "two\nlines\t\\ and \"quotes\"");
  EXPECT_EQ(bind<Model>(again).table.rows(), 1u);
}

// Sweep points share the drawn firms when this text is the same.
TEST(PopulationText, changes_with_what_shapes_the_firms_only) {
  const Folder folder;
  const auto text = [&](const std::string& body) { return population_text(load_text(folder, body)); };
  EXPECT_EQ(text("firms: 5 k\n"), "currency: CNY\nfirms: 5 k\nprices: 2024-01\n");
  EXPECT_EQ(text("firms: 5 k\n"), text("firms: 5 k\nmetal: tin\nclimate: {mean: 3}\n"));
  EXPECT_NE(text("firms: 5 k\n"), text("firms: 6 k\n"));
  folder.write("t.csv", "name,share\nfood,1\n");
  const std::string before = text("roster: t.csv\n");
  EXPECT_NE(before, text(""));
  folder.write("t.csv", "name,share\nfood,2\n");
  EXPECT_NE(before, text("roster: t.csv\n"));  // the content of a table counts, not its name only
  EXPECT_TRUE(
      contains(text("climate: {metals: {tin: {stock: 7}}}\n"), "climate:\n  metals:\n    tin:\n      stock: 7\n"));
}

}  // namespace
}  // namespace millwright::scenario::sample
