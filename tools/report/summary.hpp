#pragma once
// What a run found, in a dozen figures: how many adopt, who, why the others do not, and what it costs and changes.

#include <string>
#include <vector>

#include "core/month.hpp"
#include "report/result_view.hpp"

namespace millwright::tool {

/// A stock in the first and in the last month.
struct Change {
  Estimate start, end;
};

struct SizeAdoption {
  std::string size;
  Change share;
};

/// Why firms without a technology do not have it, as a share of all firms without it in the last month.
struct ReasonShare {
  std::string reason;  // label of the dimension `barrier`
  double share = 0;    // mean over replicates
};

struct TechnologySummary {
  std::string name;
  Change adoption;  // share of firms
  std::vector<SizeAdoption> by_size;
  std::vector<ReasonShare> reasons;           // most frequent first, those that occur
  Estimate robots_first_year, robots_in_use;  // NaN for a technology without robots
};

struct ProgrammeSummary {
  std::string name;
  Estimate awards;
  Estimate spent, forgone;     // [m currency] money paid out; taxes not taken
  std::vector<Month> ran_out;  // month of each calendar year in which applicants were first refused for want of money
};

struct Summary {
  std::string title, scenario_name, currency;
  std::uint64_t seed = 0;
  Month start{}, end{};
  int months = 1, replicates = 1;
  std::size_t sectors = 0;
  Estimate firms;  // that the simulated ones stand for, first month
  std::vector<TechnologySummary> technologies;
  std::vector<ProgrammeSummary> programmes;  // instruments that have money to give
  Change employment;                         // [worker]
  Estimate displaced;                        // [worker] that live tranches replace in the last month
  Estimate productivity_growth;              // [1/year] of labour productivity, first to last year; NaN for short runs
  Estimate pmi_model, pmi_scenario;          // mean over the months
};

/// Takes all figures from the result; what it does not hold is NaN or left out.
Summary summarise(const results::Result& result);

/// About ten lines of words and numbers.
std::string summary_text(const Summary& summary);

}  // namespace millwright::tool
