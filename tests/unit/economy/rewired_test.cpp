#include <gtest/gtest.h>

#include <algorithm>

#include "unit/economy/network_sample.hpp"

namespace millwright {
namespace {

std::vector<std::size_t> degrees(const Network& network) {
  std::vector<std::size_t> counts;
  for (std::size_t i = 0; i < network.firms(); ++i) counts.push_back(network.partners_of(i).size());
  return counts;
}

/// Links that both have, as a share of the links of the first.
double shared_links(const Network& one, const Network& other) {
  std::size_t shared = 0;
  for (std::size_t i = 0; i < one.firms(); ++i) {
    const auto row = other.partners_of(i);
    for (const std::uint32_t partner : one.partners_of(i)) shared += std::ranges::binary_search(row, partner) ? 1 : 0;
  }
  return static_cast<double>(shared) / static_cast<double>(one.partners.size());
}

class Rewired : public testing::Test {
 protected:
  const NetworkSample sample{5000};
  const Network network = build_network(sample.request());
};

TEST_F(Rewired, EveryFirmKeepsItsNumberOfPartners) {
  const Network placebo = rewired(network, {1, 0});
  EXPECT_EQ(degrees(placebo), degrees(network));
  EXPECT_EQ(fault_of(placebo), "");
}

TEST_F(Rewired, PartnersAreOthers) {
  // A firm drawn at random is rarely one of the few partners a firm had; hubs meet again.
  EXPECT_LT(shared_links(network, rewired(network, {1, 0})), 0.2);
  EXPECT_GT(shared_links(network, network), 0.99);
}

TEST_F(Rewired, TheDrawIsThatOfTheSeed) {
  EXPECT_EQ(rewired(network, {1, 0}).partners, rewired(network, {1, 0}).partners);
  EXPECT_NE(rewired(network, {1, 0}).partners, rewired(network, {2, 0}).partners);
  EXPECT_NE(rewired(network, {1, 0}).partners, rewired(network, {1, 1}).partners);
}

TEST_F(Rewired, ADenseNetworkKeepsAllItsLinks) {
  // Twelve firms of which each has ten partners: most random matches are loops or repetitions.
  Network dense;
  for (std::uint32_t i = 0; i < 12; ++i) {
    for (std::uint32_t k = 0; k < 12; ++k) {
      if (k != i && k / 2 != i / 2) dense.partners.push_back(k);
    }
    dense.offsets.push_back(static_cast<std::uint32_t>(dense.partners.size()));
  }
  ASSERT_EQ(fault_of(dense), "");
  const Network placebo = rewired(dense, {7, 0});
  EXPECT_EQ(fault_of(placebo), "");
  EXPECT_LE(placebo.partners.size(), dense.partners.size());
  EXPECT_GE(placebo.partners.size() + 8, dense.partners.size());
}

TEST(RewiredEdges, NothingToRewire) {
  EXPECT_EQ(rewired({}, {1, 0}).firms(), 0U);
  const Network pair{.offsets = {0, 1, 2}, .partners = {1, 0}};
  EXPECT_EQ(fault_of(rewired(pair, {1, 0})), "");
}

}  // namespace
}  // namespace millwright
