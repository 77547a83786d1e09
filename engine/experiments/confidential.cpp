#include "experiments/confidential.hpp"

#include "core/contracts.hpp"

namespace millwright::experiments {
namespace {

/// The blanked classes that a total adds up.
struct Hidden {
  std::int64_t classes = 0, firms = 0;  // of the table

  void add(std::int64_t number) { classes += 1, firms += number; }
  /// Whether the total may be told: what it leaves for these classes is nothing, or large enough.
  bool hides(std::int64_t min_cell) const { return classes == 0 || firms >= min_cell; }
};

}  // namespace

SmallCells::SmallCells(const Confidential* confidential, std::size_t groups, std::size_t replicates)
    : confidential_(confidential), replicates_(replicates), cells_(confidential == nullptr ? 0 : groups * replicates) {}

void SmallCells::add(std::size_t group, const LifeKey& key, std::optional<AdoptionClass> found) {
  if (confidential_ == nullptr || !found || key.generation >= 0) return;
  EXPECT(static_cast<std::size_t>(key.firm) < confidential_->row.size());
  Cell& cell = cells_[group * replicates_ + static_cast<std::size_t>(key.replicate)];
  const auto place = static_cast<std::size_t>(*found);
  const std::int64_t row = std::int64_t{1} + confidential_->row[static_cast<std::size_t>(key.firm)];
  if (cell.last_row[place] == row) return;
  cell.last_row[place] = row;
  cell.firms[place] += 1;
}

bool SmallCells::tells(std::size_t group, std::size_t replicate, AdoptionClass one) const {
  if (confidential_ == nullptr) return true;
  return cell(group, replicate).firms[static_cast<std::size_t>(one)] >= confidential_->min_cell;
}

void SmallCells::blank(std::size_t group, std::vector<ClassCounts>& replicates) const {
  if (confidential_ == nullptr) return;
  for (std::size_t r = 0; r < replicates.size(); ++r) blank_replicate(group, r, replicates[r]);
}

void SmallCells::blank_replicate(std::size_t group, std::size_t replicate, ClassCounts& counts) const {
  Hidden recipients, adopters;
  for (std::size_t c = 0; c < class_count; ++c) {
    if (tells(group, replicate, static_cast<AdoptionClass>(c))) continue;
    if (class_kinds[c].recipient) recipients.add(cell(group, replicate).firms[c]);
    if (class_kinds[c].sign != 0) adopters.add(cell(group, replicate).firms[c]);
    counts.firms[c] = counts.months_earlier[c] = not_told;
  }
  if (!recipients.hides(confidential_->min_cell)) counts.recipients = not_told;
  if (!adopters.hides(confidential_->min_cell)) counts.adopters_base = counts.adopters_policy = not_told;
}

}  // namespace millwright::experiments
