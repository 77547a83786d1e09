#include "results/arrays.hpp"

#include <bit>

#include "results/difference.hpp"
#include "unit/results/sample.hpp"

// Arrays are what results, sweeps and comparisons have in common; years are made of their months by what each variable
// is.
namespace millwright::results {
namespace {

using Names = std::vector<std::string>;

/// One replicate from October 2024 to January 2026: a flow, a stock, a mean, and one without a method.
Arrays sixteen_months() {
  Result result;
  result.dimensions = {{"size", {"small", "large"}}};
  for (int month = 0; month < 16; ++month) result.months.push_back(Month::of(2024, 10) + month);
  for (const char* method : {"time: sum", "time: point", "time: mean", ""}) {
    Series series{{std::string("v") + method[0], {"size"}, "1", "", method}, {}};
    if (*method != '\0') series.variable.name = std::string(method).substr(6);
    for (int month = 0; month < 16; ++month) series.values.insert(series.values.end(), {month + 1.0, 100.0});
    result.series.push_back(series);
  }
  return arrays_of(std::move(result));
}

TEST(Arrays, have_all_axes_of_a_result) {
  Result result = sample_result();
  result.outer = {{"arm", {"with", "without"}, 2}, {"point", {}, 3}};
  const Arrays arrays = arrays_of(std::move(result));
  EXPECT_EQ(arrays.series[1].variable.dimensions, (Names{"arm", "point", "replicate", "time", "sector", "size"}));
  EXPECT_EQ(arrays.axis("arm").labels, (Names{"with", "without"}));
  EXPECT_EQ(arrays.axis("point").length, 3u);
  EXPECT_EQ(arrays.axis("time").months.back(), Month::of(2025, 2));
  EXPECT_THROW(arrays.axis("region"), std::out_of_range);
}

// Months of 2025 are those numbered 4 to 15 here, with the values 4 to 15.
TEST(Years, are_sums_of_flows_ends_of_stocks_and_means_of_the_rest) {
  Arrays arrays = sixteen_months();
  const LeftOut left = make_yearly(arrays);
  EXPECT_EQ(arrays.axis("year").numbers, (std::vector<std::int32_t>{2025}));
  ASSERT_EQ(arrays.series.size(), 3u);
  EXPECT_EQ(arrays.series[0].variable.dimensions, (Names{"replicate", "year", "size"}));
  EXPECT_EQ(arrays.series[0].values, (std::vector<double>{(4 + 15) * 12 / 2, 1200}));
  EXPECT_EQ(arrays.series[1].values, (std::vector<double>{15, 100}));
  EXPECT_EQ(arrays.series[2].values, (std::vector<double>{9.5, 100}));
  EXPECT_EQ(left.years, (std::vector<int>{2024, 2026}));
  EXPECT_EQ(left.variables.size(), 1u);
}

TEST(Years, keep_replicates_apart) {
  Result result;
  result.replicates = 2;
  for (int month = 0; month < 24; ++month) result.months.push_back(Month::of(2024, 1) + month);
  Series flow{{"flow", {}, "1", "", "time: sum"}, std::vector<double>(48, 1)};
  flow.values[47] = 3;
  flow.values[0] = std::numeric_limits<double>::quiet_NaN();
  result.series = {flow};
  Arrays arrays = arrays_of(std::move(result));
  make_yearly(arrays);
  const auto& years = arrays.series[0].values;
  EXPECT_TRUE(std::isnan(years[0])) << "a month is not defined, so its year is not";
  EXPECT_EQ(std::vector<double>(years.begin() + 1, years.end()), (std::vector<double>{12, 12, 14}));
}

TEST(ArraysDifference, is_one_of_bits_and_told_with_labels) {
  const Arrays one = arrays_of(sample_result());
  EXPECT_TRUE(difference_between(one, one).none());
  Arrays other = one;
  other.series[1].values[18 + 6 + 3] = -1;  // replicate 1, month 1, sector 1, size 0
  other.series[0].values[0] = std::bit_cast<double>(std::bit_cast<std::uint64_t>(1.0) + 1);
  const Difference found = difference_between(one, other);
  EXPECT_EQ(found.differing, 2u);
  EXPECT_EQ(found.differing_arrays, 2u);
  ASSERT_TRUE(found.first);
  EXPECT_EQ(found.first->array, "employment");
  EXPECT_EQ(found.first->again, "1.0000000000000002");
  other.series[0].values = one.series[0].values;
  EXPECT_EQ(difference_between(one, other).first->labels[1], (std::pair<std::string, std::string>("time", "2025-01")));
}

TEST(ArraysDifference, is_one_of_shapes_too) {
  const Arrays one = arrays_of(sample_result());
  Arrays other = one;
  other.series.pop_back();
  EXPECT_FALSE(difference_between(one, other).none());
  EXPECT_FALSE(difference_between(other, one).none());
  other = one;
  other.axes.back().labels[0] = "tiny";
  EXPECT_FALSE(difference_between(one, other).none()) << "the same numbers under another label";
}

}  // namespace
}  // namespace millwright::results
