#include "results/result_file.hpp"

#include <hdf5.h>
#include <hdf5_hl.h>
#include <malloc.h>
#include <sys/resource.h>

#include <cmath>
#include <set>
#include <thread>

#include "core/sha256.hpp"
#include "unit/results/sample.hpp"

namespace millwright::results {
namespace {

/// A result file opened with the C library, as another program would.
class OpenFile {
 public:
  explicit OpenFile(const Result& result) {
    write_result(folder_ / "run.h5", result, Overwrite::refuse);
    id_ = H5Fopen((folder_ / "run.h5").c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile() { H5Fclose(id_); }
  hid_t id() const { return id_; }

  std::vector<double> numbers(const std::string& name) const {
    const hid_t dataset = H5Dopen2(id_, name.c_str(), H5P_DEFAULT);
    const hid_t space = H5Dget_space(dataset);
    std::vector<double> values(static_cast<std::size_t>(H5Sget_simple_extent_npoints(space)));
    EXPECT_GE(H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), 0) << name;
    H5Sclose(space);
    H5Dclose(dataset);
    return values;
  }
  std::vector<std::string> strings(const std::string& name) const {
    const hid_t dataset = H5Dopen2(id_, name.c_str(), H5P_DEFAULT);
    const hid_t space = H5Dget_space(dataset);
    const hid_t type = H5Dget_type(dataset);
    std::vector<char*> texts(static_cast<std::size_t>(H5Sget_simple_extent_npoints(space)));
    EXPECT_GE(H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, texts.data()), 0) << name;
    std::vector<std::string> values(texts.begin(), texts.end());
    H5Dvlen_reclaim(type, space, H5P_DEFAULT, texts.data());
    H5Tclose(type);
    H5Sclose(space);
    H5Dclose(dataset);
    return values;
  }
  std::vector<hsize_t> shape(const std::string& name) const {
    int rank = 0;
    H5LTget_dataset_ndims(id_, name.c_str(), &rank);
    std::vector<hsize_t> lengths(static_cast<std::size_t>(rank));
    H5LTget_dataset_info(id_, name.c_str(), lengths.data(), nullptr, nullptr);
    return lengths;
  }
  std::string text_attribute(const std::string& object, const std::string& name) const {
    hsize_t length = 0;
    H5T_class_t kind{};
    std::size_t size = 0;
    if (H5LTget_attribute_info(id_, object.c_str(), name.c_str(), &length, &kind, &size) < 0) return "(none)";
    std::string text(size, '\0');
    H5LTget_attribute_string(id_, object.c_str(), name.c_str(), text.data());
    return text;
  }

 private:
  TestFolder folder_;
  hid_t id_;
};

TEST(ResultFile, ValuesComeBackInTheirShape) {
  const Result result = sample_result();
  const OpenFile file(result);
  EXPECT_EQ(file.shape("employment"), (std::vector<hsize_t>{2, 3}));
  EXPECT_EQ(file.shape("wage"), (std::vector<hsize_t>{2, 3, 2, 3}));
  EXPECT_EQ(file.numbers("employment"), result.series[0].values);
  const std::vector<double> wage = file.numbers("wage");
  for (std::size_t i = 0; i < wage.size(); ++i) {
    if (i == 7) {
      EXPECT_TRUE(std::isnan(wage[i])) << "what is not defined stays so";
    } else {
      EXPECT_EQ(wage[i], result.series[1].values[i]);
    }
  }
  EXPECT_EQ(file.strings("sector"), result.dimensions[0].labels);
  EXPECT_EQ(file.strings("size"), result.dimensions[1].labels);
  EXPECT_EQ(file.numbers("replicate"), (std::vector<double>{0, 1}));
}

TEST(ResultFile, TimeIsTheFirstDayOfEachMonth) {
  const OpenFile file(sample_result());
  EXPECT_EQ(file.numbers("time"), (std::vector<double>{20058, 20089, 20120}));  // 2024-12-01, 2025-01-01, 2025-02-01
  EXPECT_EQ(file.numbers("time_bnds"), (std::vector<double>{20058, 20089, 20089, 20120, 20120, 20148}));
  EXPECT_EQ(file.text_attribute("time", "units"), "days since 1970-01-01 00:00:00");
  EXPECT_EQ(file.text_attribute("time", "calendar"), "proleptic_gregorian");
  EXPECT_EQ(file.text_attribute("time", "axis"), "T");
  EXPECT_EQ(file.text_attribute("time", "bounds"), "time_bnds");
}

TEST(ResultFile, AttributesDescribeFileAndVariables) {
  const OpenFile file(sample_result());
  EXPECT_EQ(file.text_attribute("/", "Conventions"), "CF-1.10");
  EXPECT_EQ(file.text_attribute("/", "scenario"), "sample");
  EXPECT_EQ(file.text_attribute("/", "source"), "millwright 0.1.0 (git abc)");
  EXPECT_EQ(file.text_attribute("/", "seed_decimal"), "18446744073709551615");
  EXPECT_EQ(file.text_attribute("/", "state_hash"), "def");
  EXPECT_EQ(file.text_attribute("wage", "units"), "m CNY");
  EXPECT_EQ(file.text_attribute("wage", "long_name"), "Wage");
  EXPECT_EQ(file.text_attribute("wage", "cell_methods"), "time: mean");
}

TEST(ResultFile, EventsAreColumnsAndCodesHaveMeanings) {
  const OpenFile file(sample_result());
  EXPECT_EQ(file.numbers("events/firm"), (std::vector<double>{7, 8, 9}));
  EXPECT_EQ(file.numbers("events/kind"), (std::vector<double>{0, 1, -1}));
  EXPECT_EQ(file.numbers("events/price"), (std::vector<double>{1, 2, 3}));
  EXPECT_EQ(file.text_attribute("events/kind", "flag_meanings"), "not_applicable go_live exit");
  signed char flags[3] = {};
  H5LTget_attribute_char(file.id(), "events/kind", "flag_values", reinterpret_cast<char*>(flags));
  EXPECT_EQ((std::vector<int>{flags[0], flags[1], flags[2]}), (std::vector<int>{-1, 0, 1}));
}

TEST(ResultFile, MoreLabelsThanAByteCountsAreStillCodes) {
  Result result = sample_result();
  result.tables[0].columns[1].labels.assign(200, "label");
  result.tables[0].columns[1].integers = {0, 199, 150};
  const OpenFile file(result);
  EXPECT_EQ(file.numbers("events/kind"), (std::vector<double>{0, 199, 150}));
}

TEST(ResultFile, ProvenanceComesBackByteForByte) {
  Result result = sample_result();
  result.scenario_yaml = "name: \xe7\x94\xb5\n\ttext: 'x'\n";
  const OpenFile file(result);
  EXPECT_EQ(file.shape("provenance/scenario_yaml"), std::vector<hsize_t>{result.scenario_yaml.size()});
  std::string text(result.scenario_yaml.size(), ' ');
  H5LTread_dataset_string(file.id(), "provenance/scenario_yaml", text.data());
  EXPECT_EQ(text, result.scenario_yaml);
  EXPECT_EQ(file.text_attribute("provenance/scenario_yaml", "_Encoding"), "utf-8");
  EXPECT_EQ(file.strings("provenance/input_name"), (std::vector<std::string>{"firms.csv", "big.csv"}));
  EXPECT_EQ(file.strings("provenance/input_sha256"), (std::vector<std::string>{"0123", "4567"}));
  EXPECT_EQ(file.strings("provenance/input_content"), (std::vector<std::string>{"a,b\n", ""}));
}

TEST(ResultFile, BytesThatAreNoTextNeitherBreakReadersNorGetCutShort) {
  Result result = sample_result();
  result.scenario_yaml = "name: \xff\n";
  result.inputs[0].content = std::string("a\0b", 3);
  result.inputs[1].content = "\xff\xfe";
  const OpenFile file(result);
  EXPECT_EQ(file.text_attribute("provenance/scenario_yaml", "_Encoding"), "latin-1");
  EXPECT_EQ(file.strings("provenance/input_content"), (std::vector<std::string>{"", ""}));
}

TEST(ResultFile, TextFromUsersReachesTerminalsPrintable) {
  Result result = sample_result();
  result.title = "a\x1b[31m\nb";
  result.dimensions[0].labels[0] = std::string("fo\0od", 5);
  result.tables[0].columns[1].labels[0] = "go\x07live";
  const OpenFile file(result);
  EXPECT_EQ(file.text_attribute("/", "title"), printable(result.title));
  EXPECT_EQ(file.text_attribute("/", "title").find('\x1b'), std::string::npos);
  EXPECT_EQ(file.strings("sector")[0], printable(result.dimensions[0].labels[0]));
  EXPECT_EQ(file.text_attribute("events/kind", "flag_meanings").find('\x07'), std::string::npos);
}

TEST(ResultFile, WhatHasNoCasesIsLeftOut) {
  Result result = sample_result();
  result.dimensions[0].labels.clear();
  result.series[1].values.clear();
  result.tables[0].columns.clear();
  result.inputs.clear();
  result.scenario_yaml.clear();
  const OpenFile file(result);
  EXPECT_EQ(file.numbers("employment"), result.series[0].values);
  for (const char* name : {"sector", "wage", "events"}) EXPECT_EQ(H5Lexists(file.id(), name, H5P_DEFAULT), 0) << name;
}

/// Facts about one object of the file that some netCDF reader needs; see each message.
herr_t check_object(hid_t file, const char* name, const H5O_info_t* info, void* numbers) {
  EXPECT_EQ(info->ctime + info->mtime + info->atime + info->btime, 0) << name << " holds a time of writing";
  if (info->type != H5O_TYPE_DATASET) return 0;
  const hid_t dataset = H5Dopen2(file, name, H5P_DEFAULT);
  const hid_t type = H5Dget_type(dataset);
  const H5T_class_t kind = H5Tget_class(type);
  EXPECT_TRUE(kind == H5T_INTEGER || kind == H5T_FLOAT || kind == H5T_STRING) << name << ": R cannot open the file";
  EXPECT_TRUE(kind != H5T_STRING || H5Tis_variable_str(type) > 0 || H5Tget_size(type) == 1)
      << name << ": netCDF 4.9.0 crashes on strings of fixed length";
  EXPECT_EQ(H5Aexists(dataset, "_FillValue") > 0, kind == H5T_FLOAT && H5DSis_scale(dataset) == 0)
      << name << ": integers with a fill value become doubles, doubles without one read as 0";
  if (H5DSis_scale(dataset) > 0) {
    int number = -1;
    H5LTget_attribute_int(file, name, "_Netcdf4Dimid", &number);
    EXPECT_TRUE(static_cast<std::set<int>*>(numbers)->insert(number).second)
        << name << ": two dimensions share a number";
  } else {
    const hid_t space = H5Dget_space(dataset);
    for (int axis = 0; axis < H5Sget_simple_extent_ndims(space); ++axis)
      EXPECT_EQ(H5DSget_num_scales(dataset, static_cast<unsigned>(axis)), 1) << name << ": h5netcdf refuses the file";
    H5Sclose(space);
  }
  H5Tclose(type);
  H5Dclose(dataset);
  return 0;
}

TEST(ResultFile, EveryObjectFollowsTheRulesThatNetcdfReadersNeed) {
  const OpenFile file(sample_result());
  std::set<int> numbers;
  EXPECT_GE(H5Ovisit(file.id(), H5_INDEX_NAME, H5_ITER_NATIVE, check_object, &numbers), 0);
  EXPECT_EQ(numbers.size(), 8u);  // replicate, time, nv, sector, size, event, scenario_yaml_len, input
  EXPECT_EQ(*numbers.begin(), 0);
  EXPECT_EQ(*numbers.rbegin(), 7);
}

/// The sample with what is stored in compressed chunks, the last of which are not full.
Result large_result() {
  Result result = sample_result();
  result.dimensions.push_back({"cell", std::vector<std::string>(50001, "cell")});
  result.series.push_back({{"large", {"cell"}, "1", "Large", "time: point"}, std::vector<double>(6 * 50001, 1.5)});
  for (TableColumn& column : result.tables[0].columns) {
    if (!column.integers.empty()) column.integers.assign(70001, 1);
    if (!column.numbers.empty()) column.numbers.assign(70001, 0.5);
  }
  return result;
}

TEST(ResultFile, SmallTablesAreContiguousAndLargeOnesCompressed) {
  const Result result = large_result();
  const OpenFile file(result);
  EXPECT_EQ(file.numbers("large"), result.series[2].values);
  EXPECT_EQ(file.numbers("events/price"), result.tables[0].columns[2].numbers);
  for (const auto& [name, layout] : {std::pair("wage", H5D_CONTIGUOUS), std::pair("large", H5D_CHUNKED)}) {
    const hid_t dataset = H5Dopen2(file.id(), name, H5P_DEFAULT);
    const hid_t properties = H5Dget_create_plist(dataset);
    EXPECT_EQ(H5Pget_layout(properties), layout) << name;
    EXPECT_EQ(H5Pget_nfilters(properties), layout == H5D_CHUNKED ? 2 : 0) << name;
    H5Pclose(properties);
    H5Dclose(dataset);
  }
}

TEST(ResultFile, TheSameResultGivesTheSameBytes) {
  const TestFolder folder;
  const Result result = large_result();
  write_result(folder / "a.h5", result, Overwrite::refuse);
  ::mallopt(M_PERTURB, 0x5a);  // memory that HDF5 does not initialise now holds something else
  write_result(folder / "b.h5", result, Overwrite::refuse);
  ::mallopt(M_PERTURB, 0);
  EXPECT_EQ(sha256_hex(content_of(folder / "a.h5")), sha256_hex(content_of(folder / "b.h5")));
  Result other = result;
  other.series[0].values[0] += 1;
  EXPECT_NE(result_bytes(other), result_bytes(result));
}

TEST(ResultFile, WritingFromSeveralThreadsGivesTheSameBytes) {
  const Result result = sample_result();
  const std::vector<std::byte> expected = result_bytes(result);
  std::vector<std::vector<std::byte>> found(4);
  std::vector<std::thread> threads;
  threads.reserve(found.size());
  for (auto& bytes : found) threads.emplace_back([&] { bytes = result_bytes(result); });
  for (std::thread& thread : threads) thread.join();
  for (const auto& bytes : found) EXPECT_EQ(bytes, expected);
}

TEST(ResultFile, AnExistingFileIsRefusedAndLeftAsItWas) {
  const TestFolder folder;
  const Result result = sample_result();
  write_result(folder / "run.h5", result, Overwrite::refuse);
  const std::string before = content_of(folder / "run.h5");
  Result other = result;
  other.seed = 1;
  EXPECT_NE(problem_of([&] { write_result(folder / "run.h5", other, Overwrite::refuse); }).help.find("--force"),
            std::string::npos);
  EXPECT_EQ(content_of(folder / "run.h5"), before);
  write_result(folder / "run.h5", other, Overwrite::replace);
  EXPECT_NE(content_of(folder / "run.h5"), before);
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // they need their own large address space
TEST(ResultFile, TooLittleMemoryIsReportedWhereverItHitsAndTheProcessEndsCleanly) {
  const TestFolder folder;
  Result result = sample_result();
  result.dimensions.push_back({"cell", std::vector<std::string>(500000, "cell")});
  result.series.push_back({{"large", {"cell"}, "1", "Large", ""}, std::vector<double>(3000000)});
  std::uint64_t word = 1;  // noise, so that compression does not make it small
  for (double& value : result.series[2].values) value = static_cast<double>(word = word * 6364136223846793005u + 1);
  int failures = 0;
  for (std::size_t spare = 1; spare <= 22; spare += 7) {
    const int status = in_child([&] {
      std::size_t pages = 0;
      std::ifstream("/proc/self/statm") >> pages;
      const rlim_t most = pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)) + (spare << 20);
      const rlimit limit = {most, most};
      ::setrlimit(RLIMIT_AS, &limit);
      write_result(folder / "run.h5", result, Overwrite::refuse);
      return 0;
    });
    EXPECT_TRUE(status == io_failure || status == 0) << status << " with " << spare << " MiB more than the process had";
    EXPECT_EQ(folder.names().empty(), status != 0);
    std::filesystem::remove(folder / "run.h5");
    failures += status == 0 ? 0 : 1;
  }
  EXPECT_GE(failures, 2) << "memory was not short enough to show anything";
}
#endif

}  // namespace
}  // namespace millwright::results
