#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/curves.hpp"
#include "report/part.hpp"
#include "report/words.hpp"

// The parts of the growth of total factor productivity in each sector: within firms, between them, entry and exit.
namespace millwright::report {
namespace {

constexpr int year = 12;

/// Means over whole years by sector.
charts::Estimates part_of(const ResultView& view, const std::string& variable, const std::string& name) {
  charts::Estimates estimates{name, {}, {}, {}};
  const int years = view.months() / year;
  for (const std::string& sector : view.labels("sector")) {
    const auto cells = view.find(variable, {{"sector", sector}});
    const Estimate total = view.total(cells, years * year);
    const bool several = view.result().replicates > 1;
    estimates.value.push_back(total.mean / years);
    estimates.low.push_back(several ? total.low / years : std::nan(""));
    estimates.high.push_back(several ? total.high / years : std::nan(""));
  }
  return estimates;
}

double plain_mean(const charts::Estimates& estimates) {
  double sum = 0, count = 0;
  for (const double value : estimates.value) {
    if (std::isnan(value)) continue;
    sum += value, count += 1;
  }
  return sum / count;
}

}  // namespace

Blocks productivity_parts(const Material& material) {
  const Run* run = material.detail();
  if (run == nullptr || run->result.months.size() < year) return {};
  const ResultView view(run->result);
  const bool known =
      view.find("tfp_within_by_sector") && view.find("tfp_between_by_sector") && view.find("tfp_entry_exit_by_sector");
  if (!known) return {};
  charts::IntervalChart chart;
  chart.x = {"growth of total factor productivity a year", "1/year", charts::Scale::linear, true, true};
  chart.categories = view.labels("sector");
  chart.groups = {part_of(view, "tfp_within_by_sector", "within firms"),
                  part_of(view, "tfp_between_by_sector", "between firms"),
                  part_of(view, "tfp_entry_exit_by_sector", "entry and exit")};
  std::vector<std::string> parts;
  for (const auto& group : chart.groups)
    parts.push_back(fmt::format("{} {}", group.name, tool::percent(plain_mean(group))));
  const bool any = std::ranges::any_of(chart.groups.front().value, [](double value) { return !std::isnan(value); });
  if (!any) return {};
  chart.bars = true;
  return {charts::Figure{
      "productivity-parts", "Where total factor productivity comes from, by sector",
      fmt::format("A year on average of sectors: {}.", listed(parts)),
      fmt::format("Variables tfp_within_by_sector, tfp_between_by_sector, tfp_entry_exit_by_sector (Melitz and Polanec "
                  "2015), growth of ln TFP, mean of {}. Within: plain mean of surviving firms; between: output that "
                  "moves among them; entry and exit: entrants and exits relative to survivors. {}",
                  tool::counted(view.months() / year, "year"), intervals_sentence(run->result.replicates, "Bars")),
      std::move(chart)}};
}

}  // namespace millwright::report
