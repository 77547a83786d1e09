#include <cstdint>

#include "sample.hpp"

// Whatever bytes a scenario holds, it is read or refused with advice; the reader never crashes, hangs or throws
// anything else.
namespace millwright::scenario::sample {
namespace {

const std::string whole =
    head +
    "title: A test\nstart: 2025-03\nmetal: \"tin\"\nevents: false\nextends: base.yaml\n"
    "exchange_rates: {USD: {2024-01: 7.1 CNY}}\ntable: data/t.csv\n"
    "climate:\n  series: {file: data/s.csv, column: x}\n  metals:\n    tin: {}\n    copper: {weight: 2, price: 5 USD}\n"
    "supply: {2024-01: 1 k/month, 2025-01: 0 /month, interpolate: linear}\nschemes: {eu: {a: 10-49, b: 50-}}\n"
    "rules: {a: 40 %, b: 60 %}\n"
    "policies: {z: {instrument: announcement}, a: {instrument: grant, rate: 0.15, target: [ai, x], budget: {2024: 1 m "
    "CNY nominal}}}\n"
    "overrides: {quiet: {policies.z: null, metal: two, supply: {from: 2024-06, to: 2025-02, scale: 2},\n"
    "  climate.mean: {add: 1}, policies.a.rate: {scale: 1.1}, policies.a.budget: {from: 2024, to: 2025, add: 1 m "
    "CNY}}}\nscenarios: {s: [quiet]}\n";

/// Random numbers of its own, so that the same mutants come on every machine.
class Dice {
 public:
  std::size_t below(std::size_t count) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::size_t>(state_ >> 33) % count;
  }

 private:
  std::uint64_t state_ = 20240101;
};

std::string mutant_of(std::string text, Dice& dice) {
  const std::string special = "{}[]:,-#&*!|>'\"%@`<?~\n\t \\0\xff\x1b\r.eE+";
  for (std::size_t edits = 1 + dice.below(3); edits > 0; --edits) {
    const std::size_t at = dice.below(text.size());
    const std::size_t length = std::min(1 + dice.below(12), text.size() - at);
    switch (dice.below(5)) {
      case 0:
        text[at] = special[dice.below(special.size())];
        break;
      case 1:
        text[at] = static_cast<char>(dice.below(256));
        break;
      case 2:
        text.erase(at, length);
        break;
      case 3:
        text.insert(at, text.substr(dice.below(text.size()), length));
        break;
      default:
        text.insert(at, 1, special[dice.below(special.size())]);
        break;
    }
    if (text.empty()) text = "x";
  }
  return text;
}

TEST(Mutants, are_read_or_refused) {
  const Folder folder;
  folder.write("data/t.csv", "name,share\nfood,1\n");
  folder.write("data/s.csv", "month,x\n2024-01,5\n");
  folder.write("base.yaml", head + "firms: 5 k\n");
  ASSERT_TRUE(problems_of(folder, whole).empty());
  Dice dice;
  int accepted = 0;
  for (int i = 0; i < 10'000; ++i) {
    const std::string text = mutant_of(whole, dice);
    const auto file = folder.write("a.yaml", text);
    try {
      const auto document =
          load({.file = file, .settings = {}, .scenario_name = i % 2 == 0 ? "s" : "", .allow_outside = {}});
      const std::string resolved = resolved_yaml(document);
      ++accepted;
      const auto again =
          load({.file = folder.write("b.yaml", resolved), .settings = {}, .scenario_name = {}, .allow_outside = {}});
      ASSERT_EQ(resolved_yaml(again), resolved) << "mutant " << i << "\n" << text;
    } catch (const UserError& error) {
      ASSERT_FALSE(error.problems().empty()) << "mutant " << i;
      ASSERT_FALSE(error.problems().front().what.empty()) << "mutant " << i;
      ASSERT_EQ(error.problems().front().where.rfind(folder.path().string() + "/b.yaml", 0), std::string::npos)
          << "mutant " << i << "\n"
          << text << error.what();
    }
  }
  EXPECT_GT(accepted, 200);  // otherwise the mutants test the first line only
  EXPECT_LT(accepted, 9500);
}

TEST(Mutants, of_a_table_are_read_or_refused) {
  const Folder folder;
  const std::string table = "month,x,\"y, z\"\n2024-01,5,\"a \"\"b\"\"\"\n2024-02,,2\n2024-03,6.5,\n";
  const std::string body = "climate: {series: {file: s.csv, column: x}}\ntable: s.csv\n";
  Dice dice;
  int accepted = 0;
  for (int i = 0; i < 3'000; ++i) {
    folder.write("s.csv", mutant_of(table, dice));
    accepted += problems_of_body(folder, body).empty() ? 1 : 0;
  }
  EXPECT_GT(accepted, 100);
  EXPECT_LT(accepted, 2900);
}

}  // namespace
}  // namespace millwright::scenario::sample
