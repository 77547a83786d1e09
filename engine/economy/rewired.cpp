#include <algorithm>
#include <array>
#include <tuple>
#include <unordered_set>

#include "economy/network.hpp"

namespace millwright {
namespace {

using Link = std::array<std::uint32_t, 2>;

/// One end of a link: the firm, and the draw that gives the end its place among all.
struct End {
  std::uint64_t place;
  std::uint32_t firm, number;
  bool operator<(const End& other) const {
    return std::tie(place, firm, number) < std::tie(other.place, other.firm, other.number);
  }
};

/// All ends in a random order, each two neighbours a link.
std::vector<Link> matched_ends(const Network& network, Luck luck) {
  std::vector<End> ends;
  ends.reserve(network.partners.size());
  for (std::uint32_t firm = 0; firm < network.firms(); ++firm) {
    const auto degree = static_cast<std::uint32_t>(network.partners_of(firm).size());
    for (std::uint32_t k = 0; k < degree; ++k) {
      ends.push_back({draw({luck, Purpose::rewiring}, firm, 0, 0, k).w[0], firm, k});
    }
  }
  std::sort(ends.begin(), ends.end());
  std::vector<Link> links;
  links.reserve(ends.size() / 2);
  for (std::size_t k = 0; k + 1 < ends.size(); k += 2) links.push_back({ends[k].firm, ends[k + 1].firm});
  return links;
}

/// The links there are, to ask whether two firms are partners; never walked through, so its order cannot matter.
class Known {
 public:
  bool add(const Link& link) { return keys_.insert(key(link)).second; }
  void remove(const Link& link) { keys_.erase(key(link)); }
  bool has(const Link& link) const { return keys_.contains(key(link)); }

 private:
  static std::uint64_t key(const Link& link) {
    const auto [low, high] = std::minmax(link[0], link[1]);
    return (std::uint64_t{low} << 32) | high;
  }
  std::unordered_set<std::uint64_t> keys_;
};

/// Links of which some still are loops or repetitions.
class Matching {
 public:
  Matching(std::vector<Link> links, Luck luck) : links_(std::move(links)), good_(links_.size()), luck_(luck) {
    for (std::size_t k = 0; k < links_.size(); ++k) {
      good_[k] = links_[k][0] != links_[k][1] && known_.add(links_[k]) ? 1 : 0;
    }
  }

  /// Makes loops and repetitions good, one after the other, and gives the links that are.
  std::vector<Link> simple() {
    std::vector<Link> found;
    found.reserve(links_.size());
    for (std::size_t k = 0; k < links_.size(); ++k) {
      if (good_[k] == 0) exchange(k);
    }
    for (std::size_t k = 0; k < links_.size(); ++k) {
      if (good_[k] != 0) found.push_back(links_[k]);
    }
    return found;
  }

 private:
  /// Exchanges ends with a good link drawn at random; leaves the bad one when no try gives two good ones.
  void exchange(std::size_t bad) {
    constexpr std::uint64_t tries = 1000;
    for (std::uint64_t attempt = 0; attempt < tries && good_[bad] == 0; ++attempt) {
      const Words words = draw({luck_, Purpose::rewiring}, bad, -1, 0, attempt);
      const auto other = static_cast<std::size_t>(uniform(words.w[0]) * static_cast<double>(links_.size()));
      if (good_[other] == 0) continue;
      const Link one{links_[bad][0], links_[other][1]}, two{links_[other][0], links_[bad][1]};
      if (one[0] == one[1] || two[0] == two[1] || known_.has(one) || known_.has(two)) continue;
      if (std::minmax(one[0], one[1]) == std::minmax(two[0], two[1])) continue;
      known_.remove(links_[other]);
      known_.add(one), known_.add(two);
      links_[bad] = one, links_[other] = two;
      good_[bad] = 1;
    }
  }

  std::vector<Link> links_;
  std::vector<std::uint8_t> good_;
  Known known_;
  Luck luck_;
};

}  // namespace

Network rewired(const Network& network, Luck luck) {
  const auto links = Matching(matched_ends(network, luck), luck).simple();
  Network rows;
  rows.offsets.assign(network.firms() + 1, 0);
  for (const auto& [one, two] : links) ++rows.offsets[one + 1], ++rows.offsets[two + 1];
  for (std::size_t i = 0; i < network.firms(); ++i) rows.offsets[i + 1] += rows.offsets[i];
  rows.partners.resize(rows.offsets.back());
  auto next = rows.offsets;
  for (const auto& [one, two] : links) rows.partners[next[one]++] = two, rows.partners[next[two]++] = one;
  for (std::size_t i = 0; i < network.firms(); ++i) {
    std::sort(rows.partners.begin() + rows.offsets[i], rows.partners.begin() + rows.offsets[i + 1]);
  }
  return rows;
}

}  // namespace millwright
