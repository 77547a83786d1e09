#include "results/difference.hpp"

#include <bit>
#include <limits>

#include "sample.hpp"

// Two results are the same when all bits of all arrays are; the first value that is not is told with its labels.
namespace millwright::results {
namespace {

using Labels = std::vector<std::pair<std::string, std::string>>;

TEST(Difference, there_is_none_between_equal_results) {
  const Difference found = difference_between(sample_result(), sample_result());
  EXPECT_TRUE(found.none());
  EXPECT_FALSE(found.first);
  EXPECT_EQ(found.arrays, 5u);
  EXPECT_EQ(found.values, 6u + 36u + 9u);
}

TEST(Difference, names_variable_month_and_labels) {
  Result again = sample_result();
  again.series[1].values[18 + 6 + 3] = -1;  // replicate 1, month 1, sector 1, size 0
  const Difference found = difference_between(sample_result(), again);
  EXPECT_EQ(found.differing, 1u);
  EXPECT_EQ(found.differing_arrays, 1u);
  ASSERT_TRUE(found.first);
  EXPECT_EQ(found.first->array, "wage");
  EXPECT_EQ(
      found.first->labels,
      (Labels{{"time", "2025-01"}, {"replicate", "1"}, {"sector", "\xe7\x94\xb5\xe5\xad\x90"}, {"size", "small"}}));
  EXPECT_EQ(found.first->recorded, "27");
  EXPECT_EQ(found.first->again, "-1");
}

// A run drifts apart from some month on; that month is where to look, in whichever variable or replicate it is.
TEST(Difference, begins_with_the_earliest_month) {
  Result again = sample_result();
  again.series[0].values[2] = 0;       // replicate 0, month 2
  again.series[1].values[18 + 1] = 0;  // replicate 1, month 0
  const Difference found = difference_between(sample_result(), again);
  EXPECT_EQ(found.differing, 2u);
  EXPECT_EQ(found.differing_arrays, 2u);
  ASSERT_TRUE(found.first);
  EXPECT_EQ(found.first->array, "wage");
}

TEST(Difference, is_one_of_bits) {
  const auto first_of = [](double recorded, double again) {
    Result one = sample_result(), other = sample_result();
    one.series[0].values[0] = recorded, other.series[0].values[0] = again;
    const Difference found = difference_between(one, other);
    return found.first ? found.first->recorded + " " + found.first->again : "same";
  };
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(first_of(nan, nan), "same");
  EXPECT_EQ(first_of(nan, std::bit_cast<double>(std::bit_cast<std::uint64_t>(nan) + 1)),
            "NaN (bits 7ff8000000000000) NaN (bits 7ff8000000000001)");
  EXPECT_EQ(first_of(0.0, -0.0), "0 -0");
  EXPECT_EQ(first_of(0.1, 0.1 + 1e-18), "same");
  EXPECT_EQ(first_of(0.3, 0.1 + 0.2), "0.3 0.30000000000000004");
}

TEST(Difference, of_tables_names_column_and_row) {
  Result again = sample_result();
  again.tables[0].columns[2].numbers[1] = 5;
  const Difference found = difference_between(sample_result(), again);
  ASSERT_TRUE(found.first);
  EXPECT_EQ(found.first->array, "events/price");
  EXPECT_EQ(found.first->labels, (Labels{{"event", "1"}}));
  again.tables[0].columns[0].integers.pop_back();
  EXPECT_EQ(difference_between(sample_result(), again).shapes,
            (std::vector<std::string>{"events/firm has 3 rows in the file and 2 now"}));
}

TEST(Difference, of_shape_is_told_in_words) {
  const auto shape_of = [](auto&& change) {
    Result again = sample_result();
    change(again);
    const Difference found = difference_between(sample_result(), again);
    EXPECT_FALSE(found.none());
    return found.shapes.at(0);
  };
  EXPECT_EQ(shape_of([](Result& r) { r.months.pop_back(); }), "the months differ");
  EXPECT_EQ(shape_of([](Result& r) { r.replicates = 1; }), "the number of replicates differs");
  EXPECT_EQ(shape_of([](Result& r) { r.dimensions[1].labels[0] = "tiny"; }), "the labels of size differ");
  EXPECT_EQ(shape_of([](Result& r) { r.series.pop_back(); }), "only the file has the variable wage");
  EXPECT_EQ(shape_of([](Result& r) { r.series[1].variable.name = "pay"; }), "only the file has the variable wage");
  EXPECT_EQ(
      shape_of([](Result& r) { std::swap(r.series[1].variable.dimensions[0], r.series[1].variable.dimensions[1]); }),
      "the dimensions of wage differ");
  EXPECT_EQ(shape_of([](Result& r) { r.tables.clear(); }), "only the file has the table events");
  EXPECT_EQ(shape_of([](Result& r) { r.tables[0].columns[1].labels[0] = "start"; }),
            "the meanings of the codes of events/kind differ");
}

}  // namespace
}  // namespace millwright::results
