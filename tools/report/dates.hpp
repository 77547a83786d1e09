#pragma once

#include <string>
#include <vector>

#include "charts/figure.hpp"
#include "core/month.hpp"
#include "report/material.hpp"

namespace millwright::report {

/// What happens in a month of a scenario: "equipment_grant begins".
struct ScenarioDate {
  Month month{};
  std::string what;
};

/// Announcements, beginnings and ends of policies, closures of chip tracks and lead firms of all runs, within their
/// months, in order. Empty where a result holds no scenario that can be read.
std::vector<ScenarioDate> scenario_dates(const Material& material);

/// One rule for each month with dates, numbered from 1.
std::vector<charts::Rule> rules_of(const std::vector<ScenarioDate>& dates);
/// "1: 2024-03, equipment_grant announced; 2: ...": what the numbers of the rules mean.
std::string key_of(const std::vector<ScenarioDate>& dates);

}  // namespace millwright::report
