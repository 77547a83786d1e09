#pragma once

#include <cstdint>

#include "economy/column.hpp"

// The state of all firms: one column per attribute, each declared once and visited by for_each_array.
namespace millwright {

constexpr std::size_t tranches = 4;        // levels a technology can have at most
constexpr std::int16_t never = INT16_MIN;  // no such month
constexpr std::int16_t no_tranche = INT16_MAX;
constexpr std::uint8_t no_project = 255;
constexpr std::uint8_t no_track = 255;
constexpr std::uint8_t no_instrument = 255;

/// Why a firm has not adopted, as found at its last review. The order is that of the ledger's rows.
enum class Reason : std::uint8_t {
  never_reviewed,
  installing,
  support_exhausted,
  doubt,
  unprofitable,
  waiting,
  finance,
  chips
};
constexpr std::size_t reason_count = 8;

/// Columns that each technology has of its own. Months are counted from the scenario's start.
struct TechnologyColumns {
  Column<std::uint8_t> level{"level", "1", "tranches live"};
  Column<std::int16_t> go_live{"go_live", "month", "go-live of each live tranche", tranches};
  Column<float> effect{"effect", "1", "share of workers saved, or promised gain, of each live tranche", tranches};
  Column<float> robots{"robots", "robot", "robots of each live tranche", tranches};
  Column<double> robots_in_use{"robots_in_use", "robot", "robots of all live tranches"};
  Column<double> saved{"saved", "1", "share of baseline workers saved, before the cap"};
  Column<double> promised_gain{"promised_gain", "ln", "gain promised by the live tranches"};
  Column<double> realised_gain{"realised_gain", "ln", "gain realised so far; negative in the dip"};
  Column<double> capital{"capital", "m currency", "prices paid for tranches, less depreciation"};
  Column<std::uint32_t> live_partners{"live_partners", "firm",
                                      "partners with a live tranche, as of last month's close"};
  Column<Reason> reason{"reason", "code", "outcome of the last review"};
  Column<std::int16_t> oldest{"oldest", "month", "go-live of the oldest live tranche; the largest number when none"};
  Column<float> price_factor{"price_factor", "1", "price of a project relative to the median firm's, from `cost`"};
  Column<float> taste{"taste", "1", "factor on the value of the next tranche: the fixed choice noise of its level"};
  Column<std::int16_t> resume{"resume", "month", "month of support that the firm waits for; 0: it waits for none"};
  Column<std::uint8_t> training{"training", "code", "one more than the instrument that trained its workers; 0: none"};

  template <class Self, class Visit>
  static void visit_all(Self& self, Visit&& visit) {
    visit(self.level), visit(self.go_live), visit(self.effect), visit(self.robots), visit(self.robots_in_use);
    visit(self.saved);
    visit(self.promised_gain), visit(self.realised_gain), visit(self.capital), visit(self.live_partners),
        visit(self.reason);
    visit(self.oldest), visit(self.price_factor), visit(self.taste);
    visit(self.resume), visit(self.training);
  }
};

/// Columns that exist once per firm.
struct FirmColumns {
  // who the firm is
  Column<std::uint32_t> id{"id", "1", "identity, kept when the storage order changes"};
  Column<std::int32_t> birth{"birth", "month",
                             "month of birth since year 0; firms of the start are born the month before it"};
  Column<std::uint8_t> sector{"sector", "code", "sector"};
  Column<std::uint8_t> region{"region", "code", "region; stays with the slot, as its partners do"};
  Column<std::uint8_t> ownership{"ownership", "code", "type of ownership"};
  Column<std::uint8_t> rule{"rule", "code", "decision rule"};
  Column<float> rule_trait{"rule_trait", "sd", "standard normal draw that the rule turns into its own parameter"};
  Column<float> management{"management", "sd", "management quality"};
  Column<float> yield{"yield", "1", "what a tranche yields relative to a firm of mean management"};
  Column<float> cost{"cost", "ln", "log of the firm's price disadvantage in projects"};
  Column<float> achievable{"achievable", "1", "share of a promised gain that the firm can achieve"};
  // what it does
  Column<double> ln_sales{"ln_sales", "ln m currency/month", "log sales before the month's sector normalisation"};
  Column<double> productivity{"productivity", "ln", "log productivity, mean zero"};
  Column<double> volatility{"volatility", "1", "root of this year's exponential variance draw"};
  Column<double> orders{"orders", "m currency/month", "orders of the month"};
  Column<double> output{"output", "m currency/month", "goods made in the month, at sales prices"};
  Column<double> backlog{"backlog", "m currency", "orders not yet delivered"};
  Column<double> inventories{"inventories", "m currency", "finished goods, at sales prices"};
  Column<double> sales{"sales", "m currency/month", "deliveries of the month"};
  Column<double> value_added{"value_added", "m currency/month", "value added of the month"};
  Column<double> employment{"employment", "worker", "workers"};
  Column<double> cost_advantage{"cost_advantage", "ln", "minus log of unit cost"};
  Column<double> surplus{"surplus", "m currency/month", "operating surplus of the month"};
  Column<double> past_tfp{"past_tfp", "ln", "log total factor productivity when the year began"};
  Column<double> past_output{"past_output", "m currency/month", "output then; 0 for firms that have entered since"};
  Column<std::uint8_t> size{"size", "code", "size class by workers"};
  // what it owns and owes
  Column<double> cash{"cash", "m currency", "cash; below zero the firm is insolvent: its credit is exhausted"};
  Column<double> debt{"debt", "m currency", "debt"};
  Column<double> payment{"payment", "m currency", "price of projects and renewals ordered this month, grants deducted"};
  // the project under way
  Column<std::uint8_t> project{"project", "code", "technology being installed, or none"};
  Column<std::uint8_t> project_months{"project_months", "month", "months until go-live"};
  Column<std::int16_t> project_review{"project_review", "month", "month of the decision"};
  Column<float> project_effect{"project_effect", "1", "effect of the tranche being installed"};
  Column<float> project_robots{"project_robots", "robot", "robots of the tranche being installed"};
  Column<float> project_price{"project_price", "m currency", "price of the project, grant included"};
  Column<float> project_grant{"project_grant", "m currency", "support awarded, of all instruments"};
  Column<std::uint8_t> project_instrument{"project_instrument", "code", "instrument that awarded most of it"};
  Column<std::uint8_t> project_track{"project_track", "code", "chip track it bought from"};
  // the project that waits for chips
  Column<std::uint8_t> queued_technology{"queued_technology", "code", "technology that waits for chips, or none"};
  Column<std::uint8_t> queued_months{"queued_months", "month", "months in which it got none"};

  template <class Self, class Visit>
  static void visit_all(Self& self, Visit&& visit) {
    visit(self.id), visit(self.birth), visit(self.sector), visit(self.region), visit(self.ownership), visit(self.rule),
        visit(self.rule_trait);
    visit(self.management), visit(self.yield), visit(self.cost), visit(self.achievable);
    visit(self.ln_sales), visit(self.productivity), visit(self.volatility);
    visit(self.orders), visit(self.output), visit(self.backlog), visit(self.inventories);
    visit(self.sales), visit(self.value_added), visit(self.employment), visit(self.cost_advantage);
    visit(self.surplus), visit(self.past_tfp), visit(self.past_output), visit(self.size);
    visit(self.cash), visit(self.debt), visit(self.payment);
    visit(self.project), visit(self.project_months), visit(self.project_review), visit(self.project_effect);
    visit(self.project_robots), visit(self.project_price), visit(self.project_grant);
    visit(self.project_instrument), visit(self.project_track);
    visit(self.queued_technology), visit(self.queued_months);
  }
};

/// All firms. `for_each_array` visits every column there is.
struct Firms : FirmColumns {
  std::vector<TechnologyColumns> technology;

  std::size_t count() const { return id.size(); }

  void resize(std::size_t firms, std::size_t technologies) {
    technology.resize(technologies);
    std::size_t bytes = 0;
    for_each_array(*this, [&](const auto& column) { bytes += column.room_for(firms); });
    const auto store = std::make_shared<ColumnStore>(bytes);
    for_each_array(*this, [&](auto& column) { column.resize(firms, store); });
  }

  template <class Self, class Visit>
  static void for_each_array(Self& self, Visit&& visit) {
    FirmColumns::visit_all(self, visit);
    for (auto& columns : self.technology) TechnologyColumns::visit_all(columns, visit);
  }
  template <class Self, class Visit>
  static void visit_all(Self& self, Visit&& visit) {
    for_each_array(self, visit);
  }
};

}  // namespace millwright
