#include <gtest/gtest.h>

#include "unit/economy/network_sample.hpp"

namespace millwright {
namespace {

/// Rows of an undirected network with the given links.
Network linked(std::size_t firms, const std::vector<std::pair<std::uint32_t, std::uint32_t>>& links) {
  Network one_way{.offsets = {0}, .partners = {}};
  for (std::uint32_t i = 0; i < firms; ++i) {
    for (const auto& [from, to] : links) {
      if (from == i) one_way.partners.push_back(to);
    }
    one_way.offsets.push_back(static_cast<std::uint32_t>(one_way.partners.size()));
  }
  return symmetrised(one_way);
}

TEST(NetworkMeasures, ATriangleWithATailAndTwoLonelyFirms) {
  const NetworkMeasures found = measure(linked(6, {{0, 1}, {1, 2}, {0, 2}, {2, 3}}));
  EXPECT_EQ(found.firms, 6u);
  EXPECT_EQ(found.links, 4u);
  EXPECT_EQ(found.components, 3u);  // the four, and each of the two others
  EXPECT_DOUBLE_EQ(found.largest_component_share, 4.0 / 6);
  EXPECT_DOUBLE_EQ(found.isolated_share, 2.0 / 6);
  EXPECT_DOUBLE_EQ(found.mean_partners, 8.0 / 6);
  EXPECT_EQ(found.max_partners, 3u);
  EXPECT_EQ(found.highest_core, 2u);  // the triangle
}

TEST(NetworkMeasures, PageRankOfAStar) {
  // Centre c and four leaves: c = 0.15 / 5 + 0.85 (1 - c), since the leaves pass all they have to the centre.
  const NetworkMeasures star = measure(linked(5, {{0, 1}, {0, 2}, {0, 3}, {0, 4}}));
  EXPECT_NEAR(star.largest_page_rank, (0.03 + 0.85) / 1.85, 1e-3);
  EXPECT_EQ(star.highest_core, 1u);
  EXPECT_EQ(star.components, 1u);
}

TEST(NetworkMeasures, EmptyNetworks) {
  EXPECT_EQ(measure(Network{}).firms, 0u);
  const NetworkMeasures lonely = measure(Network{.offsets = {0, 0, 0, 0}, .partners = {}});
  EXPECT_EQ(lonely.components, 3u);
  EXPECT_EQ(lonely.isolated_share, 1);
  EXPECT_EQ(lonely.tail_exponent, 0);
}

TEST(NetworkMeasures, HillExponentOfAKnownTail) {
  // Row lengths that are the quantiles of a Pareto distribution of exponent 2; only lengths matter to the estimate.
  Network rows{.offsets = {0}, .partners = {}};
  constexpr std::uint32_t firms = 20000;
  for (std::uint32_t i = 0; i < firms; ++i) {
    const double u = (i + 0.5) / firms;
    const auto length = static_cast<std::uint32_t>(30 / std::sqrt(1 - u));
    for (std::uint32_t k = 0; k < length; ++k) rows.partners.push_back((i + k + 1) % firms);
    rows.offsets.push_back(static_cast<std::uint32_t>(rows.partners.size()));
  }
  EXPECT_NEAR(measure(rows).tail_exponent, 2, 0.1);
}

TEST(NetworkMeasures, TheDrawnNetworkHangsTogetherAndIsHeavyTailed) {
  const NetworkMeasures drawn = measure(build_network(NetworkSample(20000).request()));
  EXPECT_GT(drawn.largest_component_share, 0.99);
  EXPECT_EQ(drawn.isolated_share, 0);  // everybody has a supplier
  EXPECT_NEAR(drawn.mean_partners, 6, 0.2);
  EXPECT_GT(drawn.max_partners, 20 * drawn.mean_partners);
  EXPECT_GT(drawn.percentile_99_partners, 4 * drawn.mean_partners);
  // Customers inherit the size tail: 1.06 / 0.8 = 1.3; records of firms find 1 to 1.5.
  EXPECT_GT(drawn.tail_exponent, 1.0);
  EXPECT_LT(drawn.tail_exponent, 2.0);
}

TEST(NetworkMeasures, FaultsAreFoundAndNamed) {
  EXPECT_EQ(fault_of(linked(3, {{0, 1}, {1, 2}})), "");
  EXPECT_EQ(fault_of({.offsets = {0, 1, 1}, .partners = {1}}), "firm 1 does not know firm 0");
  EXPECT_EQ(fault_of({.offsets = {0, 1}, .partners = {0}}), "firm 0 is its own partner");
  EXPECT_EQ(fault_of({.offsets = {0, 1}, .partners = {4}}), "firm 0 has the partner 4, which does not exist");
  EXPECT_EQ(fault_of({.offsets = {0, 2, 3, 4}, .partners = {2, 1, 0, 0}}), "the partners of firm 0 are not in order");
  EXPECT_EQ(fault_of({.offsets = {0, 1, 0, 1}, .partners = {1}}), "a row ends before it begins");
  EXPECT_EQ(fault_of({.offsets = {0, 2}, .partners = {}}), "the rows do not end where the list of partners ends");
}

}  // namespace
}  // namespace millwright
