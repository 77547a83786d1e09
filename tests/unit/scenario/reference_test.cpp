#include "scenario/reference.hpp"

#include <algorithm>

#include "sample.hpp"

// The declared keys as users are told of them: every key once, at the path by which a user knows it.
namespace millwright::scenario::sample {
namespace {

const Reference& reference() {
  static const Reference all(*schema_of<Model>(catalogues()));
  return all;
}

const DeclaredKey& only(const std::vector<const DeclaredKey*>& found) {
  static const DeclaredKey none;
  EXPECT_EQ(found.size(), 1u);
  return found.empty() ? none : *found.front();
}

std::string kind_of(const std::string& path) {
  return kind_words(*only(reference().at(path)).key);
}

TEST(Reference, names_every_key_once) {
  std::vector<std::string> paths;
  for (const DeclaredKey& key : reference().keys()) paths.push_back(key.path);
  for (const char* path : {"start", "climate", "climate.mean", "climate.metals.NAME.weight", "parameters.payback.noise",
                           "policies.NAME.instrument", "policies.NAME.rate"})
    EXPECT_EQ(std::count(paths.begin(), paths.end(), path), 1) << path;
}

TEST(Reference, a_name_of_the_user_stands_for_any) {
  EXPECT_EQ(only(reference().at("climate.metals.tin.price")).path, "climate.metals.NAME.price");
  EXPECT_TRUE(reference().at("climate.metals.tin").empty());
  EXPECT_TRUE(reference().at("climate.metal.tin.price").empty());
}

TEST(Reference, the_end_of_a_path_finds_all_keys_that_end_so) {
  EXPECT_EQ(only(reference().ending("mean")).path, "climate.mean");
  EXPECT_EQ(only(reference().ending("metals.NAME.weight")).path, "climate.metals.NAME.weight");
  EXPECT_EQ(reference().ending("noise").size(), 2u);
  EXPECT_TRUE(reference().ending("ean").empty());
}

TEST(Reference, keys_of_a_catalogue_say_whose_they_are) {
  const DeclaredKey& rate = only(reference().at("policies.mine.rate"));
  EXPECT_EQ(rate.words, std::vector<std::string>{"grant"});
  EXPECT_FALSE(rate.in_all_words);
}

struct Early {
  double strength = 0;
};
void declare(Keys<Early>& keys) {
  keys.number("strength", &Early::strength, {.range = {0, 10}, .otherwise = "0.3"}).means("Strength of the news");
}

// Else the page would list `announce` once for each of ten instruments.
TEST(Reference, words_that_declare_a_key_alike_share_it) {
  Catalogues all = catalogues();
  all["instruments"].add<Early>("early", "is news before its time");
  const Reference wider(*schema_of<Model>(all));
  EXPECT_EQ(only(wider.at("policies.mine.strength")).words, (std::vector<std::string>{"announcement", "early"}));
}

TEST(Reference, a_section_holds_its_keys_and_no_others) {
  std::vector<std::string> names;
  for (const DeclaredKey* key : reference().in(only(reference().at("climate")))) names.push_back(key->key->name);
  EXPECT_EQ(names, (std::vector<std::string>{"mean", "spread", "lag", "growth", "series", "metals"}));
  EXPECT_EQ(reference().in(only(reference().at("policies"))).size(), 7u);  // instrument, and the six keys of the sample
  EXPECT_TRUE(reference().in(only(reference().at("climate.mean"))).empty());
}

TEST(Reference, kinds_come_with_range_and_unit) {
  EXPECT_EQ(kind_of("climate.mean"), "a number from 0 to 100 [index]");
  EXPECT_EQ(kind_of("climate.growth"), "a yearly rate from -50 %/year to 50 %/year");
  EXPECT_EQ(kind_of("climate.lag"), "a duration from 0 months to 60 months");
  EXPECT_EQ(kind_of("climate.metals.tin.volatility"), "a share from 0 % to 100 %, or steps by month");
  EXPECT_EQ(kind_of("supply"), "a flow per month of at least 0/month, or steps by month");
  EXPECT_EQ(kind_of("firms"), "a whole number from 1 to 100 m");
  EXPECT_EQ(kind_of("policies.a.cap"), "an amount of money from 0 to 1 tn");
  EXPECT_EQ(kind_of("policies.a.order"), "one of first_come, lottery");
  EXPECT_EQ(kind_of("rules"), "a mix of shares");
}

TEST(Reference, what_holds_without_the_key_is_told) {
  EXPECT_EQ(default_words(*only(reference().at("climate.mean")).key), "49.8");
  EXPECT_EQ(default_words(*only(reference().at("policies.a.rate")).key), "required");
  EXPECT_EQ(default_words(*only(reference().at("table")).key), "optional");
  EXPECT_EQ(default_words(*only(reference().at("climate")).key), "");
  Key any_currency;
  any_currency.kind = Kind::money;
  any_currency.spec.otherwise = "5 m \u00a4";
  EXPECT_EQ(default_words(any_currency), "5 m in the base currency");
}

TEST(Reference, hover_text_holds_all_that_is_declared) {
  EXPECT_EQ(hover_text(*only(reference().at("climate.mean")).key),
            "Long-run mean.\nKind: a number from 0 to 100 [index].\nDefault: 49.8.\nSource: NBS.");
  EXPECT_TRUE(contains(hover_text(*only(reference().at("firms")).key), "\nIt shapes which firms are drawn."));
  EXPECT_TRUE(contains(hover_text(*only(reference().at("climate.series")).key), "\nColumn month: "));
}

}  // namespace
}  // namespace millwright::scenario::sample
