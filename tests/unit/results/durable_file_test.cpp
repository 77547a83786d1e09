#include "results/durable_file.hpp"

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <span>

#include "unit/results/sample.hpp"

namespace millwright::results {
namespace {

std::span<const std::byte> bytes(const std::string& text) {
  return std::as_bytes(std::span(text));
}

void expect_both_refuse(const std::filesystem::path& file, Overwrite overwrite, const std::string& reason) {
  const Problem early = problem_of([&] { check_writable(file, overwrite); });
  const Problem late = problem_of([&] { write_durably(file, bytes("new"), overwrite); });
  EXPECT_NE(early.what.find(reason), std::string::npos) << early.what;
  EXPECT_EQ(early.what, late.what) << "what is refused after a long run must be refused before it";
  EXPECT_FALSE(early.help.empty());
  EXPECT_NE(early.where.find(file.filename().string()), std::string::npos);
}

TEST(DurableFile, WritesExactlyTheBytesAndNothingElse) {
  const TestFolder folder;
  const std::string text("a\0b\n", 4);
  check_writable(folder / "run.h5", Overwrite::refuse);
  EXPECT_TRUE(folder.names().empty()) << "checking leaves nothing behind";
  write_durably(folder / "run.h5", bytes(text), Overwrite::refuse);
  EXPECT_EQ(content_of(folder / "run.h5"), text);
  EXPECT_EQ(folder.names(), std::vector<std::string>{"run.h5"});
}

TEST(DurableFile, AnExistingFileIsReplacedOnlyWhenAskedFor) {
  const TestFolder folder;
  write_durably(folder / "run.h5", bytes("old"), Overwrite::refuse);
  expect_both_refuse(folder / "run.h5", Overwrite::refuse, "exists");
  EXPECT_NE(problem_of([&] { check_writable(folder / "run.h5", Overwrite::refuse); }).help.find("--force"),
            std::string::npos);
  EXPECT_EQ(content_of(folder / "run.h5"), "old");
  check_writable(folder / "run.h5", Overwrite::replace);
  EXPECT_EQ(content_of(folder / "run.h5"), "old");
  write_durably(folder / "run.h5", bytes("new"), Overwrite::replace);
  EXPECT_EQ(content_of(folder / "run.h5"), "new");
  EXPECT_EQ(folder.names().size(), 1u);
}

TEST(DurableFile, AMissingFolderIsNotMadeAndTheHelpSaysHow) {
  const TestFolder folder;
  expect_both_refuse(folder / "runs/a/run.h5", Overwrite::replace, "does not exist");
  const Problem problem = problem_of([&] { check_writable(folder / "runs/a/run.h5", Overwrite::replace); });
  EXPECT_NE(problem.help.find("mkdir -p"), std::string::npos);
  EXPECT_TRUE(folder.names().empty());
}

TEST(DurableFile, OnlyRegularFilesAreReplaced) {
  const TestFolder folder;
  std::filesystem::create_directory(folder / "a_folder");
  std::filesystem::create_symlink("elsewhere.h5", folder / "a_link");
  ASSERT_EQ(::mkfifo((folder / "a_pipe").c_str(), 0600), 0);
  expect_both_refuse(folder / "a_folder", Overwrite::replace, "folder");
  expect_both_refuse(folder / "a_link", Overwrite::replace, "link");
  expect_both_refuse(folder / "a_pipe", Overwrite::replace, "regular file");
  expect_both_refuse("/dev/null", Overwrite::replace, "regular file");
  EXPECT_EQ(folder.names().size(), 3u);
  EXPECT_NE(problem_of([&] { check_writable(folder / "", Overwrite::replace); }).what.find("folder"),
            std::string::npos);
  EXPECT_NE(problem_of([&] { check_writable("", Overwrite::replace); }).what.find("folder"), std::string::npos);
}

TEST(DurableFile, FoldersThatTakeNoFileAreRefused) {
  const TestFolder folder;
  write_durably(folder / "file", bytes("x"), Overwrite::refuse);
  expect_both_refuse(folder / "file/run.h5", Overwrite::replace, "not a folder");
  expect_both_refuse(folder / std::string(300, 'x'), Overwrite::replace, "too long");
  EXPECT_FALSE(problem_of([] { check_writable("/proc/run.h5", Overwrite::replace); }).what.empty());
  EXPECT_EQ(folder.names().size(), 1u);
}

TEST(DurableFile, ALongNameThatTheFileSystemAllowsIsWritten) {
  const TestFolder folder;
  write_durably(folder / std::string(255, 'x'), bytes("x"), Overwrite::refuse);
  EXPECT_EQ(content_of(folder / std::string(255, 'x')), "x");
}

TEST(DurableFile, AReadOnlyFolderIsRefusedBeforeTheRun) {
  const TestFolder folder;
  ::chmod(folder.path().c_str(), 0555);
  const int status = in_child([&] {
    if (::geteuid() == 0 && ::setuid(65534) != 0) return 1;  // root may write anywhere
    const Problem problem = problem_of([&] { check_writable(folder / "run.h5", Overwrite::refuse); });
    return problem.what.find("does not let you") != std::string::npos ? 0 : 2;
  });
  ::chmod(folder.path().c_str(), 0755);
  EXPECT_EQ(status, 0);
  EXPECT_TRUE(folder.names().empty());
}

TEST(DurableFile, AFailureLateInTheWriteLeavesTheOldFileAndNothingElse) {
  const TestFolder folder;
  write_durably(folder / "run.h5", bytes("old"), Overwrite::refuse);
  const int status = in_child([&] {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit = {100000, 100000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    write_durably(folder / "run.h5", bytes(std::string(200000, 'x')), Overwrite::replace);
    return 0;
  });
  EXPECT_EQ(status, io_failure);
  EXPECT_EQ(content_of(folder / "run.h5"), "old");
  EXPECT_EQ(folder.names().size(), 1u);
}

TEST(DurableFile, AFullDiskIsNamedAndLeavesNothing) {
  const TestFolder folder;
  constexpr int not_permitted = 3;
  const std::string user = "0 " + std::to_string(::geteuid()) + " 1";
  const std::string group = "0 " + std::to_string(::getegid()) + " 1";
  const int status = in_child([&] {
    if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return not_permitted;
    std::ofstream("/proc/self/setgroups") << "deny";  // files on the small disk need an owner that is known there
    std::ofstream("/proc/self/uid_map") << user;
    std::ofstream("/proc/self/gid_map") << group;
    if (::mount("small", folder.path().c_str(), "tmpfs", 0, "size=64k") != 0) return not_permitted;
    const Problem problem =
        problem_of([&] { write_durably(folder / "run.h5", bytes(std::string(200000, 'x')), Overwrite::refuse); });
    if (problem.what.find("full") == std::string::npos) return 1;
    return folder.names().empty() ? 0 : 2;
  });
  if (status == not_permitted) GTEST_SKIP() << "this system does not let the test mount a small disk";
  EXPECT_EQ(status, 0);
}

TEST(DurableFile, AnInterruptedWritersLeftoverIsNoObstacle) {
  const TestFolder folder;
  const std::string leftover = "run.h5." + std::to_string(::getpid()) + "-0.partial";
  std::ofstream(folder / leftover) << "half";
  write_durably(folder / "run.h5", bytes("whole"), Overwrite::refuse);
  EXPECT_EQ(content_of(folder / "run.h5"), "whole");
  EXPECT_EQ(content_of(folder / leftover), "half") << "it is not ours to touch";
}

TEST(DurableFile, NamesInMessagesAreMadePrintable) {
  const Problem problem = problem_of([] { check_writable("/no/\x1b[31m/run.h5", Overwrite::refuse); });
  EXPECT_EQ((problem.where + problem.what + problem.help).find('\x1b'), std::string::npos);
}

}  // namespace
}  // namespace millwright::results
