#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "experiments/adoption_class.hpp"
#include "results/result.hpp"

// The lives of firms in one arm, from the tables of its result.
namespace millwright::experiments {

/// Which firm: the same key in two arms is the same firm on the same luck.
struct LifeKey {
  std::int32_t replicate = 0, firm = 0, generation = 0;  // generation: month of birth, -1: of the start

  auto operator<=>(const LifeKey&) const = default;
};

struct Lives {
  std::size_t technologies = 0;
  std::vector<LifeKey> keys;               // sorted
  std::vector<std::int32_t> sector, size;  // codes, by life; the size is that of its birth
  std::vector<std::int32_t> first_live;    // [month] by life, then technology; never_live
  std::vector<std::uint64_t> awarded_by;   // by life, then technology: one bit for each instrument asked about
  std::vector<std::int64_t> tranches;      // by replicate: go-lives up to the horizon

  std::size_t count() const { return keys.size(); }
  /// `no_life` when there is no such firm.
  std::size_t find(const LifeKey& key) const;
  Fate fate(std::size_t life, std::size_t technology) const;
};
constexpr std::size_t no_life = SIZE_MAX;

/// Throws UserError unless the result tells what became of each firm.
void require_lives(const results::Result& result);

/// Lives of firms born up to the horizon. `instruments`, at most 64, are those whose awards make a recipient; those
/// that the result does not have award nothing. Throws UserError when the result holds no table of firms.
Lives read_lives(const results::Result& result, const std::vector<std::string>& instruments, std::int32_t horizon);

/// The codes of a labelled column mean these; empty without that table or column.
std::vector<std::string> labels_of(const results::Result& result, const std::string& table, const std::string& column);

}  // namespace millwright::experiments
