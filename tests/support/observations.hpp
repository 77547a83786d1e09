#pragma once

#include <gtest/gtest.h>

#include <cmath>

#include "decisions/catalogue.hpp"
#include "economy/economy.hpp"
#include "statistics/catalogue.hpp"
#include "support/whole_scenarios.hpp"

// The economy of scenarios/minimal on the eve of its first month, and what the observers say of it.
namespace millwright::support {

/// All words that a run knows.
inline scenario::Catalogues all_catalogues() {
  scenario::Catalogues catalogues = instruments_alone();
  declare_words(decisions::rule_catalogue(), catalogues["rules"]);
  return catalogues;
}

/// Three sectors, two technologies, three size classes, 200 firms that stand for 960.
struct Eve {
  explicit Eve(const std::string& yaml = "")
      : scenario(changed_scenario(yaml, all_catalogues())),
        economy(build_economy(scenario, {.seed = 1, .replicate = 0})) {}
  Eve(const Eve&) = delete;
  Eve& operator=(const Eve&) = delete;

  statistics::Observations observe() const { return statistics::observe_all(economy, take_census(economy)); }

  /// Plain sum over firms, scaled to the country.
  template <class Term>
  double national(Term&& term) const {
    double sum = 0;
    for (std::size_t i = 0; i < economy.firms.count(); ++i) sum += static_cast<double>(term(i));
    return sum * firms_per_simulated;
  }

  static constexpr double firms_per_simulated = 960.0 / 200;
  scenario::Scenario scenario;
  Economy economy;
};

inline std::int64_t fixed(double value) {
  return to_fixed<sum_scale>(value);
}

inline bool is_observed(const statistics::Observations& all, const std::string& name) {
  return std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.variable.name == name; });
}

/// The observation of that name; throws when there is none or more than one.
inline const statistics::Observation& observed(const statistics::Observations& all, const std::string& name) {
  const statistics::Observation* found = nullptr;
  for (const auto& one : all) {
    if (one.variable.name != name) continue;
    if (found != nullptr) throw std::logic_error(name + " is observed twice");
    found = &one;
  }
  if (found == nullptr) throw std::out_of_range(name + " is not observed");
  return *found;
}

inline std::vector<double> values(const statistics::Observations& all, const std::string& name) {
  return observed(all, name).values;
}

inline std::size_t extent(const Economy& economy, const std::string& dimension) {
  for (const auto& one : statistics::dimensions_of(economy)) {
    if (one.name == dimension) return one.labels.size();
  }
  throw std::out_of_range("no dimension " + dimension);
}

/// The variable has that unit, those dimensions and that meaning in time, and one value for each of its cells.
inline void expect_variable(const Eve& eve, const statistics::Observations& all, const std::string& name,
                            const std::vector<std::string>& dimensions, const std::string& unit,
                            const std::string& cell_methods) {
  SCOPED_TRACE(name);
  const auto& one = observed(all, name);
  EXPECT_EQ(one.variable.dimensions, dimensions);
  EXPECT_EQ(one.variable.unit, unit);
  EXPECT_EQ(one.variable.cell_methods, cell_methods);
  EXPECT_FALSE(one.variable.long_name.empty());
  std::size_t cells = 1;
  for (const auto& dimension : dimensions) cells *= extent(eve.economy, dimension);
  EXPECT_EQ(one.values.size(), cells);
}

/// NAME_by_sector, NAME_by_size and NAME_by_sector_size each add up to NAME: nobody is lost or counted twice.
inline void expect_groups_add_up(const statistics::Observations& all, const std::string& name) {
  const auto& totals = values(all, name);
  for (const std::string group : {"_by_sector", "_by_size", "_by_sector_size"}) {
    const auto& parts = values(all, name + group);
    ASSERT_EQ(parts.size() % totals.size(), 0u) << name << group;
    const std::size_t cells = parts.size() / totals.size();
    for (std::size_t j = 0; j < totals.size(); ++j) {
      double sum = 0;
      for (std::size_t k = 0; k < cells; ++k) sum += parts[j * cells + k];
      EXPECT_NEAR(sum, totals[j], 1e-9 * (1 + std::abs(totals[j]))) << name << group << " " << j;
    }
  }
}

/// Every value is a share, or NaN where there is nobody to have one.
inline void expect_shares(const statistics::Observations& all, const std::string& name) {
  for (const double value : values(all, name)) {
    EXPECT_TRUE(std::isnan(value) || (value >= 0 && value <= 1)) << name << " " << value;
  }
}

/// A total counted in fixed point agrees with a plain sum of doubles up to half a step per firm.
inline void expect_total(double found, double recount) {
  EXPECT_NEAR(found, recount, 1e-9 * std::abs(recount) + 1e-3);
}

}  // namespace millwright::support
