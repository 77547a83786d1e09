#include "results/archive.hpp"

#include <algorithm>
#include <cstdio>

#include "results/durable_file.hpp"
#include "sample.hpp"

// An archive is a function of what is in it, and unpacks into one folder only.
namespace millwright::results {
namespace {

std::vector<ArchiveEntry> some_files() {
  return {{"p/b.txt", "second\n", false}, {"p/a.sh", "first\n", true}, {"p/" + std::string(200, 'n'), "", false}};
}

TEST(Archive, is_what_tar_unpacks) {
  const TestFolder folder;
  write_durably(folder / "x.tar.gz", tar_gz(some_files()), Overwrite::refuse);
  const std::string command = "tar -xzf " + (folder / "x.tar.gz").string() + " -C " + folder.path().string();
  ASSERT_EQ(std::system(command.c_str()), 0);
  EXPECT_EQ(content_of(folder / "p/a.sh"), "first\n");
  EXPECT_EQ(content_of(folder / "p/b.txt"), "second\n");
  EXPECT_TRUE(std::filesystem::is_empty(folder / ("p/" + std::string(200, 'n'))));
  using std::filesystem::perms;
  EXPECT_NE(std::filesystem::status(folder / "p/a.sh").permissions() & perms::owner_exec, perms::none);
  EXPECT_EQ(std::filesystem::status(folder / "p/b.txt").permissions() & perms::owner_exec, perms::none);
}

TEST(Archive, depends_on_the_files_alone) {
  auto turned = some_files();
  std::ranges::reverse(turned);
  const auto bytes = tar_gz(some_files());
  EXPECT_EQ(tar_gz(turned), bytes);
  for (std::size_t k = 4; k < 8; ++k) EXPECT_EQ(bytes[k], std::byte{0}) << "the time in gzip's header";
}

TEST(Archive, takes_no_name_that_leads_elsewhere) {
  for (const char* name : {"", "/a", "../a", "a/../../b", "a//b", "a/.", "a\nb", "a b", "a\x1b[2J", "\xc3\xa9"})
    EXPECT_FALSE(problem_of([&] { tar_gz({{name, "", false}}); }, ExitCode::defect).what.empty()) << name;
  EXPECT_FALSE(problem_of([&] { tar_gz({{"a", "", false}, {"a", "x", false}}); }, ExitCode::defect).what.empty());
}

TEST(Archive, names_are_made_safe) {
  EXPECT_EQ(safe_file_name("pmi-2024.v1_x.csv"), "pmi-2024.v1_x.csv");
  EXPECT_EQ(safe_file_name("a b/\x1b|$(c)"), "a_b_____c_");
  EXPECT_EQ(safe_file_name(".bashrc"), "_bashrc");
  EXPECT_EQ(safe_file_name(".."), "_.");
  EXPECT_EQ(safe_file_name("-rf"), "_rf");
  EXPECT_EQ(safe_file_name(""), "_");
  EXPECT_EQ(safe_file_name(std::string(500, 'x')).size(), 80u);
  for (const char* name : {"..", ".", "", "-", "\xff\xfe", "a\nb"})
    EXPECT_NO_THROW(tar_gz({{safe_file_name(name), "", false}})) << name;
}

}  // namespace
}  // namespace millwright::results
