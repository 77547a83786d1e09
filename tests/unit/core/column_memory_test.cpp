#include "core/column_memory.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

// Columns share one piece of memory, lie apart in it, begin at different lines of a page, and outlive nothing.
namespace millwright {
namespace {

using Values = std::vector<double, ColumnMemory<double>>;

std::uintptr_t place(const Values& values) {
  return reinterpret_cast<std::uintptr_t>(values.data());
}

TEST(ColumnMemory, ColumnsBeginAtDifferentLinesOfAPage) {
  constexpr std::size_t count = 512, columns = 64, bytes = count * sizeof(double);  // a page each
  const auto store = std::make_shared<ColumnStore>(columns * ColumnStore::room_for(bytes));
  std::vector<bool> taken(columns);
  std::vector<Values> all;
  for (std::size_t c = 0; c < columns; ++c) {
    all.emplace_back(count, static_cast<double>(c), ColumnMemory<double>{store});
    EXPECT_EQ(place(all.back()) % cache_line, 0U);
    const std::size_t line = place(all.back()) % 4096 / cache_line;
    EXPECT_FALSE(taken[line]) << c;
    taken[line] = true;
  }
  for (std::size_t c = 0; c < columns; ++c) EXPECT_EQ(all[c], Values(count, static_cast<double>(c))) << c;
}

TEST(ColumnMemory, AFullStoreGivesNothing) {
  const auto store = std::make_shared<ColumnStore>(ColumnStore::room_for(80));
  const Values first(10, 1.0, ColumnMemory<double>{store});
  EXPECT_THROW(Values(1, 1.0, ColumnMemory<double>{store}), std::bad_alloc);
}

TEST(ColumnMemory, AStoreLivesAsLongAsItsColumns) {
  std::weak_ptr<ColumnStore> watched;
  {
    Values values;
    {
      const auto store = std::make_shared<ColumnStore>(ColumnStore::room_for(80));
      watched = store;
      values = Values(10, 2.0, ColumnMemory<double>{store});
    }
    EXPECT_FALSE(watched.expired());
    EXPECT_EQ(values[9], 2.0);
  }
  EXPECT_TRUE(watched.expired());
}

TEST(ColumnMemory, CopiesStandOutsideTheStore) {
  const auto store = std::make_shared<ColumnStore>(2 * ColumnStore::room_for(80));
  const Values values(10, 3.0, ColumnMemory<double>{store});
  Values copy = values;
  EXPECT_EQ(copy.get_allocator().store, nullptr);
  EXPECT_EQ(copy, values);
  copy[0] = 4;
  EXPECT_EQ(values[0], 3);
  Values other(10, 0.0, ColumnMemory<double>{store});
  other = copy;  // assignment keeps the memory that the column has
  EXPECT_EQ(other.get_allocator().store, store);
  EXPECT_EQ(other, copy);
}

}  // namespace
}  // namespace millwright
