#include <set>

#include "economy/firms.hpp"

namespace millwright {
namespace {

// Columns of every type take the same room, so the size of a struct tells how many it has.
constexpr std::size_t column_bytes = sizeof(Column<double>);
static_assert(sizeof(Column<std::uint8_t>) == column_bytes && sizeof(Column<float>) == column_bytes);
static_assert(sizeof(Column<std::int16_t>) == column_bytes && sizeof(Column<Reason>) == column_bytes);

template <class Columns>
std::size_t visited() {
  Columns columns;
  std::set<const void*> seen;  // a column visited twice must not stand in for one left out
  Columns::visit_all(columns, [&](const auto& column) { seen.insert(&column); });
  return seen.size();
}

TEST(Columns, EveryColumnOfAFirmIsVisited) {
  EXPECT_EQ(visited<FirmColumns>(), sizeof(FirmColumns) / column_bytes);
}

TEST(Columns, EveryColumnOfATechnologyIsVisited) {
  EXPECT_EQ(visited<TechnologyColumns>(), sizeof(TechnologyColumns) / column_bytes);
}

TEST(Columns, ForEachArrayVisitsTheColumnsOfAllTechnologies) {
  Firms firms;
  firms.resize(3, 2);
  std::size_t count = 0;
  Firms::for_each_array(firms, [&](const auto& column) {
    EXPECT_EQ(column.size(), 3 * column.width()) << column.name();
    count += 1;
  });
  EXPECT_EQ(count, sizeof(FirmColumns) / column_bytes + 2 * sizeof(TechnologyColumns) / column_bytes);
}

TEST(Columns, NamesAreUniqueAndExplained) {
  Firms firms;
  firms.resize(1, 1);
  std::set<std::string_view> names;
  Firms::for_each_array(firms, [&](const auto& column) {
    EXPECT_TRUE(names.insert(column.name()).second) << column.name();
    EXPECT_FALSE(column.unit().empty()) << column.name();
    EXPECT_FALSE(column.meaning().empty()) << column.name();
  });
}

TEST(Columns, ValuesOfOneFirmStandTogether) {
  Column<int> column("c", "1", "a test", 4);
  column.resize(3, std::make_shared<ColumnStore>(column.room_for(3)));
  column.of(1)[2] = 7;
  EXPECT_EQ(column.values()[6], 7);
  EXPECT_EQ(column.of(0).size(), 4U);
}

}  // namespace
}  // namespace millwright
