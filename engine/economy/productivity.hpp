#pragma once

#include <vector>

#include "economy/tally.hpp"

// Total factor productivity: whose it is, and what its growth is made of.
namespace millwright {

struct FirmColumns;
struct Economy;
class Census;

/// What aggregate productivity is compared with, and how it has grown in the last full year. By sector, and the whole
/// economy last.
struct ProductivityYear {
  Tally base;                                       // (4, cell): value added, workers, capital, labour cost of month 0
  Tally exits;                                      // (sector, 2): exits of the year so far, as in Flows
  std::vector<double> within, between, entry_exit;  // [ln] of the year that ended with this month; 0 in other months

  template <class Self, class Visit>
  static void visit_all(Self& self, Visit&& visit) {
    visit(self.base), visit(self.exits), visit(self.within), visit(self.between), visit(self.entry_exit);
  }
};

/// What total factor productivity is reckoned from, (4, cell): value added, workers, capital and labour cost, fixed
/// point.
Tally production_inputs(const Economy& economy, const Census& census);

/// Books the firm that is about to leave with what it was when the year began; entrants of the year were not there.
void add_exit(const FirmColumns& firms, std::size_t firm, Tally& exits);
/// Asks memory for what add_exit() reads.
void fetch_past(const FirmColumns& firms, std::size_t firm);

}  // namespace millwright
