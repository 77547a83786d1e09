// Ticks must be round numbers that can be read, wherever the values lie, and positions must be finite.
#include "charts/scale.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace millwright::charts {
namespace {

std::vector<std::string> labels(const AxisScale& scale) {
  std::vector<std::string> result;
  for (const Tick& tick : scale.ticks()) result.push_back(tick.label);
  return result;
}

using Labels = std::vector<std::string>;

TEST(AxisScale, TicksAreOneTwoOrFiveTimesAPowerOfTen) {
  EXPECT_EQ(labels(AxisScale({}, {0, 10}, 5, Ends::round)), (Labels{"0", "2", "4", "6", "8", "10"}));
  EXPECT_EQ(labels(AxisScale({}, {0, 0.9}, 5, Ends::round)), (Labels{"0.0", "0.2", "0.4", "0.6", "0.8", "1.0"}));
  EXPECT_EQ(labels(AxisScale({}, {-4, 21}, 5, Ends::round)), (Labels{"\u22125", "0", "5", "10", "15", "20"}));
}

TEST(AxisScale, RoundEndsAreTakenOnlyWhereTheyAreNear) {
  const AxisScale near({}, {0.2, 9.5}, 5, Ends::round);
  EXPECT_EQ(near.low(), 0);
  EXPECT_EQ(near.high(), 10);
  const AxisScale far({}, {0, 10.1}, 5, Ends::round);  // the next tick is at 15
  EXPECT_LT(far.high(), 11);
  EXPECT_GE(far.high(), 10.1);
}

TEST(AxisScale, SharesInPercentAndThousands) {
  const AxisScale share({"Adoption", "1", Scale::linear, true, true}, {0.1, 0.4}, 4, Ends::round);
  EXPECT_EQ(labels(share), (Labels{"0", "10", "20", "30", "40"}));
  EXPECT_EQ(share.title(), "Adoption (%)");
  EXPECT_EQ(labels(AxisScale({}, {0, 200000}, 2, Ends::round)), (Labels{"0", "100,000", "200,000"}));
}

TEST(AxisScale, HugeAndTinyNumbersLeaveAPowerOfTenToTheTitle) {
  const AxisScale huge({"Output", "m CNY"}, {0, 4e7}, 4, Ends::round);
  EXPECT_EQ(labels(huge), (Labels{"0", "10", "20", "30", "40"}));
  EXPECT_EQ(huge.title(), "Output (10\u2076 m CNY)");
  const AxisScale tiny({"Rate", ""}, {0, 3e-9}, 3, Ends::round);
  EXPECT_EQ(labels(tiny), (Labels{"0", "1", "2", "3"}));
  EXPECT_EQ(tiny.title(), "Rate (10\u207b\u2079)");
}

TEST(AxisScale, MonthsAreCountedInMonthsQuartersAndYears) {
  const Axis axis{"", "", Scale::month};
  EXPECT_EQ(labels(AxisScale(axis, {24288, 24291}, 4, Ends::exact)),
            (Labels{"2024-01", "2024-02", "2024-03", "2024-04"}));
  EXPECT_EQ(labels(AxisScale(axis, {24289, 24306}, 4, Ends::exact)), (Labels{"2024-07", "2025-01", "2025-07"}));
  EXPECT_EQ(labels(AxisScale(axis, {24288, 24348}, 10, Ends::exact)),
            (Labels{"2024", "2025", "2026", "2027", "2028", "2029"}));
  EXPECT_EQ(labels(AxisScale(axis, {24288, 24888}, 4, Ends::exact)), (Labels{"2040", "2060"}));
}

TEST(AxisScale, LogarithmicAxesHaveDecadesOrPartsOfOne) {
  const Axis axis{"", "", Scale::logarithmic};
  EXPECT_EQ(labels(AxisScale(axis, {2, 3000}, 5, Ends::round)), (Labels{"1", "10", "100", "1000", "10,000"}));
  EXPECT_EQ(labels(AxisScale(axis, {3, 40}, 5, Ends::round)), (Labels{"2", "5", "10", "20", "50"}));
  EXPECT_EQ(labels(AxisScale(axis, {1e-9, 1e-8}, 5, Ends::round)),
            (Labels{"10\u207b\u2079", "2\u00b710\u207b\u2079", "5\u00b710\u207b\u2079", "10\u207b\u2078"}));
  AxisScale scale(axis, {1, 100}, 5, Ends::round);
  scale.place(0, 200);
  EXPECT_NEAR(scale.at(10), 100, 1e-9);
  EXPECT_FALSE(scale.shows(0));
  EXPECT_EQ(scale.at(-1), 0);
}

TEST(AxisScale, EveryExtentGivesAnAxisWithFinitePositions) {
  constexpr double most = std::numeric_limits<double>::max();
  constexpr double least = std::numeric_limits<double>::denorm_min();
  const std::vector<double> numbers = {0, 1, -1, 1e-300, least, -least, 1e9, 1e9 + 1e-6, 1e300, most, -most, 24288};
  for (const Scale kind : {Scale::linear, Scale::logarithmic, Scale::month}) {
    for (const double low : numbers) {
      for (const double high : numbers) {
        Extent extent;
        if (kind != Scale::logarithmic || low > 0) extent.add(low);
        if (kind != Scale::logarithmic || high > 0) extent.add(high);
        AxisScale scale({"", "", kind, false, false}, extent, 6, Ends::round);
        scale.place(0, 100);
        EXPECT_LT(scale.low(), scale.high()) << low << " " << high;
        EXPECT_LE(scale.ticks().size(), 14U) << low << " " << high;
        for (const double value : {low, high, scale.base()}) EXPECT_TRUE(std::isfinite(scale.at(value))) << value;
        for (const Tick& tick : scale.ticks()) EXPECT_LE(tick.label.size(), 40U) << tick.label;
      }
    }
  }
}

TEST(AxisScale, AnEmptyExtentIsAnAxisFromZeroToOne) {
  const AxisScale scale({}, {}, 2, Ends::round);
  EXPECT_EQ(scale.low(), 0);
  EXPECT_EQ(scale.high(), 1);
}

TEST(HorizontalScale, LabelsDoNotTouch) {
  for (const double width : {60.0, 120.0, 317.0, 720.0}) {
    const AxisScale scale = horizontal_scale({"", "", Scale::month}, {24288, 24310}, Ends::exact, {0, width}, 10);
    for (std::size_t i = 1; i < scale.ticks().size(); ++i) {
      const double gap = scale.at(scale.ticks()[i].value) - scale.at(scale.ticks()[i - 1].value);
      EXPECT_GE(gap, 48) << width;  // seven characters of "2024-01" in DejaVu Sans at 10 px
    }
  }
}

TEST(HorizontalScale, CountsHaveNoHalvesBetweenThem) {
  const std::vector<double> replicates = {2, 3, 4, 5};
  EXPECT_EQ(most_ticks(replicates), 3);
  EXPECT_EQ(labels(horizontal_scale({}, {2, 5}, Ends::exact, {0, 720}, 10, most_ticks(replicates))),
            (Labels{"2", "3", "4", "5"}));
  for (const std::vector<double>& others : {std::vector{2.0, 2.5, 5.0}, std::vector{2.0, 2.0}, std::vector<double>{}}) {
    EXPECT_EQ(most_ticks(others), 8);
  }
}

TEST(ValueText, IsWhatAReaderWouldTypeOff) {
  EXPECT_EQ(value_text({"", "", Scale::month}, 24288), "2024-01");
  EXPECT_EQ(value_text({"", "", Scale::month}, -1), "-001-12");
  EXPECT_EQ(value_text({"", "1", Scale::linear, true}, 0.125), "12.5");
  EXPECT_EQ(value_text({}, -0.0), "0");
  EXPECT_EQ(value_text({}, std::nan("")), "");
  EXPECT_EQ(axis_title({"Wage", "CNY / year"}), "Wage (CNY / year)");
  EXPECT_EQ(axis_title({"Share", "1"}), "Share");
}

}  // namespace
}  // namespace millwright::charts
