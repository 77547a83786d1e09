#pragma once

#include <array>
#include <memory>

#include "core/random.hpp"
#include "economy/accounts.hpp"
#include "economy/cells.hpp"
#include "economy/census.hpp"
#include "economy/environment.hpp"
#include "economy/firms.hpp"
#include "economy/network.hpp"
#include "economy/panel.hpp"
#include "economy/productivity.hpp"
#include "economy/sectors.hpp"
#include "economy/size_classes.hpp"
#include "economy/tally.hpp"
#include "scenario/scenario.hpp"

namespace millwright {

/// Scale of fixed-point sums over firms: 2^20 units per worker or per million currency units, so one step is about
/// one currency unit. A term must stay below 2^31, a sum below 2^43 units.
constexpr int sum_scale = 20;

/// What a review can end with, in the order of the variable `reviews_by_outcome`.
/// `postponed`: worth it, but the firm starts another technology's project first.
enum class Outcome : std::uint8_t {
  invested,
  support_exhausted,
  doubt,
  unprofitable,
  waiting,
  finance,
  chips,
  postponed
};
constexpr std::size_t outcome_count = 8;

/// Monthly flows, by (technology, cell) where nothing else is said; money, workers and robots as fixed point.
struct Flows {
  Tally new_adopters, projects_started, robots_installed, investment, replacement_investment;
  Tally outcomes;                      // (technology, size, outcome)
  Tally discount_floored;              // (technology, 1): how often the discount rate hit its floor
  Tally entries, exits, insolvencies;  // (1, cell)
  Tally credit_refused;                // (1, cell)

  Tally sales, value_added, overhead;  // (1, 1)
  Tally payments;                      // (1, payment): what firms paid and were paid, economy/accounts.hpp
  Tally cash_change, debt_change;      // (1, 1): of all firms together, exits and entrants included
  Tally exit_productivity;             // (sector, 2): output and output x ln TFP of exits when the year began
  Tally written_off;                   // (1, 1): debt that exits left unpaid

  Flows() = default;
  Flows(std::size_t technologies, const Cells& cells);
  void clear();
  Flows& operator+=(const Flows& other);
  std::int64_t& paid(Payment payment) { return payments.at(0, static_cast<std::size_t>(payment)); }
  std::int64_t paid(Payment payment) const { return payments.at(0, static_cast<std::size_t>(payment)); }

  template <class Self, class Visit>
  static void visit_all(Self& self, Visit&& visit) {
    visit(self.new_adopters), visit(self.projects_started), visit(self.robots_installed), visit(self.investment);
    visit(self.replacement_investment), visit(self.outcomes), visit(self.discount_floored);
    visit(self.entries), visit(self.exits), visit(self.insolvencies), visit(self.credit_refused);
    visit(self.sales), visit(self.value_added), visit(self.overhead), visit(self.payments), visit(self.cash_change),
        visit(self.debt_change);
    visit(self.exit_productivity), visit(self.written_off);
  }
};

/// Last month's closing values: all that a firm may know of others (the reading rule, engine/ARCHITECTURE.md).
struct Closing {
  std::vector<double> normaliser;          // by sector: sum of exp(ln_sales), so that orders add up to demand
  std::vector<std::int64_t> orders;        // by sector, fixed point
  std::vector<std::int64_t> advantage;     // by sector: sum of orders x cost advantage, fixed point
  std::vector<std::int64_t> firms;         // by sector, constant: an entrant takes the place of an exit
  Tally adopters;                          // (technology, sector)
  Tally evidence, evidence_weight;         // (technology, sector): realised over promised gain of adopters, fixed point
  std::vector<std::int64_t> insolvencies;  // of each of the last twelve months
  std::vector<std::int64_t> installed_before;  // by technology: robots, or adopters, live at the start, fixed point
  std::vector<std::int64_t> installed;         // by technology: robots, or adopters, since the start, fixed point
  ProductivityYear productivity;               // what the growth of total factor productivity is made of
  std::vector<double> equipment_orders;        // by technology: new tranches and renewals of the month [m currency]
  double share_drift = 0;                      // [1] largest gap between a sector's orders and its demand in the month

  template <class Self, class Visit>
  static void visit_all(Self& self, Visit&& visit) {
    visit(self.normaliser), visit(self.orders), visit(self.advantage), visit(self.firms), visit(self.adopters);
    visit(self.evidence), visit(self.evidence_weight), visit(self.insolvencies), visit(self.installed_before),
        visit(self.installed);
    visit(self.productivity), visit(self.equipment_orders), visit(self.share_drift);
  }

  double mean_advantage(std::size_t s) const {
    return orders[s] == 0 ? 0.0 : static_cast<double>(advantage[s]) / static_cast<double>(orders[s]);
  }
};

/// One instrument's account. Money in integer cents of the simulated firms (the national figure times
/// firms/represents).
struct InstrumentLedger {
  // Of the month. An application ends as an award, as a refusal, or as an award returned because others were refused.
  std::int64_t applications = 0, awards = 0, refusals = 0, returned = 0;
  std::int64_t spending = 0, forgone = 0, revenue = 0;  // of the month [cent]
  std::int64_t scheduled = 0;                           // of spending: what no application asked for
  std::int64_t budget = 0;                              // of the year, carried over included; loans, of a subsidy
  std::int64_t spent = 0;                               // of that in the year so far
  std::int64_t places = 0, places_taken = 0;  // of the year and so far in it, of a demonstration programme [1/10^6]
  int year = 0;
  std::int32_t exhausted_on = -1;  // [month since the start] first refusal for want of money or places
  std::vector<double> visible;  // [firm] by technology, then sector: factories chosen, fading; empty where none can be

  template <class Self, class Visit>
  static void visit_all(Self& self, Visit&& visit) {
    visit(self.applications), visit(self.awards), visit(self.refusals), visit(self.returned), visit(self.spending);
    visit(self.forgone), visit(self.revenue), visit(self.scheduled), visit(self.budget), visit(self.spent);
    visit(self.places), visit(self.places_taken), visit(self.year), visit(self.exhausted_on), visit(self.visible);
  }
};

/// One chip track's account of the month, fixed point, of the simulated firms.
struct TrackLedger {
  std::int64_t supply = 0;
  std::int64_t demanded = 0;   // by projects that ask for the first time, on the track they prefer
  std::int64_t delivered = 0;  // to new projects
  std::int64_t unmet = 0;      // wanted by projects that got none, each counted on one track
  std::int64_t backlog = 0;    // the part of it whose projects go on waiting
};

constexpr std::size_t compute_life = 60;  // [month] for which a chip counts as computing power; judgement

/// Computing power that factories bought on one track, chips x performance, fixed point.
struct ComputeStock {
  std::array<std::int64_t, compute_life> deliveries{};  // by month modulo the life
  std::int64_t total = 0;                               // of the months before the current one
};

/// One go-live.
struct GoLive {
  std::uint32_t firm;
  std::int32_t birth;
  std::int16_t month, review;
  std::uint8_t technology, level, track, instrument;
  float price, grant;
};

/// One award to a project that goes on with it. The firm may leave before the project is live.
struct Awarded {
  std::uint32_t firm;
  std::int32_t birth;
  std::int16_t month;
  std::uint8_t technology, level, instrument;  // level: the tranche that it was asked for
  float amount;
};

/// A change of one firm's visibility to its partners, applied when the month closes.
struct PartnerChange {
  std::uint32_t firm;
  std::uint8_t technology;
  std::int8_t change;  // +1 first go-live, -1 return to level 0 or exit
};

/// All state. What a run carries from month to month is what `visit_all` visits: hash, checkpoint and resume use that
/// and nothing else. The rest is built from the scenario, or made anew each month. What a verb reads and writes stands
/// at the head of its file.
struct Economy {
  Economy(const scenario::Scenario& the_scenario, Luck the_luck) : scenario(the_scenario), luck(the_luck) {}

  const scenario::Scenario& scenario;
  Luck luck;
  std::vector<Sector> sectors;
  std::vector<double> input_output;  // direct requirements, row supplies column
  std::shared_ptr<const Network> network;
  Firms firms;
  Environment environment;
  Closing closing;
  double mean_exit_factor = 1;  // over the firms of the start, so that the exit rate is that of all firms
  SurveyPanel panel;
  Flows flows;
  Census census;  // of the month's close
  std::vector<InstrumentLedger> instruments;
  std::vector<TrackLedger> tracks;
  std::vector<ComputeStock> compute;                       // by track
  std::vector<GoLive> events;                              // of the month
  std::vector<std::uint32_t> entrants;                     // of the month: slots, ascending
  std::vector<Awarded> awarded;                            // of the month, in the order of applications
  std::array<std::int64_t, account_names.size()> money{};  // by account, change since the start, fixed point

  template <class Self, class Visit>
  static void visit_all(Self& self, Visit&& visit) {
    visit(self.firms), visit(self.environment), visit(self.closing), visit(self.panel);
    visit(self.instruments), visit(self.tracks), visit(self.compute), visit(self.money);
  }

  std::size_t technologies() const { return scenario.technologies.size(); }
  std::size_t sizes() const { return scenario.size_classes.classes.size(); }
  Cells cells() const {
    return {sectors.size(), std::max<std::size_t>(scenario.regions.size(), 1),
            std::max<std::size_t>(scenario.ownership.size(), 1), sizes()};
  }
  /// The cell that a firm counts in this month.
  std::size_t cell(const Cells& all, std::size_t i) const {
    return all.of(firms.sector[i], firms.region[i], firms.ownership[i], firms.size[i]);
  }
  std::size_t cell(std::size_t i) const { return cell(cells(), i); }
  /// Firms of the country per simulated firm.
  double firms_represented() const {
    return static_cast<double>(scenario.population.represents) / static_cast<double>(firms.count());
  }
};

/// Draws firms, network and initial adoption: everything that is there before the first month. `drawn`, where given, is
/// what this function made with the same luck for a scenario that draws the same firms (population_text in
/// scenario/language/load.hpp); its firms and network are taken over.
Economy build_economy(const scenario::Scenario& scenario, Luck luck, const Economy* drawn = nullptr);

/// Bytes that `build_economy` and a run will need, known before anything is allocated.
std::uint64_t memory_needed(const scenario::Scenario& scenario);

}  // namespace millwright
