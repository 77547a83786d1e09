#pragma once

#include <span>

#include "core/month.hpp"
#include "core/random.hpp"
#include "scenario/scenario.hpp"

// What all programmes share: when they hold, whom they reach, what they may spend and whom they serve first.
namespace millwright::policies {

/// In which order the applicants of a month are served. Ties are broken by a draw keyed to the firm, instrument and
/// month.
enum class Allocation { first_come, lottery, smallest_first, largest_first, priority_sectors };

/// Whether a firm takes an instrument instead of others, if it is worth most, or on top of them.
enum class Combine { largest, add };

/// The months in which an instrument works.
struct Window {
  Month from{}, to{};
  bool holds(Month month) const { return from <= month && month <= to; }
};
void declare(scenario::Keys<Window>& keys);

/// Whom an instrument is for. An empty list means everybody.
struct Target {
  std::vector<std::string> technology, sector, size, region, ownership;
};
void declare(scenario::Keys<Target>& keys);

/// National money by calendar year.
struct Budget {
  scenario::YearlyAmounts amount{{}, no_limit};
  double unlisted_years = 0;
  bool carry_over = false;

  static constexpr double no_limit = -1;
  bool limited() const { return !amount.years.empty() || amount.unlisted >= 0; }
  /// [m currency] of a limited budget. One plain amount holds in every year, and stands in `unlisted`.
  double in(int year) const;
};
void declare(scenario::Keys<Budget>& keys);

/// The keys that programmes share. Each instrument's parameters derive from it and declare the groups that apply.
struct Programme {
  Month announce{};  // left out: the month in which it takes effect
  Window effective;
  Target target;
  double eligible_share = 1, cap_per_firm = 0;
  Budget budget;
  Allocation allocation = Allocation::first_come;
  std::vector<std::string> priority;
  Combine combine = Combine::largest;
  bool wait = true;
  std::string source;
};

/// `announce`, `effective` and `source`.
template <class P>
void declare_schedule(scenario::Keys<P>& keys) {
  keys.month("announce", &Programme::announce)
      .optional()
      .means("Month in which firms learn of it; the month in which it takes effect when left out");
  keys.section("effective", static_cast<Window P::*>(&Programme::effective)).means("Months in which it holds");
  keys.text("source", &Programme::source).optional().means("Where the programme is documented");
}

/// `target` and `eligible_share`.
template <class P>
void declare_reach(scenario::Keys<P>& keys) {
  keys.section("target", static_cast<Target P::*>(&Programme::target)).means("Whom it is for");
  keys.share("eligible_share", &Programme::eligible_share, {.otherwise = "100 %"})
      .means("Share of the targeted firms that can meet the conditions, drawn once per firm")
      .source("judgement; 5 % for the equipment renewal programme, range 1 % to 15 %");
}

/// `cap_per_firm`, `allocation`, `priority`, `combine` and `wait`: how projects are supported.
template <class P>
void declare_support(scenario::Keys<P>& keys) {
  keys.money("cap_per_firm", &Programme::cap_per_firm, {.range = {0, 1e12}, .otherwise = "1000 tn ¤"})
      .means("Largest support for one project");
  keys.choice("allocation", static_cast<Allocation P::*>(&Programme::allocation),
              {{"first_come", Allocation::first_come},
               {"lottery", Allocation::lottery},
               {"smallest_first", Allocation::smallest_first},
               {"largest_first", Allocation::largest_first},
               {"priority_sectors", Allocation::priority_sectors}},
              {.otherwise = "first_come"})
      .means("Order in which the applicants of a month are served");
  keys.names("priority", &Programme::priority)
      .optional()
      .means("Sectors served first, in this order, under priority_sectors; the others follow");
  keys.choice("combine", static_cast<Combine P::*>(&Programme::combine),
              {{"largest", Combine::largest}, {"add", Combine::add}}, {.otherwise = "largest"})
      .means("Whether a firm takes it only when it is worth most to it, or on top of others");
  keys.flag("wait", &Programme::wait, {.otherwise = "true"})
      .means("Whether firms wait for it between announcement and effect when that is worth more to them");
}

/// The section `name` of amounts by year. `.optional()` makes it a budget without limit.
template <class P>
scenario::Key& declare_budget(scenario::Keys<P>& keys, const char* name) {
  return keys.section(name, static_cast<Budget P::*>(&Programme::budget)).means("Money there is");
}

/// Names resolved to flags, so that no string is compared in a month.
struct TargetMask {
  std::vector<std::uint8_t> technology, sector, size, region, ownership;
};

/// What an instrument is told when it is made.
struct InstrumentContext {
  const scenario::Scenario& scenario;
  std::vector<std::string> sectors;
  std::string name, where;  // of the policy, for messages
  double simulated_share;   // simulated firms per firm of the country
};
TargetMask resolve(const Target& target, const InstrumentContext& context);

/// One firm that asks for support of a technology's project.
struct Applicant {
  std::uint32_t firm;
  std::int32_t birth;
  std::size_t technology, sector, size, region = 0, ownership = 0;
  double profit = 0;  // [m currency/month] of last month, after interest: what is taxed
};

/// The project.
struct Project {
  double price = 0;             // [m currency] without support
  double commodity = 0;         // [m currency] of it for commodity computing power
  double chips = 0;             // [m currency] of it for controlled chips
  double affected_workers = 0;  // [worker]
};

/// Firms by what their draws are keyed to.
struct DrawnFirms {
  std::span<const std::uint32_t> id;
  std::span<const std::int32_t> birth;
};

/// A programme whose names are resolved and whose months are checked.
class Terms {
 public:
  /// Throws UserError when the months contradict each other or a name is unknown.
  Terms(const Programme& programme, const InstrumentContext& context);

  bool announced(Month month) const { return announce_ <= month; }
  Month announce() const { return announce_; }
  const Window& effective() const { return programme_.effective; }
  /// Whether it supports projects of a technology in a month at all.
  bool serves(std::size_t technology, Month month) const {
    return programme_.effective.holds(month) && mask_.technology[technology] != 0;
  }
  /// Whether a month lies in its window and the firm is one of its targets and eligible.
  bool reaches(const Applicant& applicant, Month month, Luck luck) const;
  /// eligible[k] |= whether firm k meets the conditions, whatever the month and the targets.
  void mark_eligible(const DrawnFirms& firms, Luck luck, std::uint8_t* eligible) const;
  /// Whether it is for this technology and firm, whatever the month.
  bool targets(const Applicant& applicant) const {
    return (mask_.technology[applicant.technology] & mask_.sector[applicant.sector] & mask_.size[applicant.size] &
            mask_.region[applicant.region] & mask_.ownership[applicant.ownership]) != 0;
  }
  double cap() const { return programme_.cap_per_firm; }
  Allocation allocation() const { return programme_.allocation; }
  Combine combine() const { return programme_.combine; }
  bool wait() const { return programme_.wait; }
  /// Place of a sector among those served first, from 0; the others have one more than the last of them.
  std::size_t priority(std::size_t sector) const { return priority_[sector]; }
  bool limited() const { return programme_.budget.limited(); }
  /// Cents of the simulated firms, rounded down: they stand for exactly this share of the country, so its budget is
  /// never exceeded. 0 without a limit.
  std::int64_t yearly_budget(int year, std::int64_t carried_over) const;

 private:
  DrawKey eligibility(Luck luck) const { return {luck, Purpose::eligibility, hash_}; }

  Programme programme_;
  Month announce_;
  TargetMask mask_;
  std::vector<std::size_t> priority_;
  std::uint64_t hash_;
  double simulated_share_;
};

}  // namespace millwright::policies
