#include "scenario/language/files.hpp"

#include <sys/stat.h>

#include <thread>

#include "core/sha256.hpp"
#include "sample.hpp"

// Files that a scenario names are read beneath its root only, and only regular ones of a sane size.
namespace millwright::scenario::sample {
namespace {

const std::string table = "name,share\nfood,1\n";

std::vector<std::string> problems_of_table(const Folder& folder, const std::string& name,
                                           std::vector<std::filesystem::path> allowed = {}) {
  const auto file = folder.write("inner/a.yaml", head + "table: \"" + name + "\"\n");
  return problems(folder, {.file = file, .settings = {}, .scenario_name = {}, .allow_outside = std::move(allowed)});
}

TEST(Files, outside_of_the_scenarios_folder_are_refused) {
  const Folder folder;
  folder.write("secret.csv", table);
  for (const std::string& name :
       {std::string("../secret.csv"), (folder.path() / "secret.csv").string(), std::string("x/../../secret.csv"),
        std::string("/etc/passwd"), std::string("/proc/self/environ"), std::string("..")})
    EXPECT_TRUE(is_one(problems_of_table(folder, name), "inner/a.yaml:4:8", "outside the scenario's folder")) << name;
  folder.write("inner/t.csv", table);
  EXPECT_TRUE(problems_of_table(folder, "t.csv").empty());
  EXPECT_TRUE(problems_of_table(folder, "./x/../t.csv").empty());
}

TEST(Files, the_root_is_the_nearest_folder_that_says_so) {
  const Folder folder;
  folder.write("secret.csv", table);
  folder.write(".millwright", "");
  EXPECT_TRUE(problems_of_table(folder, "../secret.csv").empty());
  folder.write("inner/.millwright", "");
  EXPECT_TRUE(is_one(problems_of_table(folder, "../secret.csv"), "inner/a.yaml:4:8", "outside the scenario's folder"));
}

TEST(Files, a_folder_can_be_allowed) {
  const Folder folder;
  const Folder other;
  const auto file = other.write("data/t.csv", table);
  EXPECT_TRUE(is_one(problems_of_table(folder, file.string()), "inner/a.yaml:4:8", "--allow-outside"));
  EXPECT_TRUE(problems_of_table(folder, file.string(), {other.path() / "data"}).empty());
  EXPECT_TRUE(problems_of_table(folder, file.string(), {other.path() / "data/"}).empty());
  EXPECT_FALSE(problems_of_table(folder, (other.path() / "data2/t.csv").string(), {other.path() / "data"}).empty());
}

TEST(Files, symbolic_links_may_not_leave_the_root) {
  const Folder folder;
  folder.write("secret.csv", table);
  folder.write("inner/t.csv", table);
  std::filesystem::create_symlink("../secret.csv", folder.path() / "inner/out.csv");
  std::filesystem::create_symlink("..", folder.path() / "inner/up");
  std::filesystem::create_symlink("loop.csv", folder.path() / "inner/loop.csv");
  std::filesystem::create_symlink("t.csv", folder.path() / "inner/in.csv");
  EXPECT_TRUE(is_one(problems_of_table(folder, "out.csv"), "inner/a.yaml:4:8", "symbolic link"));
  EXPECT_TRUE(is_one(problems_of_table(folder, "up/secret.csv"), "inner/a.yaml:4:8", "symbolic link"));
  EXPECT_TRUE(is_one(problems_of_table(folder, "loop.csv"), "inner/a.yaml:4:8", "symbolic link"));
  EXPECT_TRUE(problems_of_table(folder, "in.csv").empty());
}

TEST(Files, only_regular_files_of_a_sane_size_are_read) {
  const Folder folder;
  folder.write("inner/a.yaml", "");
  ASSERT_EQ(mkfifo((folder.path() / "inner/pipe").c_str(), 0600), 0);
  std::filesystem::create_directory(folder.path() / "inner/d");
  folder.write("inner/huge.csv", table);
  std::filesystem::resize_file(folder.path() / "inner/huge.csv", std::uintmax_t{1} << 40);  // sparse: takes no room
  EXPECT_TRUE(is_one(problems_of_table(folder, "pipe"), "inner/a.yaml:4:8", "not a regular file"));
  EXPECT_TRUE(is_one(problems_of_table(folder, "d"), "inner/a.yaml:4:8", "not a regular file"));
  EXPECT_TRUE(is_one(problems_of_table(folder, "huge.csv"), "inner/a.yaml:4:8", "larger than 64 MiB"));
  EXPECT_TRUE(is_one(problems_of_table(folder, "no.csv"), "inner/a.yaml:4:8", "there is no such file"));
  EXPECT_TRUE(is_one(problems_of_table(folder, "t.csv/x"), "inner/a.yaml:4:8", "cannot read"));
}

TEST(Files, the_scenario_itself_must_be_readable) {
  const Folder folder;
  const auto code = [](const std::filesystem::path& file) {
    try {
      load({.file = file, .settings = {}, .scenario_name = {}, .allow_outside = {}});
    } catch (const UserError& error) {
      return error.code();
    }
    return ExitCode::done;
  };
  EXPECT_EQ(code(folder.path() / "no.yaml"), ExitCode::io);
  EXPECT_EQ(code(folder.path()), ExitCode::io);
  EXPECT_EQ(code(folder.write("bad.yaml", "x")), ExitCode::bad_input);
}

TEST(Files, are_named_relative_to_the_file_that_names_them) {
  const Folder folder;
  folder.write(".millwright", "");
  folder.write("common/base.yaml", head + "table: data/t.csv\nclimate: {series: {file: data/s.csv, column: x}}\n");
  folder.write("common/data/t.csv", table);
  folder.write("common/data/s.csv", "month,x\n2024-01,5\n");
  const auto document = load({.file = folder.write("land/a.yaml", "millwright: 1\nextends: ../common/base.yaml\n"),
                              .settings = {},
                              .scenario_name = {},
                              .allow_outside = {}});
  EXPECT_EQ(bind<Model>(document).table.text(0, "name"), "food");
  std::vector<std::string> names;
  for (const InputFile& input : document.inputs()) {
    names.push_back(input.name);
    EXPECT_EQ(input.sha256, sha256_hex(input.content));
  }
  EXPECT_EQ(names, (std::vector<std::string>{"../common/base.yaml", "../common/data/s.csv", "../common/data/t.csv",
                                             "a.yaml"}));
  EXPECT_EQ(document.inputs()[2].content, table);
}

// The same scenario from another working folder: nothing may depend on where a user stands.
TEST(Files, a_moved_folder_still_loads) {
  const Folder folder;
  folder.write("one/data/t.csv", table);
  const std::string text = head + "table: data/t.csv\n";
  const auto before = resolved_yaml(
      load({.file = folder.write("one/a.yaml", text), .settings = {}, .scenario_name = {}, .allow_outside = {}}));
  std::filesystem::rename(folder.path() / "one", folder.path() / "two");
  EXPECT_EQ(resolved_yaml(
                load({.file = folder.path() / "two/a.yaml", .settings = {}, .scenario_name = {}, .allow_outside = {}})),
            before);
}

// Whoever has the program has the shipped scenarios, wherever their own files lie.
TEST(Library, is_named_by_a_prefix) {
  const Folder folder;
  const auto file = folder.write("a.yaml", head + "table: millwright:china/data/sectors.csv\n");
  const auto document = load({.file = file, .settings = {}, .scenario_name = {}, .allow_outside = {}});
  EXPECT_EQ(bind<Model>(document).table.rows(), 12u);
  ASSERT_EQ(document.inputs().size(), 2u);
  EXPECT_EQ(document.inputs()[1].name, "millwright:china/data/sectors.csv");  // and not where it happens to lie
  const std::string resolved = resolved_yaml(document);
  EXPECT_TRUE(contains(resolved, "table: \"millwright:china/data/sectors.csv\"")) << resolved;
  const auto again =
      load({.file = folder.write("b.yaml", resolved), .settings = {}, .scenario_name = {}, .allow_outside = {}});
  EXPECT_EQ(resolved_yaml(again), resolved);
}

TEST(Library, files_name_others_relative_to_themselves) {
  const Folder folder;
  const auto found = problems_of(folder, "millwright: 1\nextends: millwright:china/baseline.yaml\n");
  ASSERT_FALSE(found.empty());  // the sample's model knows other keys: what counts is where they stand
  for (const std::string& problem : found)
    EXPECT_TRUE(contains(problem, "millwright:china/") || contains(problem, "millwright:common.yaml")) << problem;
}

TEST(Library, may_not_be_left) {
  const Folder folder;
  EXPECT_TRUE(is_one(problems_of_table(folder, "millwright:../README.md"), "inner/a.yaml:4:8", "outside"));
  EXPECT_TRUE(is_one(problems_of_table(folder, "millwright:china/no.csv"), "inner/a.yaml:4:8", "no such file"));
}

/// The sample with its table named so, held with `contents`.
LoadOptions held(const std::string& name, std::map<std::string, std::string> contents) {
  return {.file = {},
          .settings = {},
          .scenario_name = {},
          .allow_outside = {},
          .held = std::make_shared<const HeldFiles>(
              HeldFiles{"r.h5:/scenario", head + "table: \"" + name + "\"\n", std::move(contents)})};
}

TEST(Held, files_are_found_by_the_names_that_a_result_gives_them) {
  for (const std::string& name :
       {std::string("t.csv"), std::string("../../up/t.csv"), std::string("millwright:no/t.csv"),
        std::string("/whole/t.csv"), std::string("\xe9\x93\x9c.csv")}) {
    const auto document = load(held(name, {{name, table}}));
    EXPECT_EQ(bind<Model>(document).table.rows(), 1u) << name;
    EXPECT_TRUE(contains(resolved_yaml(document), name)) << resolved_yaml(document);
  }
}

TEST(Held, files_are_all_that_is_read) {
  const Folder folder;
  const std::string there = folder.write("t.csv", table).string();
  for (const std::string& name : {there, std::string("millwright:china/data/sectors.csv"), std::string("/etc/passwd")})
    EXPECT_TRUE(is_one(problems(folder, held(name, {{"t.csv", table}})), "r.h5:/scenario:4:8", "not among the files"))
        << name;
}

TEST(Files, that_are_named_by_their_whole_path_are_resolved_to_relative_names) {
  const Folder folder;
  const auto whole = folder.write("t.csv", table);
  const auto document = load({.file = folder.write("a.yaml", head + "table: " + whole.string() + "\n"),
                              .settings = {},
                              .scenario_name = {},
                              .allow_outside = {}});
  EXPECT_TRUE(contains(resolved_yaml(document), "table: t.csv\n")) << resolved_yaml(document);
  EXPECT_EQ(document.inputs()[1].name, "t.csv");
}

}  // namespace
}  // namespace millwright::scenario::sample
