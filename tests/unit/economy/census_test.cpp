#include "economy/census.hpp"

#include <gtest/gtest.h>

#include "core/fixed_point.hpp"
#include "economy/economy.hpp"
#include "unit/month/shipped.hpp"

// The census: every firm once, each count in the cell of the firm it belongs to, whatever the number of threads.
namespace millwright {
namespace {

struct Sample {
  scenario::Scenario scenario = shipped::china(2000);
  Economy economy = build_economy(scenario, {1, 0});
};

TEST(Census, CountsEveryFirmOnceInItsCell) {
  const Sample sample;
  const Economy& economy = sample.economy;
  const Census census = take_census(economy);
  const auto& all = economy.firms;
  Tally firms(1, economy.cells().count());
  for (std::size_t i = 0; i < all.count(); ++i) firms.at(0, economy.cell(i)) += 1;
  EXPECT_EQ(census.table(Count::firms).values(), firms.values());
  const std::pair<Count, const Column<double>*> columns[] = {
      {Count::workers, &all.employment}, {Count::orders, &all.orders},           {Count::output, &all.output},
      {Count::sales, &all.sales},        {Count::value_added, &all.value_added}, {Count::debt, &all.debt}};
  for (const auto& [count, column] : columns) {
    Tally sum(1, economy.cells().count());
    for (std::size_t i = 0; i < all.count(); ++i) sum.at(0, economy.cell(i)) += to_fixed<sum_scale>((*column)[i]);
    EXPECT_EQ(census.table(count).values(), sum.values()) << column->name();
  }
}

TEST(Census, AdoptersOfATechnologyAreCountedApartFromThoseOfAnother) {
  const Sample sample;
  const Economy& economy = sample.economy;
  const Census census = take_census(economy);
  for (std::size_t j = 0; j < economy.technologies(); ++j) {
    const auto& columns = economy.firms.technology[j];
    Tally workers(1, economy.cells().count()), tranches_live = workers, robots = workers, capital = workers;
    std::int64_t adopters = 0;
    for (std::size_t i = 0; i < economy.firms.count(); ++i) {
      if (columns.level[i] == 0) continue;
      adopters += 1;
      workers.at(0, economy.cell(i)) += to_fixed<sum_scale>(economy.firms.employment[i]);
      tranches_live.at(0, economy.cell(i)) += columns.level[i];
      robots.at(0, economy.cell(i)) += to_fixed<sum_scale>(columns.robots_in_use[i]);
      capital.at(0, economy.cell(i)) += to_fixed<sum_scale>(columns.capital[i]);
    }
    ASSERT_GT(adopters, 0);
    std::int64_t by_level = 0;
    for (std::size_t k = 0; k < tranches; ++k) by_level += census.by_level().at(j, k);
    EXPECT_EQ(by_level, adopters);
    for (std::size_t cell = 0; cell < workers.second(); ++cell) {
      EXPECT_EQ(census.table(AdopterCount::workers).at(j, cell), workers.at(0, cell));
      EXPECT_EQ(census.table(AdopterCount::tranches_live).at(j, cell), tranches_live.at(0, cell));
      EXPECT_EQ(census.table(AdopterCount::robots).at(j, cell), robots.at(0, cell));
      EXPECT_EQ(census.table(AdopterCount::capital).at(j, cell), capital.at(0, cell));
    }
  }
}

TEST(Census, IsTheSameHoweverFirmsAreSpreadOverCells) {
  // Each firm of a sector in turn is of another ownership, so that none of a run's cells holds most of its firms.
  Sample sample;
  auto& firms = sample.economy.firms;
  const std::size_t ownerships = sample.economy.cells().ownerships;
  ASSERT_GT(ownerships, 2U);
  const Census before = take_census(sample.economy);
  for (std::size_t i = 0; i < firms.count(); ++i) firms.ownership[i] = static_cast<std::uint8_t>(i % ownerships);
  const Census after = take_census(sample.economy);
  const Cells cells = sample.economy.cells();
  const auto by_sector = [&](const Tally& table) {
    std::vector<std::int64_t> sums(table.first() * cells.sectors);
    for (std::size_t j = 0; j < table.first(); ++j) {
      for (std::size_t cell = 0; cell < cells.count(); ++cell)
        sums[j * cells.sectors + cells.sector_of(cell)] += table.at(j, cell);
    }
    return sums;
  };
  for (std::size_t count = 0; count < counts; ++count) {
    const auto what = static_cast<Count>(count);
    EXPECT_EQ(by_sector(before.table(what)), by_sector(after.table(what))) << count;
  }
  for (std::size_t count = 0; count < adopter_counts; ++count) {
    const auto what = static_cast<AdopterCount>(count);
    EXPECT_EQ(by_sector(before.table(what)), by_sector(after.table(what))) << count;
  }
  Tally firms_of_cells(1, cells.count());
  for (std::size_t i = 0; i < firms.count(); ++i) firms_of_cells.at(0, sample.economy.cell(i)) += 1;
  EXPECT_EQ(after.table(Count::firms).values(), firms_of_cells.values());
  EXPECT_EQ(before.outcomes().values(), after.outcomes().values());
}

TEST(Census, OutcomesOfATechnologyAddUpToTheFirms) {
  Sample sample;
  auto& firms = sample.economy.firms;
  constexpr auto installing = static_cast<std::size_t>(Reason::installing);
  firms.project[3] = no_project;
  firms.technology[1].level[3] = 0;
  firms.technology[1].reason[3] = Reason::doubt;
  const std::int64_t before = take_census(sample.economy).outcomes().at(1, firms.size[3], installing);
  firms.project[3] = 0;  // a project under way goes before the reason of the last review
  const Census census = take_census(sample.economy);
  EXPECT_EQ(census.outcomes().at(1, firms.size[3], installing), before + 1);
  for (std::size_t j = 0; j < sample.economy.technologies(); ++j) {
    std::int64_t total = 0;
    for (std::size_t z = 0; z < census.outcomes().second(); ++z) {
      for (std::size_t k = 0; k < census.outcomes().third(); ++k) total += census.outcomes().at(j, z, k);
    }
    EXPECT_EQ(total, static_cast<std::int64_t>(firms.count()));
  }
}

TEST(Census, BlocksMayBeCountedInAnyOrder) {
  const Sample sample;
  const std::size_t all = sample.economy.firms.count();
  ASSERT_GT(all, 2 * block_size);
  const Block blocks[] = {{0, block_size, 0}, {block_size, 2 * block_size, 1}, {2 * block_size, all, 2}};
  Census forward(sample.economy), backward(sample.economy);
  for (const std::size_t b : {0, 1, 2}) forward.add(sample.economy, blocks[b]);
  for (const std::size_t b : {2, 1, 0}) backward.add(sample.economy, blocks[b]);
  for (std::size_t count = 0; count < counts; ++count) {
    EXPECT_EQ(forward.table(static_cast<Count>(count)).values(), backward.table(static_cast<Count>(count)).values());
  }
}

}  // namespace
}  // namespace millwright
