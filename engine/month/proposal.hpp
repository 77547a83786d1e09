#pragma once

#include <array>

#include "month/kernels.hpp"
#include "month/model.hpp"

// What a firm knows of its next tranche, shared by review, renewal and entry.
namespace millwright {

/// A tranche with its value, hurdle and full price. Choice noise is not yet in the value.
struct Proposal {
  Tranche tranche;
  double value = 0;              // [m currency] as the firm's rule sees it
  double value_if_promised = 0;  // the same if the firm believed the promise in full
  double value_if_renewed = 0;   // the same without the dip of a first installation
  double hurdle = 1;
  double price = 0;  // [m currency] without any grant
  double chips = 0;  // controlled chips needed
  std::uint8_t track = no_track;
  std::uint8_t discount_floored = 0;
  decisions::Verdict verdict = decisions::Verdict::by_value;
};

/// The proposals of one technology to several firms, at most chunk_size, which are worked out in plain loops over all
/// of them. Entry k of each array belongs to firm[k]; the arrays beside `firm` and `level` are those of a Proposal.
struct Proposals {
  template <class T>
  using Entries = std::array<T, chunk_size>;

  std::size_t technology, count = 0;
  Entries<std::uint32_t> firm;
  Entries<std::uint8_t> level;  // tranches live before
  Entries<double> baseline_workers, affected_workers, effect, value, value_if_promised, value_if_renewed, hurdle, price,
      chips;
  Entries<std::uint8_t> track, discount_floored;
  Entries<decisions::Verdict> verdict;

  explicit Proposals(std::size_t of_technology) : technology(of_technology) {}
  void add(std::size_t of_firm, int live) {
    firm[count] = static_cast<std::uint32_t>(of_firm);
    level[count++] = static_cast<std::uint8_t>(live);
  }
  Tranche tranche(const scenario::Technology& terms, std::size_t k) const {
    return {affected_workers[k], effect[k], robots_for(terms, affected_workers[k])};
  }
  Proposal at(const scenario::Technology& terms, std::size_t k) const {
    return {tranche(terms, k), value[k], value_if_promised[k], value_if_renewed[k], hurdle[k], price[k],
            chips[k],          track[k], discount_floored[k],  verdict[k]};
  }
};

/// values[k] = column of firm[k]. A loop that does nothing else: its firms are far apart, and so it waits for many of
/// them at once.
template <class T>
void look_up(const Column<T>& column, const Proposals& proposals, Proposals::Entries<double>& values) {
  const T* of_firm = column.data();
  for (std::size_t k = 0; k < proposals.count; ++k) values[k] = static_cast<double>(of_firm[proposals.firm[k]]);
}

/// Completes the proposals of the firms added, each on the track with the best ratio of value to price, whether or not
/// chips are left.
void propose_best(const Model& model, Proposals& proposals);

/// The tranche that would follow `level` live ones, computed on chips of `track` (no_track where none are needed).
Proposal propose(const Model& model, std::size_t firm, std::size_t technology, int level, std::uint8_t track);

/// The proposal on the best of the tracks that sell this month, of all when none does: for what is bought without
/// rationing.
Proposal best_proposal_on_sale(const Model& model, std::size_t firm, std::size_t technology, int level);

/// The firm's fixed choice noise for a technology and level [ln], scale times a logistic draw.
double choice_noise(const Model& model, std::size_t firm, std::size_t technology, int level);

/// Cash above the reserve plus the credit that banks would still give [m currency].
double funds(const Model& model, std::size_t firm);

/// Asks memory for what funds() reads.
inline void fetch_funds(const FirmColumns& firms, std::size_t firm) {
  for (const auto* column : {&firms.employment, &firms.value_added, &firms.debt, &firms.cash}) column->fetch(firm);
}

}  // namespace millwright
