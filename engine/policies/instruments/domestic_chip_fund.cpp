#include <fmt/format.h>

#include "core/errors.hpp"
#include "policies/instrument.hpp"

// Builds capacity of a chip track with public money: each year's amount is spent evenly over the year's months in the
// window, and what it buys delivers after the time that building takes.
namespace millwright::policies {
namespace {

struct FundParameters : Programme {
  std::string track;
  scenario::Dated cost_per_unit;
  double build_time = 0;
};

void declare(scenario::Keys<FundParameters>& keys) {
  declare_schedule(keys);
  keys.text("track", &FundParameters::track).means("Chip track whose capacity grows");
  keys.dated_money("cost_per_unit", &FundParameters::cost_per_unit, {.range = {1e-6, 1e6}})
      .means("Cost of the capacity to make one more chip a month");
  keys.duration("build_time", &FundParameters::build_time, {.range = {0, 120}, .otherwise = "24 months"})
      .means("Months from spending to delivery, rounded down")
      .source("judgement: a fab takes two to three years");
  declare_budget(keys, "budget");
}

std::size_t find_track(const FundParameters& parameters, const InstrumentContext& context) {
  std::vector<std::string> names;
  for (const auto& track : context.scenario.chips.tracks) names.push_back(track.name);
  const auto found = std::find(names.begin(), names.end(), parameters.track);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  throw UserError(
      {context.where,
       fmt::format("policies.{}.track: there is no track '{}'", context.name, printable(parameters.track)),
       names.empty() ? "the scenario has no chip tracks" : fmt::format("tracks are {}", fmt::join(names, ", "))});
}

class DomesticChipFund final : public Instrument {
 public:
  DomesticChipFund(const FundParameters& parameters, const InstrumentContext& context)
      : terms_(parameters, context), budget_(parameters.budget), track_(find_track(parameters, context)) {
    const Window& window = terms_.effective();
    double added = 0;
    for (Month month = window.from; month <= window.to; month = month + 1) {
      added += budget_.in(month.year()) / months_in(month.year()) / parameters.cost_per_unit.at(month);
      capacity_.push_back(added);
    }
    build_months_ = static_cast<int>(parameters.build_time);
  }

  std::int64_t yearly_budget(int year, std::int64_t) const override {
    return months_in(year) > 0 ? terms_.yearly_budget(year, 0) : 0;
  }
  std::int64_t scheduled_spending(Month month) const override {
    if (!terms_.effective().holds(month)) return 0;
    const std::int64_t budget = yearly_budget(month.year(), 0), months = months_in(month.year());
    const std::int64_t before = month - first_of(month.year());
    return budget / months + (before < budget % months ? 1 : 0);
  }
  double chip_capacity(Month month, std::size_t track) const override {
    const int paid_months = month - terms_.effective().from - build_months_;  // whose capacity delivers by now
    if (track != track_ || paid_months <= 0) return 0;
    return capacity_[std::min(static_cast<std::size_t>(paid_months), capacity_.size()) - 1];
  }

 private:
  Month first_of(int year) const { return std::max(terms_.effective().from, Month::of(year, 1)); }
  /// Months of the year that lie in the window.
  int months_in(int year) const {
    return std::max(0, std::min(terms_.effective().to, Month::of(year, 12)) - first_of(year) + 1);
  }

  Terms terms_;
  Budget budget_;
  std::size_t track_;
  std::vector<double> capacity_;  // [chip/month] national, paid for by the end of each month of the window
  int build_months_ = 0;
};

}  // namespace

InstrumentEntry domestic_chip_fund() {
  return instrument_entry<DomesticChipFund, FundParameters>("domestic_chip_fund", "Builds capacity of a chip track");
}

}  // namespace millwright::policies
