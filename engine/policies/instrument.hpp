#pragma once

#include <any>
#include <functional>
#include <memory>

#include "policies/programme.hpp"

namespace millwright::policies {

/// What an instrument offers for one project. A factory of a demonstration programme takes up a place.
struct Offer {
  double amount = 0;      // [m currency] what the project costs the firm less
  double per_amount = 1;  // [1] what the year's budget is charged per amount: loans in the case of an interest subsidy
  std::int64_t places = 0;

  bool made() const { return amount > 0 || places > 0; }
};

/// How what an award costs the public is booked.
enum class Purse { spending, forgone_revenue };

/// A policy instrument: pure functions of applicant, project and month; ledgers are kept by the month's verbs.
/// What an instrument does not do it leaves as it stands here.
class Instrument {
 public:
  virtual ~Instrument() = default;
  /// What it adds to the attention that a technology gets in a sector [1].
  virtual double attention(Month, std::size_t /*technology*/, std::size_t /*sector*/) const { return 0; }

  /// The terms on which it supports projects; none when it supports no project.
  virtual const Terms* terms() const { return nullptr; }
  /// What it offers to an applicant that its terms reach in the month, before the cap. Ask `offer_of`.
  virtual Offer offer(const Applicant&, const Project&, Month) const { return {}; }
  virtual Purse purse() const { return Purse::spending; }
  /// Places for the year in the simulated economy [1/places_per_factory]; `carried_over`: what the previous year left.
  virtual std::int64_t yearly_places(int /*year*/, std::int64_t /*carried_over*/) const { return 0; }
  /// Attention per share of the sector's firms that were awarded a place [1].
  virtual double visibility() const { return 0; }
  /// What is left of that after a month [1].
  virtual double monthly_fade() const { return 1; }
  /// By how much an award shortens the time constant of the firm's J-curve [1].
  virtual double faster() const { return 0; }

  /// Money for the year in cents of the simulated firms; `carried_over`: what the previous year left.
  virtual std::int64_t yearly_budget(int year, std::int64_t carried_over) const {
    return terms() == nullptr ? 0 : terms()->yearly_budget(year, carried_over);
  }
  /// Money spent in the month without any application [cents of the simulated firms].
  virtual std::int64_t scheduled_spending(Month) const { return 0; }
  /// What it has added to the capacity of a chip track by the month [chips per month, national].
  virtual double chip_capacity(Month, std::size_t /*track*/) const { return 0; }

  /// Whether it is a levy.
  virtual bool levies() const { return false; }
  /// Share of the net labour cost saved that a firm pays in the month [1].
  virtual double levy(const Applicant&, Month) const { return 0; }
  /// The share that a firm reckons with in the month for the life of a project [1].
  virtual double expected_levy(const Applicant&, Month) const { return 0; }
};

constexpr double cents_per_million = 1e8;
constexpr std::int64_t places_per_factory = 1'000'000;  // few simulated firms get parts of a place each year

/// What an instrument offers in a month to an applicant; nothing to one that its terms do not reach.
inline Offer offer_of(const Instrument& instrument, const Applicant& applicant, const Project& project, Month month,
                      Luck luck) {
  const Terms* terms = instrument.terms();
  if (terms == nullptr || !terms->reaches(applicant, month, luck)) return {};
  Offer offer = instrument.offer(applicant, project, month);
  offer.amount = std::min(offer.amount, terms->cap());
  return offer;
}

/// One word of the catalogue.
struct InstrumentEntry {
  std::string word, meaning;
  std::function<void(scenario::Catalogue&)> declare_keys;
  std::function<std::unique_ptr<const Instrument>(const std::any&, const InstrumentContext&)> make;
};

template <class Made, class Parameters>
InstrumentEntry instrument_entry(std::string word, std::string meaning) {
  return {word, meaning, [=](scenario::Catalogue& keys) { keys.add<Parameters>(word, meaning); },
          [](const std::any& parameters, const InstrumentContext& context) {
            return std::make_unique<const Made>(std::any_cast<const Parameters&>(parameters), context);
          }};
}

}  // namespace millwright::policies
