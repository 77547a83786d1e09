#pragma once

#include <optional>
#include <span>

#include "month/model.hpp"

// What instruments mean to one firm: the support it may expect, whether it waits for more, levies, attention.
namespace millwright {

/// The firm as instruments see it when it asks for support of a technology's project.
policies::Applicant applicant_of(const Model& model, std::size_t firm, std::size_t technology);

/// Marks with 1 those of at most chunk_size firms that meet the conditions of an instrument which may support the
/// technology's projects this month: few do, and the others need not apply. All flags are 0 before.
void mark_eligible(const Model& model, std::size_t technology, std::span<const std::uint32_t> firms,
                   std::uint8_t* eligible);

/// Fills in the awards that the firm applies for and their sum. Of the instruments that do not combine it takes the one
/// worth most; those that add come on top, and so do those that take nothing off the price. Support in all is capped at
/// the price, each award in proportion.
void apply_for_support(const Model& model, Application& application);

/// The month of an announced programme for which the firm had better wait, though the project is worthwhile now: the
/// net value with the support of that month, discounted at the loan rate, exceeds today's by most. Nothing otherwise.
std::optional<Month> worth_waiting_for(const Model& model, const Application& application);

/// Whether some programme takes effect in the month, for which firms may have waited.
bool programme_begins(const Model& model, Month month);

/// What all instruments add to the attention that a technology gets in a sector.
double policy_attention(const Model& model, Month month, std::size_t technology, std::size_t sector);

/// Share of the net labour cost saved by a technology that the firm reckons to lose to levies; 0 without any.
double expected_levy(const Model& model, std::size_t firm, std::size_t technology);

/// What the firm owes to levies this month [m currency], in whole cents each, which are noted in `output`.
double collect_levies(const Model& model, std::size_t firm, BlockOutput& output);

/// Share of the gap to the achievable gain that the firm closes in a month, by the code in the column `training`.
std::vector<double> recovery_steps(const Model& model, std::size_t technology);

}  // namespace millwright
