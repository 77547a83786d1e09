#include "results/read_result.hpp"

#include <hdf5.h>

#include <bit>
#include <random>

#include "core/fields.hpp"
#include "unit/results/sample.hpp"

namespace millwright::results {
namespace {

struct Collected {
  std::string bytes;

  void write(std::span<const std::byte> more) { bytes.append(reinterpret_cast<const char*>(more.data()), more.size()); }
};

/// Every bit of every member.
std::string plain(const Result& result) {
  Collected collected;
  write_fields(collected, result);
  return collected.bytes;
}

Result read_back(const Result& result) {
  return read_result_bytes("run.h5", result_bytes(result));
}

/// The sample, but with codes that have no blanks, which the file's list of meanings cannot hold.
Result exact_sample() {
  Result result = sample_result();
  result.tables[0].columns[1].labels[0] = "go_live";
  return result;
}

TEST(ReadResult, EveryBitOfEveryMemberComesBack) {
  Result result = exact_sample();
  result.series[1].values[0] = -0.0;
  result.series[1].values[1] = std::numeric_limits<double>::infinity();
  result.series[1].values[2] = std::bit_cast<double>(std::uint64_t{0x7ff8000000001234});
  EXPECT_EQ(plain(read_back(result)), plain(result));
}

TEST(ReadResult, ReadingAndWritingAgainGivesTheSameBytes) {
  const Result result = sample_result();
  EXPECT_EQ(result_bytes(read_back(result)), result_bytes(result)) << "a code with a blank in its label";
  Result empty = exact_sample();
  empty.tables.clear(), empty.inputs.clear(), empty.scenario_yaml.clear();
  EXPECT_EQ(plain(read_back(empty)), plain(empty)) << "no tables, no inputs, no scenario";
}

/// A result of random shape and values.
Result random_result(std::mt19937_64& random) {
  const auto below = [&](std::uint64_t n) { return static_cast<std::size_t>(random() % n); };
  Result result = exact_sample();
  result.seed = random();
  result.replicates = 1 + static_cast<int>(below(3));
  result.months.clear();
  const int months = 1 + static_cast<int>(below(40)), start = static_cast<int>(below(200));
  for (int k = 0; k < months; ++k) result.months.push_back(Month::of(1950 + start, 1) + k);
  result.dimensions = {{"a", std::vector<std::string>(1 + below(4), "x")}, {"b", {"p", "q q"}}};
  result.series.clear();
  for (std::size_t k = 0; k < 1 + below(5); ++k) {
    Series series{{"v" + std::to_string(k), {}, "1", "V", below(2) == 0 ? "" : "time: sum"}, {}};
    std::size_t size = static_cast<std::size_t>(result.replicates) * result.months.size();
    for (const auto& dimension : result.dimensions) {
      if (below(2) == 0) continue;
      series.variable.dimensions.push_back(dimension.name);
      size *= dimension.labels.size();
    }
    for (std::size_t i = 0; i < size; ++i) series.values.push_back(std::bit_cast<double>(random()));
    result.series.push_back(std::move(series));
  }
  const std::size_t rows = below(1000);
  result.tables[0].columns[0].integers.assign(rows, 0), result.tables[0].columns[1].integers.assign(rows, 1);
  result.tables[0].columns[2].numbers.assign(rows, 0.5);
  for (std::size_t i = 0; i < rows; ++i) result.tables[0].columns[0].integers[i] = static_cast<std::int32_t>(random());
  return result;
}

TEST(ReadResult, IsTheInverseOfWritingForRandomResults) {
  std::mt19937_64 random(1);  // fixed: a failure can be repeated
  for (int trial = 0; trial < 40; ++trial) {
    const Result result = random_result(random);
    ASSERT_EQ(plain(read_back(result)), plain(result)) << "trial " << trial;
  }
}

TEST(ReadResult, WhatIsNoResultIsRefusedAsSuch) {
  const TestFolder folder;
  EXPECT_NE(problem_of([&] { read_result(folder / "none.h5"); }).help, "");
  EXPECT_NE(problem_of([&] { read_result(folder.path()); }).what, "");
  for (const std::string& text : {std::string(), std::string("text"), std::string(100, '\0')}) {
    const auto bytes = std::as_bytes(std::span(text));
    const Problem problem = problem_of([&] { read_result_bytes("a\x1b.h5", bytes); }, ExitCode::bad_input);
    EXPECT_NE(problem.what, "");
    EXPECT_EQ(problem.where.find('\x1b'), std::string::npos) << "a name reaches the terminal printable";
  }
}

TEST(ReadResult, DamagedFilesAreRefusedOrReadButNeverCrashTheReader) {
  const auto whole = result_bytes(sample_result());
  std::mt19937_64 random(20260518);
  constexpr int files = 300;
  int refused = 0;
  for (int trial = 0; trial < files; ++trial) {
    auto bytes = whole;
    for (int k = 0; k < 4; ++k) bytes[random() % bytes.size()] = static_cast<std::byte>(random());
    if (trial % 10 == 0) bytes.resize(random() % bytes.size());
    try {
      read_result_bytes("run.h5", bytes);
    } catch (const UserError& error) {
      EXPECT_EQ(error.code(), ExitCode::bad_input) << error.what();
      ++refused;
    }
  }
  EXPECT_GT(refused, files / 20) << "the damage must be real";
}

/// The sample's file after another program changed it.
template <class Change>
std::vector<std::byte> changed(Change&& change) {
  const TestFolder folder;
  const auto file = folder / "run.h5";
  write_result(file, sample_result(), Overwrite::refuse);
  const hid_t id = H5Fopen(file.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
  change(id);
  H5Fclose(id);
  return file_bytes(file);
}

void add_dataset(hid_t file, hid_t properties, hsize_t length) {
  const hid_t space = H5Screate_simple(1, &length, nullptr);
  const hid_t dataset = H5Dcreate2(file, "evil", H5T_IEEE_F64LE, space, H5P_DEFAULT, properties, H5P_DEFAULT);
  EXPECT_GE(dataset, 0);
  H5Dclose(dataset), H5Sclose(space), H5Pclose(properties);
}

void expect_refused(const std::vector<std::byte>& bytes, const std::string& why) {
  const Problem problem = problem_of([&] { read_result_bytes("run.h5", bytes); }, ExitCode::bad_input);
  EXPECT_NE(problem.what.find(why), std::string::npos) << problem.what;
}

TEST(ReadResult, NothingOutsideTheFileIsEverLookedAt) {
  expect_refused(changed([](hid_t file) { H5Lcreate_soft("/time", file, "evil", H5P_DEFAULT, H5P_DEFAULT); }), "link");
  expect_refused(
      changed([](hid_t file) { H5Lcreate_external("/etc/passwd", "/", file, "evil", H5P_DEFAULT, H5P_DEFAULT); }),
      "link");
  expect_refused(changed([](hid_t file) {
                   const hid_t properties = H5Pcreate(H5P_DATASET_CREATE);
                   H5Pset_external(properties, "/etc/passwd", 0, 80);
                   add_dataset(file, properties, 10);
                 }),
                 "another file");
  expect_refused(changed([](hid_t file) {
                   const hid_t properties = H5Pcreate(H5P_DATASET_CREATE);
                   const hsize_t length = 10;
                   const hid_t space = H5Screate_simple(1, &length, nullptr);
                   H5Pset_virtual(properties, space, "/etc/passwd", "x", space);
                   add_dataset(file, properties, length);
                   H5Sclose(space);
                 }),
                 "stored in a way");
}

TEST(ReadResult, AClaimToHoldMoreThanTheFileStoresIsRefused) {
  expect_refused(changed([](hid_t file) {
                   const hid_t group = H5Gopen2(file, "events", H5P_DEFAULT);
                   const hid_t properties = H5Pcreate(H5P_DATASET_CREATE);
                   const hsize_t chunk = 1024, length = hsize_t{1} << 40;
                   H5Pset_chunk(properties, 1, &chunk);
                   const hid_t space = H5Screate_simple(1, &length, nullptr);
                   const hid_t dataset =
                       H5Dcreate2(group, "evil", H5T_IEEE_F64LE, space, H5P_DEFAULT, properties, H5P_DEFAULT);
                   for (const char* name : {"units", "long_name"}) {
                     const hid_t text = H5Tcopy(H5T_C_S1), scalar = H5Screate(H5S_SCALAR);
                     const hid_t attribute = H5Acreate2(dataset, name, text, scalar, H5P_DEFAULT, H5P_DEFAULT);
                     H5Awrite(attribute, text, "1");
                     H5Aclose(attribute), H5Sclose(scalar), H5Tclose(text);
                   }
                   H5Dclose(dataset), H5Sclose(space), H5Pclose(properties), H5Gclose(group);
                 }),
                 "more than");
}

}  // namespace
}  // namespace millwright::results
