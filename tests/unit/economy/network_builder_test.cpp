#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "core/parallel.hpp"
#include "unit/economy/network_sample.hpp"

namespace millwright {
namespace {

constexpr std::size_t many = 40000;

double mean_row(const Network& network) {
  return static_cast<double>(network.partners.size()) / static_cast<double>(network.firms());
}

TEST(NetworkBuilder, RowsAreSortedSymmetricAndWithoutTheFirmItself) {
  for (const std::size_t firms : {2u, 5u, 200u, 20000u}) {
    const NetworkSample sample(firms);
    const Network network = build_network(sample.request());
    ASSERT_EQ(network.firms(), firms);
    std::set<std::pair<std::uint32_t, std::uint32_t>> links;
    for (std::uint32_t i = 0; i < firms; ++i) {
      const auto row = network.partners_of(i);
      EXPECT_TRUE(std::is_sorted(row.begin(), row.end()));
      for (const std::uint32_t partner : row) {
        EXPECT_NE(partner, i);
        EXPECT_TRUE(links.emplace(i, partner).second) << "a partner stands twice in a row";
      }
    }
    for (const auto& [from, to] : links) EXPECT_TRUE(links.contains({to, from})) << from << " -> " << to;
    EXPECT_EQ(fault_of(network), "");
  }
}

TEST(NetworkBuilder, SymmetrisedRowsHoldSuppliersAndCustomersAndNobodyElse) {
  const Network suppliers{.offsets = {0, 2, 3, 3, 4}, .partners = {1, 2, 0, 0}};  // 0 buys of 1, 2; 1 of 0; 3 of 0
  const Network both = symmetrised(suppliers);
  EXPECT_EQ(both.offsets, (std::vector<std::uint32_t>{0, 3, 4, 5, 6}));
  EXPECT_EQ(both.partners, (std::vector<std::uint32_t>{1, 2, 3, 0, 0, 0}));  // 0 and 1 supply each other: one link
}

// Firms are stored by sector; luck goes with ids, so the same firms must be partners in any order that keeps those of a
// sector as they were.
TEST(NetworkBuilder, PartnersDoNotDependOnTheOrderOfSectorsInStorage) {
  const NetworkSample sample(5000);
  const Network plain = build_network(sample.request());
  std::vector<std::uint32_t> id(sample.sector.size());
  std::iota(id.begin(), id.end(), 0U);
  std::stable_sort(id.begin(), id.end(), [&](auto a, auto b) { return sample.sector[a] > sample.sector[b]; });
  NetworkSample moved(0);
  for (const std::uint32_t firm : id)
    moved.sector.push_back(sample.sector[firm]), moved.size.push_back(sample.size[firm]);
  NetworkRequest request = moved.request();
  request.id = id;
  const Network network = build_network(request);
  ASSERT_EQ(network.firms(), plain.firms());
  for (std::size_t row = 0; row < id.size(); ++row) {
    std::vector<std::uint32_t> partners;
    for (const std::uint32_t partner : network.partners_of(row)) partners.push_back(id[partner]);
    std::sort(partners.begin(), partners.end());
    const auto expected = plain.partners_of(id[row]);
    ASSERT_TRUE(std::equal(partners.begin(), partners.end(), expected.begin(), expected.end())) << "firm " << id[row];
  }
}

/// Share of supplier links that stay within the buyer's region, of two regions of half the firms each.
double share_at_home(double same_region) {
  const NetworkSample sample(many);
  std::vector<std::uint8_t> region;
  for (std::size_t i = 0; i < many; ++i) region.push_back(static_cast<std::uint8_t>(i / 4 % 2));
  NetworkRequest request = sample.request();
  request.region = region;
  request.regions = 2;
  request.same_region = same_region;
  const Network suppliers = draw_suppliers(request);
  double at_home = 0;
  for (std::size_t i = 0; i < many; ++i) {
    for (const std::uint32_t supplier : suppliers.partners_of(i)) at_home += region[i] == region[supplier] ? 1 : 0;
  }
  return at_home / static_cast<double>(suppliers.partners.size());
}

TEST(NetworkBuilder, LinksStayWithinTheRegionAsOftenAsAsked) {
  const double anywhere = share_at_home(0);  // about half, by where the large suppliers are
  EXPECT_NEAR(anywhere, 0.5, 0.05);
  EXPECT_NEAR(share_at_home(0.6), 0.6 + 0.4 * anywhere, 0.03);
  EXPECT_GT(share_at_home(1), 0.999);
}

TEST(NetworkBuilder, MeanNumberOfSuppliersIsAsAsked) {
  const NetworkSample sample(many);
  for (const double asked : {0.4, 1.0, 3.0, 8.0}) {
    auto request = sample.request();
    request.suppliers_per_firm = asked;
    const double mean = mean_row(draw_suppliers(request));
    // Rounding has a standard error below 0.5 / sqrt(firms); links that found no new supplier may cost one in a
    // hundred.
    EXPECT_LT(mean, asked + 4 * 0.5 / std::sqrt(many)) << asked;
    EXPECT_GT(mean, 0.99 * asked - 4 * 0.5 / std::sqrt(many)) << asked;
  }
}

TEST(NetworkBuilder, ADrawThatFindsAKnownSupplierIsRepeated) {
  // Forty firms of one size that buy of ten others each: one draw per link would lose more than one supplier in ten.
  NetworkSample sample(40);
  std::fill(sample.sector.begin(), sample.sector.end(), std::uint8_t{1});
  std::fill(sample.size.begin(), sample.size.end(), 50.0);
  auto request = sample.request();
  request.suppliers_per_firm = 10;
  EXPECT_NEAR(mean_row(draw_suppliers(request)), 10, 0.05);
}

TEST(NetworkBuilder, EveryLinkHasTwoEnds) {
  const NetworkSample sample(many);
  const double suppliers = mean_row(draw_suppliers(sample.request())),
               partners = mean_row(build_network(sample.request()));
  EXPECT_LE(partners, 2 * suppliers);
  EXPECT_GT(partners, 0.99 * 2 * suppliers);  // only mutual suppliers merge
}

TEST(NetworkBuilder, SuppliersFollowTheInputOutputColumnOfTheBuyer) {
  const NetworkSample sample(many);
  auto request = sample.request(7);
  request.size_exponent = 0.3;  // so that hardly any link fails for want of a new supplier
  const Network suppliers = draw_suppliers(request);
  for (std::size_t buyer = 0; buyer < 3; ++buyer) {
    double column = 0, links = 0, chi_square = 0, found[3] = {};
    for (std::size_t s = 0; s < 3; ++s) column += sample.input_output[s * 3 + buyer];
    for (std::size_t i = 0; i < many; ++i) {
      if (sample.sector[i] != buyer) continue;
      for (const std::uint32_t supplier : suppliers.partners_of(i)) ++found[sample.sector[supplier]], ++links;
    }
    for (std::size_t s = 0; s < 3; ++s) {
      const double expected = links * sample.input_output[s * 3 + buyer] / column;
      if (expected == 0) {
        EXPECT_EQ(found[s], 0) << "a sector that supplies nothing has no customers";
      } else {
        chi_square += (found[s] - expected) * (found[s] - expected) / expected;
      }
    }
    EXPECT_LT(chi_square, 13.8) << buyer;  // 1 in 1000 of two degrees of freedom
  }
}

/// Mean row length of the largest and of the smallest tenth of firms.
std::pair<double, double> tenths(const NetworkSample& sample, const std::vector<double>& value) {
  std::vector<std::size_t> order(sample.size.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return sample.size[a] < sample.size[b]; });
  double small = 0, large = 0;
  const std::size_t tenth = order.size() / 10;
  for (std::size_t k = 0; k < tenth; ++k) small += value[order[k]], large += value[order[order.size() - 1 - k]];
  return {large / static_cast<double>(tenth), small / static_cast<double>(tenth)};
}

TEST(NetworkBuilder, LargerFirmsHaveMoreSuppliersAndMoreCustomers) {
  const NetworkSample sample(many);
  const Network suppliers = draw_suppliers(sample.request());
  std::vector<double> bought_of(many), sold_to(many);
  for (std::size_t i = 0; i < many; ++i) {
    bought_of[i] = static_cast<double>(suppliers.partners_of(i).size());
    for (const std::uint32_t supplier : suppliers.partners_of(i)) ++sold_to[supplier];
  }
  const auto [most_suppliers, fewest_suppliers] = tenths(sample, bought_of);
  EXPECT_GT(most_suppliers, 2 * fewest_suppliers);
  EXPECT_GE(fewest_suppliers, 1);
  const auto [most_customers, fewest_customers] = tenths(sample, sold_to);
  EXPECT_GT(most_customers, 5 * fewest_customers);  // about (size ratio of 20)^0.8
}

TEST(NetworkBuilder, CustomersGrowWithTheAskedPowerOfSize) {
  // Two sizes, sixteen apart: customers per firm must be 16^exponent apart.
  NetworkSample sample(many);
  for (std::size_t i = 0; i < many; ++i) sample.size[i] = i % 8 == 5 ? 1600 : 100;
  for (const double exponent : {0.0, 0.5, 0.8}) {
    auto request = sample.request();
    request.size_exponent = exponent;
    const Network suppliers = draw_suppliers(request);
    double sold[2] = {}, firms[2] = {};
    for (std::size_t i = 0; i < many; ++i) {
      if (sample.sector[i] == 1) ++firms[sample.size[i] > 1000];
      for (const std::uint32_t s : suppliers.partners_of(i)) {
        if (sample.sector[s] == 1) ++sold[sample.size[s] > 1000];
      }
    }
    const double ratio = (sold[1] / firms[1]) / (sold[0] / firms[0]);
    EXPECT_NEAR(ratio / std::pow(16, exponent), 1, 4 * std::sqrt(1 / sold[0] + 1 / sold[1]) + 0.005) << exponent;
  }
}

TEST(NetworkBuilder, ThreadsDoNotChangeALink) {
  const NetworkSample sample(30000);
  const auto drawn_with = [&](int threads) {
    const ThreadLimit limit(threads);
    return build_network(sample.request());
  };
  const Network one = drawn_with(1), two = drawn_with(2), four = drawn_with(4);
  EXPECT_EQ(one.offsets, two.offsets);
  EXPECT_EQ(one.partners, two.partners);
  EXPECT_EQ(one.offsets, four.offsets);
  EXPECT_EQ(one.partners, four.partners);
}

TEST(NetworkBuilder, SeedAndReplicateChangeTheLinks) {
  const NetworkSample sample(1000);
  auto replicate = sample.request(1);
  replicate.luck.replicate = 1;
  const Network first = build_network(sample.request(1));
  EXPECT_NE(first.partners, build_network(sample.request(2)).partners);
  EXPECT_NE(first.partners, build_network(replicate).partners);
}

TEST(NetworkBuilder, AFirmsSuppliersDoNotDependOnHowManyOthersAskFor) {
  // Only the number of links changes with the mean, so a row at a low mean is contained in the row at a high one.
  const NetworkSample sample(5000);
  auto few = sample.request(), more = sample.request();
  more.suppliers_per_firm = 6;
  const Network small = draw_suppliers(few), large = draw_suppliers(more);
  for (std::size_t i = 0; i < small.firms(); ++i) {
    const auto inner = small.partners_of(i), outer = large.partners_of(i);
    ASSERT_TRUE(std::includes(outer.begin(), outer.end(), inner.begin(), inner.end())) << i;
  }
}

TEST(NetworkBuilder, SectorsThatCannotTradeAreLeftAlone) {
  NetworkSample sample(300);
  for (auto& sector : sample.sector) sector = sector == 2 ? 1 : sector;  // the third sector has no firms
  for (const std::size_t supplier : {0u, 1u, 2u}) sample.input_output[supplier * 3] = 0;  // the first buys nothing
  const Network suppliers = draw_suppliers(sample.request());
  for (std::size_t i = 0; i < suppliers.firms(); ++i) {
    EXPECT_EQ(suppliers.partners_of(i).empty(), sample.sector[i] == 0) << i;
  }
}

TEST(NetworkBuilder, TinyEconomiesDoNotHang) {
  EXPECT_EQ(build_network(NetworkSample(0).request()).firms(), 0u);
  EXPECT_TRUE(build_network(NetworkSample(1).request()).partners.empty());
  auto crowded = NetworkSample(6);
  auto request = crowded.request();
  request.suppliers_per_firm = 100;
  for (std::size_t i = 0; i < 6; ++i) EXPECT_LE(draw_suppliers(request).partners_of(i).size(), 5u);
}

}  // namespace
}  // namespace millwright
