#include "simulation/provenance.hpp"

#include "core/sha256.hpp"
#include "simulation/run.hpp"
#include "support/scenarios.hpp"

// What a result holds is enough to make it again, and nothing else is looked at.
namespace millwright::simulation {
namespace {

constexpr const char* firms = "id,sector,employees\nSECRET,food,12\nb,machinery,400\nc,electronics,50\nd,food,55\n";

/// A short run with a table of firms; its folder is gone when the result is there.
results::Result run(const std::string& table, const std::string& flags = "") {
  const support::TemporaryFolder folder;
  folder.write("firms.csv", firms);
  const std::string name = table.empty() ? "" : table == "whole path" ? (folder.path() / "firms.csv").string() : table;
  const auto file = folder.write("a.yaml",
                                 "millwright: 1\nextends: millwright:minimal.yaml\nend: 2024-02\n"
                                 "population: {firms: 80, represents: 8" +
                                     (name.empty() ? "" : ", table: {file: " + name + flags + "}") + "}\n");
  const auto loaded = load_scenario({.file = file, .settings = {}, .scenario_name = {}, .allow_outside = {}});
  return simulate(loaded, {});
}

std::string text_of(const UserError& error) {
  return error.what();
}

std::string refusal(const results::Result& result) {
  try {
    load_recorded("r.h5", result);
  } catch (const UserError& error) {
    EXPECT_EQ(error.code(), ExitCode::bad_input);
    return text_of(error);
  }
  return "";
}

TEST(Provenance, OfAResultIsEnoughToLoadItsScenario) {
  const results::Result result = run("firms.csv");
  const LoadedScenario loaded = load_recorded("r.h5", result);
  EXPECT_EQ(scenario::resolved_yaml(loaded.document), result.scenario_yaml);
  results::Result again = simulate(loaded, {});
  EXPECT_EQ(again.state_hash, result.state_hash);
}

TEST(Provenance, NamesTheTableThatIsConfidential) {
  for (const char* name : {"firms.csv", "whole path"}) {
    const results::Result result = run(name, ", confidential: true");
    const auto missing = missing_inputs(result);
    ASSERT_EQ(missing.size(), 1u) << name;
    EXPECT_EQ(missing[0].sha256, sha256_hex(firms));
    EXPECT_EQ(confidential_inputs(resolved_tree("r.h5", result.scenario_yaml)), std::vector{missing[0].name});
    for (const auto& input : result.inputs) EXPECT_EQ(input.content.find("SECRET"), std::string::npos) << name;
    EXPECT_NE(refusal(result).find(sha256_hex(firms)), std::string::npos);
  }
  EXPECT_TRUE(missing_inputs(run("firms.csv")).empty());
}

TEST(Provenance, FindsMissingInputsByTheirHash) {
  results::Result result = run("firms.csv", ", confidential: true");
  const support::TemporaryFolder folder;
  folder.write("firms.csv", "id,sector,employees\na,food,13\n");
  find_missing_inputs(folder.path(), result.inputs);
  EXPECT_EQ(missing_inputs(result).size(), 1u);
  std::filesystem::create_directories(folder.path() / "deep");
  folder.write("deep/other.txt", firms);
  find_missing_inputs(folder.path(), result.inputs);
  EXPECT_TRUE(missing_inputs(result).empty());
  EXPECT_EQ(refusal(result), "");
  EXPECT_THROW(find_missing_inputs(folder.path() / "none", result.inputs), UserError);
}

TEST(Provenance, ReadsTellsDataFromLayers) {
  const results::Result result = run("firms.csv");
  const auto tree = resolved_tree("r.h5", result.scenario_yaml);
  EXPECT_TRUE(reads(tree, "firms.csv"));
  EXPECT_TRUE(reads(tree, "millwright:minimal/sectors.csv"));
  EXPECT_FALSE(reads(tree, "a.yaml"));
  EXPECT_FALSE(reads(tree, "millwright:common.yaml"));
}

TEST(Provenance, ThatWasChangedIsRefused) {
  const results::Result whole = run("firms.csv");
  results::Result result = whole;
  for (auto& input : result.inputs)
    if (input.name == "firms.csv") input.content += "e,food,1\n";
  EXPECT_NE(refusal(result).find("another SHA-256"), std::string::npos);
  result = whole;
  result.scenario_yaml.replace(result.scenario_yaml.find("firms.csv"), 9, "../../../../etc/passwd");
  EXPECT_NE(refusal(result).find("not among the files that are held"), std::string::npos);
  result.scenario_yaml = "[]";
  EXPECT_NE(refusal(result).find("holds no scenario"), std::string::npos);
}

}  // namespace
}  // namespace millwright::simulation
