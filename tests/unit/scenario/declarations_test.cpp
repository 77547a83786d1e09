#include "sample.hpp"
#include "scenario/language/reader.hpp"
#include "scenario/language/value_reader.hpp"
#include "scenario/scenario.hpp"

// The declarations of the scenario itself: what no compiler checks about them.
namespace millwright::scenario::sample {
namespace {

/// Calls `check(key, dotted name)` for every key below a schema.
template <class Check>
void for_each_key(const Schema& schema, const std::string& path, const Check& check) {
  for (const Key& key : schema.keys) {
    check(key, path + key.name);
    if (key.section) for_each_key(*key.section, path + key.name + ".", check);
    for (const auto& [word, choice] : key.choices)
      for_each_key(*choice.schema, path + key.name + "." + word + ".", check);
  }
}

std::shared_ptr<const Schema> schema_of_scenario() {
  Catalogues all;
  all["rules"];
  all["instruments"];
  return schema_of<Scenario>(all);
}

// A default is text that is read like a user's: a mistake in one would stop every scenario that leaves the key out.
TEST(Declarations, every_default_can_be_read) {
  const Folder folder;
  for_each_key(*schema_of_scenario(), "", [&](const Key& key, const std::string& name) {
    if (key.spec.otherwise == nullptr) return;
    Sources sources;
    Problems problems(sources);
    FileStore files(folder.path() / "a.yaml", {});
    std::vector<std::string> warnings;
    ValueReader values(problems, warnings, sources, files, {.currency = "CNY", .rates = {}});
    const int source = sources.add({Source::Kind::otherwise, name, values.default_text(key), folder.path()});
    const auto node = read_yaml(sources, source, problems);
    ASSERT_TRUE(node) << name;
    EXPECT_TRUE(values.read(key, *node, name)) << name << ": " << key.spec.otherwise;
  });
}

// The reference page and the advice for a missing key are made of these.
TEST(Declarations, every_key_says_what_it_means) {
  for_each_key(*schema_of_scenario(), "",
               [](const Key& key, const std::string& name) { EXPECT_FALSE(key.meaning.empty()) << name; });
}

TEST(Declarations, every_table_and_series_says_what_columns_it_has) {
  for_each_key(*schema_of_scenario(), "", [](const Key& key, const std::string& name) {
    EXPECT_EQ(key.columns.empty(), key.kind != Kind::table && key.kind != Kind::series) << name;
    for (const Column& column : key.columns) EXPECT_FALSE(column.meaning.empty()) << name << ": " << column.name;
  });
}

}  // namespace
}  // namespace millwright::scenario::sample
