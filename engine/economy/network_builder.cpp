#include <algorithm>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <cmath>
#include <limits>

#include "core/contracts.hpp"
#include "core/errors.hpp"
#include "core/fixed_point.hpp"
#include "core/math.hpp"
#include "core/parallel.hpp"
#include "economy/network.hpp"

namespace millwright {
namespace {

constexpr double largest_ratio = 64;  // no firm has more than this times the mean number of suppliers (judgement)
constexpr std::uint64_t tries = 8;  // draws for one link before it is left out: itself and known suppliers do not count
constexpr std::uint32_t left_out = std::numeric_limits<std::uint32_t>::max();
constexpr int weight_scale = 36;  // weights lie in (0, 1], so those of 10^8 firms add up below 2^63
constexpr int root_scale = 16;    // square roots of workers, of 10^8 firms of 10^7 workers below 2^55

/// Links as Boost.Graph holds them: firms in 32 bits, links in 64.
using Links = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, boost::no_property,
                                                 boost::no_property, std::uint32_t, std::uint64_t>;

Words draw_network(const NetworkRequest& request, std::size_t firm, std::uint64_t extra) {
  const std::uint64_t id = request.id.empty() ? firm : request.id[firm];
  return draw({request.luck, Purpose::network}, id, 0, 0, extra);
}

/// The entry of `cumulative` (ascending integers) into which the uniform u falls.
std::size_t pick(std::span<const std::int64_t> cumulative, double u) {
  const std::int64_t total = cumulative.back();
  const auto place = std::min(static_cast<std::int64_t>(u * static_cast<double>(total)), total - 1);
  return static_cast<std::size_t>(std::upper_bound(cumulative.begin(), cumulative.end(), place) - cumulative.begin());
}

/// Firms listed sector by sector, in a sector region by region, with the running sum of their weights inside the
/// sector.
struct Candidates {
  std::vector<std::size_t> start;        // by sector and region, and the end
  std::vector<std::uint32_t> firm;       // ascending within sector and region
  std::vector<std::int64_t> cumulative;  // fixed point
  std::size_t regions = 1;

  std::size_t begin_of(std::size_t sector) const { return start[sector * regions]; }
  bool sells(std::size_t sector) const { return begin_of(sector + 1) > begin_of(sector); }
  std::uint32_t choose(std::size_t sector, double u) const {
    return choose(begin_of(sector), begin_of(sector + 1), 0, u);
  }
  /// Within one region of the sector; anywhere in it when the region has no firm of the sector.
  std::uint32_t choose_in_region(std::size_t sector, std::size_t region, double u) const {
    const std::size_t begin = start[sector * regions + region], end = start[sector * regions + region + 1];
    if (begin == end) return choose(sector, u);
    return choose(begin, end, begin == begin_of(sector) ? 0 : cumulative[begin - 1], u);
  }

 private:
  std::uint32_t choose(std::size_t begin, std::size_t end, std::int64_t before, double u) const {
    const std::int64_t total = cumulative[end - 1] - before;
    const auto place = before + std::min(static_cast<std::int64_t>(u * static_cast<double>(total)), total - 1);
    const auto first = cumulative.begin();
    return firm[static_cast<std::size_t>(
        std::upper_bound(first + static_cast<std::ptrdiff_t>(begin), first + static_cast<std::ptrdiff_t>(end), place) -
        first)];
  }
};

Candidates list_candidates(const NetworkRequest& request) {
  const std::size_t count = request.sector.size();
  Candidates list;
  list.regions = request.regions;
  const std::size_t groups = request.sectors * request.regions;
  const auto group = [&](std::size_t i) {
    return request.sector[i] * request.regions + (request.region.empty() ? 0 : request.region[i]);
  };
  list.start.assign(groups + 1, 0);
  for (std::size_t i = 0; i < count; ++i) ++list.start[group(i) + 1];
  for (std::size_t g = 0; g < groups; ++g) list.start[g + 1] += list.start[g];
  list.firm.resize(count);
  auto next = list.start;
  for (std::size_t i = 0; i < count; ++i) list.firm[next[group(i)]++] = static_cast<std::uint32_t>(i);
  list.cumulative.resize(count);
  const double largest = *std::max_element(request.size.begin(), request.size.end());
  for_each_block(count, [&](Block block) {
    for (std::size_t k = block.begin; k < block.end; ++k) {
      const double weight = math::power(request.size[list.firm[k]] / largest, request.size_exponent);
      list.cumulative[k] = std::max<std::int64_t>(to_fixed<weight_scale>(weight), 1);
    }
  });
  for (std::size_t s = 0; s < request.sectors; ++s) {
    for (std::size_t k = list.begin_of(s) + 1; k < list.begin_of(s + 1); ++k)
      list.cumulative[k] += list.cumulative[k - 1];
  }
  return list;
}

/// By buyer sector: running sum over supplier sectors of what it buys, fixed point; sectors without firms sell nothing.
std::vector<std::int64_t> purchases_by_sector(const NetworkRequest& request, const Candidates& candidates) {
  const std::size_t sectors = request.sectors;
  std::vector<std::int64_t> cumulative(sectors * sectors);
  for (std::size_t buyer = 0; buyer < sectors; ++buyer) {
    std::int64_t total = 0;
    for (std::size_t s = 0; s < sectors; ++s) {
      total += candidates.sells(s) ? to_fixed<32>(request.input_output[s * sectors + buyer]) : 0;
      cumulative[buyer * sectors + s] = total;
    }
  }
  return cumulative;
}

/// How many suppliers each firm is to have. Every firm gets one (or the mean, when that is below one); the rest is
/// spread in proportion to the square root of size: larger firms buy from more suppliers, but not in proportion to what
/// they buy (the exponent is a judgement near the 0.4 to 0.6 found in customer-supplier records; Bernard et al. 2022,
/// Journal of Political Economy 130(7)). A uniform draw rounds, so that means are kept.
std::vector<std::uint32_t> supplier_counts(const NetworkRequest& request, std::span<const std::int64_t> purchases) {
  struct RootSum {
    std::int64_t value = 0;
    RootSum& operator+=(const RootSum& other) { return value += other.value, *this; }
  };
  const std::size_t count = request.sector.size();
  const auto sum = sum_over_blocks(count, RootSum{}, [&](Block block, RootSum& local) {
    for (std::size_t i = block.begin; i < block.end; ++i)
      local.value += to_fixed<root_scale>(std::sqrt(request.size[i]));
  });
  const double mean_root = from_fixed<root_scale>(sum.value) / static_cast<double>(count);
  const double each = std::min(request.suppliers_per_firm, 1.0), shared = request.suppliers_per_firm - each;
  const double most = std::min(largest_ratio * request.suppliers_per_firm, static_cast<double>(count - 1));
  std::vector<std::uint32_t> counts(count);
  for_each_block(count, [&](Block block) {
    for (std::size_t i = block.begin; i < block.end; ++i) {
      const bool buys = purchases[request.sector[i] * request.sectors + request.sectors - 1] > 0;
      const double wanted = each + shared * std::sqrt(request.size[i]) / mean_root;
      const double rounding = uniform(draw_network(request, i, 0).w[0]);
      counts[i] = buys ? static_cast<std::uint32_t>(std::min(wanted + rounding, most)) : 0;
    }
  });
  return counts;
}

std::vector<std::uint32_t> offsets_of(std::span<const std::uint32_t> counts, std::uint64_t most) {
  std::vector<std::uint32_t> offsets(counts.size() + 1);
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    offsets[i] = static_cast<std::uint32_t>(total);
    total += counts[i];
    if (total > most) {
      throw UserError({"", "the supply network has more links than this program can hold",
                       "lower network.suppliers_per_firm or population.firms"});
    }
  }
  offsets.back() = static_cast<std::uint32_t>(total);
  return offsets;
}

/// Fills firm's row with different suppliers; places that stay empty after all tries become `left_out` at its end.
void draw_row(const NetworkRequest& request, const Candidates& candidates, std::span<const std::int64_t> purchases,
              std::size_t firm, std::span<std::uint32_t> row) {
  const auto mix = purchases.subspan(request.sector[firm] * request.sectors, request.sectors);
  std::size_t found = 0;
  for (std::size_t link = 0; link < row.size(); ++link) {
    const std::uint64_t first = 1 + link * tries;
    Words words = draw_network(request, firm, first);
    const std::size_t sector =
        pick(mix, uniform(words.w[0]));  // kept through the tries: shares of sectors stay as asked
    for (std::uint64_t attempt = 0; attempt < tries; ++attempt) {
      if (attempt > 0) words = draw_network(request, firm, first + attempt);
      const bool near = request.regions > 1 && uniform(words.w[2]) < request.same_region;
      const std::uint32_t supplier =
          near ? candidates.choose_in_region(sector, request.region[firm], uniform(words.w[1]))
               : candidates.choose(sector, uniform(words.w[1]));
      const auto known = row.first(found);
      if (supplier == firm || std::find(known.begin(), known.end(), supplier) != known.end()) continue;
      row[found++] = supplier;
      break;
    }
  }
  std::sort(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(found));
  std::fill(row.begin() + static_cast<std::ptrdiff_t>(found), row.end(), left_out);
}

/// Drops the `left_out` ends of rows.
Network without_gaps(const Network& gappy) {
  std::vector<std::uint32_t> counts(gappy.firms());
  for_each_block(counts.size(), [&](Block block) {
    for (std::size_t i = block.begin; i < block.end; ++i) {
      const auto row = gappy.partners_of(i);
      counts[i] = static_cast<std::uint32_t>(std::lower_bound(row.begin(), row.end(), left_out) - row.begin());
    }
  });
  Network dense{.offsets = offsets_of(counts, left_out), .partners = {}};
  dense.partners.resize(dense.offsets.back());
  for_each_block(counts.size(), [&](Block block) {
    for (std::size_t i = block.begin; i < block.end; ++i) {
      std::copy_n(gappy.partners_of(i).begin(), counts[i], dense.partners.begin() + dense.offsets[i]);
    }
  });
  return dense;
}

std::span<std::uint32_t> row_of(Network& network, std::size_t firm) {
  return std::span(network.partners).subspan(network.offsets[firm], network.offsets[firm + 1] - network.offsets[firm]);
}

/// The rows that the user's own links make.
Network given_suppliers(std::span<const scenario::FirmLink> links, std::size_t firms) {
  std::vector<std::uint32_t> counts(firms);
  for (const auto& link : links) ++counts[link.buyer];
  Network rows{.offsets = offsets_of(counts, std::uint64_t{1} << 31), .partners = {}};
  rows.partners.reserve(links.size());
  for (const auto& link : links) rows.partners.push_back(link.supplier);
  return rows;
}

}  // namespace

Network draw_suppliers(const NetworkRequest& request) {
  const std::size_t count = request.sector.size();
  EXPECT(request.size.size() == count && count < left_out);
  EXPECT(request.input_output.size() == request.sectors * request.sectors);
  if (count == 0) return {};
  if (!request.links.empty()) return given_suppliers(request.links, count);
  const Candidates candidates = list_candidates(request);
  const auto purchases = purchases_by_sector(request, candidates);
  const auto counts = supplier_counts(request, purchases);
  Network rows{.offsets = offsets_of(counts, std::uint64_t{1} << 31), .partners = {}};
  rows.partners.resize(rows.offsets.back());
  for_each_block(count, [&](Block block) {
    for (std::size_t i = block.begin; i < block.end; ++i) draw_row(request, candidates, purchases, i, row_of(rows, i));
  });
  return without_gaps(rows);
}

Network symmetrised(const Network& suppliers) {
  const std::size_t count = suppliers.firms();
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ends;
  ends.reserve(2 * suppliers.partners.size());
  for (std::uint32_t buyer = 0; buyer < count; ++buyer) {
    for (const std::uint32_t supplier : suppliers.partners_of(buyer)) {
      ends.emplace_back(buyer, supplier);
      ends.emplace_back(supplier, buyer);
    }
  }
  const Links links(boost::edges_are_unsorted_multi_pass, ends.begin(), ends.end(), static_cast<std::uint32_t>(count));
  std::vector<std::uint32_t> counts(count);
  for (std::size_t i = 0; i < count; ++i) {
    counts[i] = static_cast<std::uint32_t>(out_degree(static_cast<std::uint32_t>(i), links));
  }
  Network rows{.offsets = offsets_of(counts, left_out), .partners = {}};
  rows.partners.resize(rows.offsets.back());
  for_each_block(count, [&](Block block) {
    for (std::size_t i = block.begin; i < block.end; ++i) {
      const auto [first, last] = adjacent_vertices(static_cast<std::uint32_t>(i), links);
      const auto row = row_of(rows, i);
      std::copy(first, last, row.begin());
      std::sort(row.begin(), row.end());
      std::fill(std::unique(row.begin(), row.end()), row.end(), left_out);  // firms that supply each other
    }
  });
  return without_gaps(rows);
}

Network build_network(const NetworkRequest& request) {
  return symmetrised(draw_suppliers(request));
}

}  // namespace millwright
