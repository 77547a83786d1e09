#include "results/netcdf_file.hpp"

#include <gtest/gtest.h>

#include <numeric>

namespace millwright::results {
namespace {

std::uint64_t product(const std::vector<std::uint64_t>& lengths) {
  return std::accumulate(lengths.begin(), lengths.end(), std::uint64_t{1}, std::multiplies<>());
}

TEST(NetcdfFile, LayoutIsContiguousUpToOneMebibyte) {
  EXPECT_TRUE(layout_by_size(std::vector<std::uint64_t>{131072}, 8).chunk.empty());
  EXPECT_FALSE(layout_by_size(std::vector<std::uint64_t>{131073}, 8).chunk.empty());
}

TEST(NetcdfFile, ChunksFitInOneMebibyteAndInTheVariable) {
  const std::vector<std::vector<std::uint64_t>> shapes = {{131073},     {10, 180, 12, 100},   {1, 180, 100000},
                                                          {1000000, 2}, {3, 1, 1, 7, 200000}, {200000, 1, 7}};
  for (const auto& shape : shapes) {
    const std::vector<std::uint64_t> chunk = layout_by_size(shape, 8).chunk;
    ASSERT_EQ(chunk.size(), shape.size());
    for (std::size_t i = 0; i < shape.size(); ++i) {
      EXPECT_GE(chunk[i], 1u);
      EXPECT_LE(chunk[i], shape[i]) << "HDF5 refuses chunks larger than a fixed dimension";
    }
    EXPECT_LE(product(chunk) * 8, std::uint64_t{1} << 20);
    EXPECT_GE(product(chunk) * 8, std::uint64_t{1} << 18) << "small chunks are slow";
  }
}

TEST(NetcdfFile, ARefusedCallThrowsWithItsReasonAndLeavesTheLibraryUsable) {
  const std::vector<double> values = {1, 2};
  {
    NetcdfFile file;
    const auto axis = file.add_dimension(NetcdfFile::root(), "x", 2);
    file.add_variable(NetcdfFile::root(), "twice", std::vector{axis}, values, {});
    try {
      file.add_variable(NetcdfFile::root(), "twice", std::vector{axis}, values, {});
      FAIL() << "two variables of one name";
    } catch (const Hdf5Error& error) {
      EXPECT_NE(std::string(error.what()).find("exists"), std::string::npos) << error.what();
    }
  }
  NetcdfFile other;
  EXPECT_FALSE(other.finish().empty());
}

TEST(NetcdfFile, ScalarVariablesAndEmptyTextsAreAllowed) {
  NetcdfFile file;
  const std::vector<double> one = {4.5};
  file.add_variable(NetcdfFile::root(), "scalar", {}, one, {{"comment", ""}});
  EXPECT_FALSE(file.finish().empty());
}

}  // namespace
}  // namespace millwright::results
