#pragma once

#include <gtest/gtest.h>

#include "support/whole_scenarios.hpp"

// Programmes made from scenario text, and what they offer to one firm.
namespace millwright::policies {

constexpr Luck luck{1, 0};
const Month inside = Month::of(2024, 9);

inline Applicant applicant(std::uint32_t firm = 7) {
  return {firm, 24000, support::automation, support::food, support::small_firm, 0, 0, 1.0};
}

/// A project of 10 million, of which one and a half are for computing, that affects 20 workers.
constexpr Project plain_project{.price = 10, .commodity = 0.5, .chips = 1, .affected_workers = 20};

/// The policy `made`, in effect from 2024-07 to 2025-12 and announced in 2024-03, in a country of four times the
/// simulated firms. `keys` are those of the instrument.
inline std::unique_ptr<const Instrument> programme(const std::string& word, const std::string& keys) {
  return support::make_instrument(
      support::changed_scenario("population: {represents: 800}\npolicies: {made: {instrument: " + word +
                                ", announce: 2024-03, effective: {from: 2024-07, to: 2025-12}, " + keys + "}}\n"),
      "made");
}

inline Offer offered(const Instrument& made, const Applicant& who = applicant(), Month month = inside,
                     const Project& project = plain_project) {
  return offer_of(made, who, project, month, luck);
}

/// Money for the year in million of the country: the simulated firms have a quarter of it, in cents.
constexpr std::int64_t quarter_of(double millions) {
  return static_cast<std::int64_t>(millions * 25e6);
}

}  // namespace millwright::policies
