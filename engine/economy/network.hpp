#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/random.hpp"
#include "scenario/population.hpp"

// Who trades with whom. The month runs on the compressed rows; drawing and measuring them is in network_*.cpp.
namespace millwright {

/// Rows of firm ids, one row after the other: firm i's row is partners[offsets[i]] to partners[offsets[i + 1]].
struct Network {
  std::vector<std::uint32_t> offsets = {0};  // one more than there are firms
  std::vector<std::uint32_t> partners;

  std::size_t firms() const { return offsets.size() - 1; }

  /// The firms in firm's row, ascending, each once, never the firm itself.
  std::span<const std::uint32_t> partners_of(std::size_t firm) const {
    return {partners.data() + offsets[firm], partners.data() + offsets[firm + 1]};
  }
};

/// From what a network is drawn. The spans must outlive the call.
struct NetworkRequest {
  std::span<const std::uint8_t> sector;  // by firm, below `sectors`
  std::span<const double> size;          // by firm [workers], positive
  std::size_t sectors = 0;
  std::span<const double> input_output;       // sectors x sectors, row supplies column, not negative
  double suppliers_per_firm = 3.0;            // mean number of suppliers
  std::span<const std::uint32_t> id = {};     // by firm, whose luck it has; its row where empty
  std::span<const std::uint8_t> region = {};  // by firm, below `regions`; empty where there is one region
  std::size_t regions = 1;
  double same_region = 0;      // chance that a link is drawn within the buyer's region
  double size_exponent = 0.8;  // power of size in the choice of a supplier within its sector, 0 to 2
  Luck luck{};
  std::span<const scenario::FirmLink> links = {};  // ascending, each once; where there are any, none is drawn
};

/// Draws each firm's suppliers: row i holds the suppliers of firm i, ascending. How many grows with the square root of
/// the firm's size; their sectors follow the buyer sector's column of `input_output` among sectors that have firms;
/// within the sector, or with the chance `same_region` within the sector and the buyer's region where it has firms
/// there, a supplier is chosen in proportion to size^size_exponent. A firm of a sector that buys nothing has
/// none. The rows depend on nothing but the request: no thread and no order of summation. Throws UserError when there
/// are more than 2^31 links.
Network draw_suppliers(const NetworkRequest& request);

/// The same links seen from both ends: row i holds the suppliers and the customers of firm i. Throws UserError above
/// 2^32 - 1.
Network symmetrised(const Network& suppliers);

/// The network that the months run on: `symmetrised(draw_suppliers(request))`.
Network build_network(const NetworkRequest& request);

/// The placebo: a symmetrised network in which every firm has as many partners as before, drawn at random from all
/// firms. Links are matched anew by a draw for each of their ends, and then exchanged in pairs until no firm is its own
/// partner or has one twice; the very few links for which no exchange is found stay away. Sources: Molloy and Reed
/// (1995), Random Structures and Algorithms 6; the exchange keeps degrees as in Maslov and Sneppen (2002), Science 296.
Network rewired(const Network& network, Luck luck);

/// What is wrong with a symmetrised network: rows out of order, a firm beyond the last, a link to itself, a link that
/// its other end does not know. Empty when nothing is.
std::string fault_of(const Network& network);

/// The shape of a symmetrised network.
struct NetworkMeasures {
  std::size_t firms = 0, links = 0;    // a link counts once
  std::size_t components = 0;          // connected parts, firms without partners included
  double largest_component_share = 0;  // [1] of firms
  double isolated_share = 0;           // [1] of firms: no partner
  double mean_partners = 0;            // [firms]
  std::uint32_t percentile_99_partners = 0, max_partners = 0;
  double tail_exponent = 0;        // [1] Hill estimate: P(partners > x) falls as x^-exponent; 0 when it cannot be had
  std::uint32_t highest_core = 0;  // largest k for which some firms have k partners each among themselves
  double largest_page_rank = 0;    // [1] share of a random walker's time at the most central firm
};

/// Measures a symmetrised network. Takes seconds for a million firms.
NetworkMeasures measure(const Network& network);

}  // namespace millwright
