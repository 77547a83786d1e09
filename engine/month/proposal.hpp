#pragma once

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

/// The tranche that would follow `level` live ones, computed on chips of `track` (no_track where none are needed).
Proposal propose(const Model& model, std::size_t firm, std::size_t technology, int level, std::uint8_t track);

/// The proposal on the track with the best ratio of value to price, whether or not chips are left.
Proposal best_proposal(const Model& model, std::size_t firm, std::size_t technology, int level);

/// The same among the tracks that sell this month, among all when none does: for what is bought without rationing.
Proposal best_proposal_on_sale(const Model& model, std::size_t firm, std::size_t technology, int level);

/// The firm's fixed choice noise for a technology and level [ln], scale times a logistic draw.
double choice_noise(const Model& model, std::size_t firm, std::size_t technology, int level);

/// Believed share of the promised gain: evidence of live partners and lead firms against the prior.
double belief(const Model& model, std::size_t firm, std::size_t technology);

/// Cash above the reserve plus the credit that banks would still give [m currency].
double funds(const Model& model, std::size_t firm);

}  // namespace millwright
