#include <fmt/format.h>

#include "core/errors.hpp"
#include "policies/instrument.hpp"

// A share of the project's price, paid while the year's budget lasts.
namespace millwright::policies {
namespace {

constexpr double cents_per_million = 1e8;

struct GrantBudget {
  scenario::YearlyAmounts amount;
  double unlisted_years = 0;
  bool carry_over = false;
};

void declare(scenario::Keys<GrantBudget>& keys) {
  keys.yearly_money("amount", &GrantBudget::amount).means("National budget of each calendar year");
  keys.money("unlisted_years", &GrantBudget::unlisted_years, {.range = {0, 1e9}, .otherwise = "0 CNY"})
      .means("Budget of a year that is not listed");
  keys.flag("carry_over", &GrantBudget::carry_over, {.otherwise = "false"})
      .means("Whether what a year leaves is added to the next year's budget");
}

struct GrantParameters {
  Month announce{};
  Window effective;
  Target target;
  scenario::Dated rate;
  GrantBudget budget;
  double eligible_share = 0, cap_per_firm = 0;
  Allocation allocation = Allocation::first_come;
  std::string source;
};

void declare(scenario::Keys<GrantParameters>& keys) {
  keys.month("announce", &GrantParameters::announce)
      .means("Month in which firms learn of it; not after it takes effect");
  keys.section("effective", &GrantParameters::effective).means("Months in which it is granted");
  keys.section("target", &GrantParameters::target).means("Whom it is for");
  keys.dated_share("rate", &GrantParameters::rate)
      .means("Share of the project price that is paid")
      .source("equipment renewal programme 2024-2025; range 10 % to 20 %");
  keys.section("budget", &GrantParameters::budget).means("Money there is");
  keys.share("eligible_share", &GrantParameters::eligible_share, {.otherwise = "100 %"})
      .means("Share of the targeted firms that can meet the conditions, drawn once per firm")
      .source("judgement; 5 % for the equipment renewal programme, range 1 % to 15 %");
  keys.money("cap_per_firm", &GrantParameters::cap_per_firm, {.range = {0, 1e12}, .otherwise = "1000 tn CNY"})
      .means("Largest grant for one project");
  keys.choice("allocation", &GrantParameters::allocation,
              {{"first_come", Allocation::first_come},
               {"lottery", Allocation::lottery},
               {"smallest_first", Allocation::smallest_first},
               {"largest_first", Allocation::largest_first}},
              {.otherwise = "first_come"})
      .means("Order in which the applicants of a month are served");
  keys.text("source", &GrantParameters::source).optional().means("Where the programme is documented");
}

class InvestmentGrant final : public Instrument {
 public:
  InvestmentGrant(const GrantParameters& parameters, const InstrumentContext& context)
      : parameters_(parameters),
        mask_(resolve(parameters.target, context)),
        hash_(mechanism_hash(context.name)),
        simulated_share_(context.simulated_share) {
    if (parameters.effective.to < parameters.effective.from) {
      throw UserError({context.where, fmt::format("policies.{}.effective ends before it begins", context.name),
                       "write the first month under `from` and the last under `to`"});
    }
    if (parameters.effective.from < parameters.announce) {
      throw UserError({context.where, fmt::format("policies.{} takes effect before it is announced", context.name),
                       "let `announce` be the same month as `effective.from`, or earlier"});
    }
  }

  double grant(const Applicant& applicant, double price, Month month, Luck luck) const override {
    if (!parameters_.effective.holds(month) || !mask_.includes(applicant.technology, applicant.sector, applicant.size))
      return 0;
    const Words words = draw({luck, Purpose::eligibility, hash_}, applicant.firm, applicant.birth, 0);
    if (uniform(words.w[0]) >= parameters_.eligible_share) return 0;
    return std::min(parameters_.rate.at(month) * price, parameters_.cap_per_firm);
  }

  std::int64_t yearly_budget(int year, std::int64_t carried_over) const override {
    const auto& amount = parameters_.budget.amount;  // one plain amount holds in every year, and stands in `unlisted`
    const auto listed = amount.years.find(year);
    const double otherwise = amount.years.empty() ? amount.unlisted : parameters_.budget.unlisted_years;
    const double national = listed == amount.years.end() ? otherwise : listed->second;
    // Rounded down: the simulated firms stand for exactly this share of the country, so its budget is never exceeded.
    const auto fresh = static_cast<std::int64_t>(national * simulated_share_ * cents_per_million);
    return fresh + (parameters_.budget.carry_over ? carried_over : 0);
  }

  Allocation allocation() const override { return parameters_.allocation; }

 private:
  GrantParameters parameters_;
  TargetMask mask_;
  std::uint64_t hash_;
  double simulated_share_;
};

}  // namespace

InstrumentEntry investment_grant() {
  return instrument_entry<InvestmentGrant, GrantParameters>("investment_grant",
                                                            "Pays a share of the price while the budget lasts");
}

}  // namespace millwright::policies
