#pragma once

#include <array>
#include <vector>

#include "experiments/adoption_class.hpp"
#include "experiments/lives.hpp"

// What may be told of firms of a confidential table.
namespace millwright::experiments {

struct Confidential {
  std::vector<std::uint32_t> row;  // by simulated firm of the start, ascending: the firm of the table it stands for
  std::int64_t min_cell = 1;       // fewest firms of the table whose number is told
};

/// How many firms of a confidential table are in each class of each group and replicate. Firms that enter later stand
/// for nobody, and clones of one firm count once. Without a confidential table it counts nothing and everything is
/// told.
class SmallCells {
 public:
  /// `confidential`, if any, must outlive the object.
  SmallCells(const Confidential* confidential, std::size_t groups, std::size_t replicates);

  /// Counts a firm; those of a replicate come in the order of LifeKey, so that clones lie side by side.
  void add(std::size_t group, const LifeKey& key, std::optional<AdoptionClass> found);
  /// Whether at least min_cell firms of the table are in the class.
  bool tells(std::size_t group, std::size_t replicate, AdoptionClass one) const;
  /// Puts `not_told` in place of what is too small, and of totals from which it would follow: those that leave for all
  /// blanked classes together fewer than min_cell firms.
  void blank(std::size_t group, std::vector<ClassCounts>& replicates) const;

 private:
  struct Cell {
    std::array<std::int64_t, class_count> firms{};
    std::array<std::int64_t, class_count> last_row{};  // plus 1
  };
  void blank_replicate(std::size_t group, std::size_t replicate, ClassCounts& counts) const;
  const Cell& cell(std::size_t group, std::size_t replicate) const { return cells_[group * replicates_ + replicate]; }

  const Confidential* confidential_;
  std::size_t replicates_;
  std::vector<Cell> cells_;  // empty where nothing is confidential
};

}  // namespace millwright::experiments
