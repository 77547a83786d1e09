#include "statistics/catalogue.hpp"

namespace millwright::statistics {

Observer adoption();
Observer reasons();
Observer investment();
Observer jobs();
Observer structure();
Observer instruments();
Observer chips();
Observer climate();
Observer accounts();
Observer productivity();

const std::vector<Observer>& observer_catalogue() {
  static const std::vector<Observer> observers{adoption(),    reasons(), investment(), jobs(),     structure(),
                                               instruments(), chips(),   climate(),    accounts(), productivity()};
  return observers;
}

namespace {

/// Firms and workers by cell, the denominators that most observers need, stand before the counts of the observers.
constexpr std::size_t firms_at = 0, workers_at = 1, own_width = 2;

/// Where each observer's counts begin in a row, and the width of a row.
std::vector<std::size_t> offsets_of(const Economy& economy) {
  std::vector<std::size_t> offsets{own_width};
  for (const Observer& observer : observer_catalogue()) {
    offsets.push_back(offsets.back() + (observer.width == nullptr ? 0 : observer.width(economy)));
  }
  return offsets;
}

struct Counts {
  std::vector<std::int64_t> values;
  Counts& operator+=(const Counts& other) {
    for (std::size_t k = 0; k < values.size(); ++k) values[k] += other.values[k];
    return *this;
  }
};

void count_block(const Economy& economy, const Cells& cells, std::span<const std::size_t> offsets, Block block,
                 Counts& counts) {
  const std::size_t stride = offsets.back();
  std::array<std::uint16_t, block_size> cell_of;
  for (std::size_t i = block.begin; i < block.end; ++i) {
    const std::size_t cell = economy.cell(cells, i);
    cell_of[i - block.begin] = static_cast<std::uint16_t>(cell);
    counts.values[cell * stride + firms_at] += 1;
    counts.values[cell * stride + workers_at] += to_fixed<sum_scale>(economy.firms.employment[i]);
  }
  const FirmBlock firms{block.begin, block.end, cell_of.data()};
  const auto& observers = observer_catalogue();
  for (std::size_t o = 0; o < observers.size(); ++o) {
    if (observers[o].count != nullptr) {
      observers[o].count(economy, firms, {counts.values.data() + offsets[o], stride});
    }
  }
}

Tally column(const Counts& counts, const Cells& cells, std::size_t stride, std::size_t at) {
  Tally table(1, cells.count());
  for (std::size_t cell = 0; cell < cells.count(); ++cell) table.at(0, cell) = counts.values[cell * stride + at];
  return table;
}

}  // namespace

Observations observe_all(const Economy& economy) {
  const Cells cells = economy.cells();
  const auto offsets = offsets_of(economy);
  const std::size_t stride = offsets.back();
  const Counts counts =
      sum_over_blocks(economy.firms.count(), Counts{std::vector<std::int64_t>(cells.count() * stride)},
                      [&](Block block, Counts& local) { count_block(economy, cells, offsets, block, local); });
  const Tally firms = column(counts, cells, stride, firms_at), workers = column(counts, cells, stride, workers_at);
  const std::vector<Axis> axes = axes_of(economy);
  Observations observations;
  const auto& observers = observer_catalogue();
  for (std::size_t o = 0; o < observers.size(); ++o) {
    const auto own = std::span<const std::int64_t>(counts.values).subspan(std::min(offsets[o], counts.values.size()));
    observers[o].emit(
        {economy, economy.scenario, "m " + economy.scenario.currency, cells, firms, workers, own, stride, axes},
        observations);
  }
  return observations;
}

}  // namespace millwright::statistics
