#include "results/result_check.hpp"

#include <functional>

#include "unit/results/sample.hpp"

namespace millwright::results {
namespace {

/// The contradiction in the sample after `change`.
std::string after(const std::function<void(Result&)>& change) {
  Result result = sample_result();
  change(result);
  return contradiction(result);
}

TEST(ResultCheck, ASoundResultHasNoContradiction) {
  EXPECT_EQ(contradiction(sample_result()), "");
}

TEST(ResultCheck, SizesMustAgree) {
  EXPECT_NE(after([](Result& r) { r.series[1].values.pop_back(); }), "");
  EXPECT_NE(after([](Result& r) { r.replicates = 3; }), "");
  EXPECT_NE(after([](Result& r) { r.replicates = 0; }), "");
  EXPECT_NE(after([](Result& r) { r.months.clear(); }), "");
  EXPECT_NE(after([](Result& r) { r.months[2] = r.months[2] + 1; }), "");
  EXPECT_NE(after([](Result& r) { r.dimensions[0].labels.push_back("more"); }), "");
  EXPECT_NE(after([](Result& r) { r.tables[0].columns[2].numbers.pop_back(); }), "");
  EXPECT_NE(after([](Result& r) { r.tables[0].columns[0].numbers = {1, 2, 3}; }), "");
}

TEST(ResultCheck, CellsBeyondCountingAndMonthsBeyondTheCalendarAreRefused) {
  EXPECT_NE(after([](Result& r) {
              // 2^16 labels four times: their product is 0 for a processor, as many as there are values.
              r.series[1].variable.dimensions.clear(), r.series[1].values.clear();
              for (const char* name : {"a", "b", "c", "d"}) {
                r.dimensions.push_back({name, std::vector<std::string>(1 << 16)});
                r.series[1].variable.dimensions.emplace_back(name);
              }
            }),
            "");
  EXPECT_NE(after([](Result& r) { r.months = {Month{std::numeric_limits<std::int32_t>::max()}}; }), "");
  EXPECT_NE(after([](Result& r) { r.months = {Month{-1}, Month{0}, Month{1}}; }), "");
}

TEST(ResultCheck, NamesMustBeUsableInEveryReaderAndUnique) {
  for (const char* name :
       {"", "Wage", "1st", "a-b", "a b", "a/b", "\xc3\xa9", "time", "sector", "employment", "events"})
    EXPECT_NE(after([&](Result& r) { r.series[1].variable.name = name; }), "") << name;
  EXPECT_NE(after([](Result& r) { r.dimensions[1].name = "replicate"; }), "");
  EXPECT_NE(after([](Result& r) { r.tables[0].columns[0].name = "event"; }), "");
  EXPECT_NE(after([](Result& r) { r.tables[0].columns[0].name = "kind"; }), "");
}

TEST(ResultCheck, VariablesNeedKnownDimensionsEachOnce) {
  EXPECT_NE(after([](Result& r) { r.series[1].variable.dimensions = {"sector", "sector"}; }), "");
  EXPECT_NE(after([](Result& r) { r.series[1].variable.dimensions = {"sector", "region"}; }), "");
}

TEST(ResultCheck, UnitsThatReadersTurnIntoTimeSpansAreRefused) {
  EXPECT_NE(after([](Result& r) { r.series[1].variable.unit = "days"; }), "");
  EXPECT_NE(after([](Result& r) { r.tables[0].columns[0].unit = "hours"; }), "");
  EXPECT_EQ(after([](Result& r) { r.series[1].variable.unit = "d"; }), "");
}

TEST(ResultCheck, EveryCodeNeedsALabel) {
  EXPECT_NE(after([](Result& r) { r.tables[0].columns[1].integers[0] = 2; }), "");
  EXPECT_NE(after([](Result& r) { r.tables[0].columns[1].integers[0] = -2; }), "");
  EXPECT_NE(after([](Result& r) { r.tables[0].columns[2].labels = {"a"}; }), "") << "labels belong to integers";
}

TEST(ResultCheck, AContradictionIsReportedAsADefectAndNothingIsWritten) {
  const TestFolder folder;
  Result result = sample_result();
  result.series[0].values.clear();
  const auto write = [&] { write_result(folder / "run.h5", result, Overwrite::refuse); };
  EXPECT_NE(problem_of(write, ExitCode::defect).what.find("employment"), std::string::npos);
  EXPECT_TRUE(folder.names().empty());
}

TEST(ResultCheck, TextIsValidUtf8WithoutNul) {
  for (const char* text :
       {"", "a\n\t", "\xc3\xa9", "\xe7\x94\xb5", "\xf0\x9f\x8f\xad", "\xed\x9f\xbf", "\xf4\x8f\xbf\xbf"})
    EXPECT_TRUE(is_text(text)) << text;
  for (const char* text : {"\x80", "\xc3", "\xc1\xa9", "\xe0\x80\x80", "\xed\xa0\x80", "\xf0\x80\x80\x80",
                           "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xe7\x94", "a\xff"})
    EXPECT_FALSE(is_text(text)) << printable(text);
  EXPECT_FALSE(is_text(std::string("a\0b", 3)));
}

}  // namespace
}  // namespace millwright::results
