#pragma once

#include <memory>
#include <vector>

#include "core/parallel.hpp"
#include "decisions/rule.hpp"
#include "economy/economy.hpp"
#include "economy/population.hpp"
#include "economy/tranche.hpp"
#include "policies/instrument.hpp"

namespace millwright {

/// What a firm asks of one instrument, and what it gets.
struct Award {
  std::uint8_t instrument = no_instrument;
  bool refused = false;
  double amount = 0;        // [m currency] off the price
  double per_amount = 1;    // [1] charge to the year's budget per amount
  std::int64_t places = 0;  // [1/places_per_factory]
};

/// A project that a firm would start this month if the scarce things it needs are granted.
struct Application {
  std::uint32_t firm = 0;
  std::uint8_t technology = 0, track = no_track;
  Tranche tranche;
  double value = 0, hurdle = 1;  // the rule's verdict; choice noise is in the value
  double price = 0, grant = 0;   // [m currency] full price; support applied for, all awards together
  double chips = 0;              // controlled chips
  double available = 0;          // [m currency] what the firm can pay
  std::vector<Award> awards;     // one per instrument that the firm applies to
  // For the queue of the track, so that it need not look up firms that are far apart: months in which the project got
  // no chips, and the firm's draw of the month.
  std::uint8_t waited = 0;
  std::uint64_t lot = 0;
  Outcome outcome = Outcome::invested;
};

/// What one block of firms hands to the steps that follow; kept apart so that no thread order can be seen.
struct BlockOutput {
  std::vector<Application> applications;
  std::vector<GoLive> events;
  std::vector<std::uint32_t> entrants;  // slots
  std::vector<PartnerChange> partner_changes;
  std::vector<std::int64_t> levies;  // [cent] by instrument; empty where nobody paid
};

/// A lead firm of a technology, and its sector.
struct LeadSector {
  std::size_t firm, sector;
};

/// Share of its pledge that a lead firm has spent by the end of a month; spending is even.
inline double lead_spent(const scenario::LeadFirm& lead, Month month) {
  return std::clamp((month - lead.from + 1) / lead.months, 0.0, 1.0);
}

/// Visibility times that share.
inline double lead_progress(const scenario::LeadFirm& lead, Month month) {
  return lead.visibility * lead_spent(lead, month);
}

/// What a lead firm spends in factories in a month [m currency].
inline double lead_spending(const scenario::LeadFirm& lead, Month month) {
  return lead.pledge * lead.factory_share * (lead_spent(lead, month) - lead_spent(lead, month - 1));
}

/// The economy with the mechanisms that move it. Rules and instruments are constant during a run.
struct Model {
  explicit Model(Economy built) : economy(std::move(built)) {}

  Economy economy;
  PopulationPlan plan;
  std::vector<std::unique_ptr<const decisions::Rule>> rules;
  std::vector<std::unique_ptr<const policies::Instrument>> instruments;
  std::vector<std::uint64_t> instrument_hash, track_hash;
  std::vector<std::uint8_t> levies;                   // instruments that are levies
  bool trains = false;                                // whether an instrument shortens J-curves
  std::vector<std::vector<LeadSector>> lead_sectors;  // by technology
  double metal_noise = 0;                             // noise SD of the metal as a signal; infinite: not a signal
  std::size_t signal_metal = SIZE_MAX;
  std::vector<BlockOutput> blocks;  // by block index

  const scenario::Technology& technology(std::size_t j) const { return economy.scenario.technologies[j].value; }
};

/// Builds economy and mechanisms of one replicate; `drawn` as for build_economy(). Throws UserError when the scenario
/// contradicts itself.
Model build_model(const scenario::Scenario& scenario, Luck luck, const Economy* drawn = nullptr);

/// One month: the ten verbs of month.cpp.
void advance_month(Model& model);

}  // namespace millwright
