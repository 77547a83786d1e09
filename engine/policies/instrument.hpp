#pragma once

#include <any>
#include <functional>
#include <memory>

#include "core/month.hpp"
#include "core/random.hpp"
#include "scenario/scenario.hpp"

namespace millwright::policies {

/// In which order the applicants of a month are served. Ties are broken by a draw keyed to the firm, instrument and
/// month.
enum class Allocation { first_come, lottery, smallest_first, largest_first };

/// The months in which an instrument works.
struct Window {
  Month from{}, to{};
  bool holds(Month month) const { return from <= month && month <= to; }
};
void declare(scenario::Keys<Window>& keys);

/// Whom an instrument is for. An empty list means everybody.
struct Target {
  std::vector<std::string> technology, sector, size;
};
void declare(scenario::Keys<Target>& keys);

/// Names resolved to flags, so that no string is compared in a month.
struct TargetMask {
  std::vector<std::uint8_t> technology, sector, size;
  bool includes(std::size_t j, std::size_t s, std::size_t z) const {
    return (technology[j] & sector[s] & size[z]) != 0;
  }
};

/// What an instrument is told when it is made.
struct InstrumentContext {
  const scenario::Scenario& scenario;
  std::vector<std::string> sectors;
  std::string name, where;  // of the policy, for messages
  double simulated_share;   // simulated firms per firm of the country
};
TargetMask resolve(const Target& target, const InstrumentContext& context);

/// One firm's project as an instrument sees it.
struct Applicant {
  std::uint32_t firm;
  std::int32_t birth;
  std::size_t technology, sector, size;
};

/// A policy instrument: pure functions of applicant and month; ledgers are kept by the month's verbs.
class Instrument {
 public:
  virtual ~Instrument() = default;
  /// What it adds to the attention that a technology gets in a sector [1].
  virtual double attention(Month, std::size_t /*technology*/, std::size_t /*sector*/) const { return 0; }
  /// Grant for a project of `price` [m currency]; 0 when the firm is not eligible. It is subject to the budget.
  virtual double grant(const Applicant&, double /*price*/, Month, Luck) const { return 0; }
  /// Money for the year in cents of the simulated firms; `carried_over`: what the previous year left.
  virtual std::int64_t yearly_budget(int /*year*/, std::int64_t /*carried_over*/) const { return 0; }
  virtual Allocation allocation() const { return Allocation::first_come; }
  /// What it has added to the capacity of a chip track by the month [chips per month, national].
  virtual double chip_capacity(Month, std::size_t /*track*/) const { return 0; }
};

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
