#include "validate/catalogue.hpp"
#include "validate/samples.hpp"
#include "validate/worlds.hpp"

// Adoption counted by workers lies above adoption counted by firms, at the start and later.
namespace millwright::evidence {
namespace {

constexpr int firms = 5000;

Findings find(const Context& context) {
  const auto loaded =
      shipped(context, "china/baseline.yaml", {fmt::format("population.firms={}", firms), "outputs.events=false"});
  const auto runs = each_job(context, context.seeds, [&](int seed) { return run_seed(loaded, seed); });
  Findings findings;
  for (const std::string technology : {"automation", "ai"}) {
    const std::size_t j = place_of(runs.front(), "technology", technology);
    std::vector<double> start, end;
    for (const auto& run : runs) {
      const std::size_t last = run.months.size() - 1;
      const auto ratio = [&](std::size_t month) {
        return values_at(run, "adoption_share_workers", month)[j] / values_at(run, "adoption_share", month)[j];
      };
      start.push_back(ratio(0)), end.push_back(ratio(last));
    }
    findings.push_back(at_least(technology + ", 2024: share of workers / of firms, less 3 s.e.",
                                mean(start) - 3 * standard_error(start), 1, three_errors));
    findings.push_back(at_least(technology + ", 2030: the same", mean(end) - 3 * standard_error(end), 1, three_errors));
  }
  return findings;
}

}  // namespace

Row weighted() {
  return {"weighted", "Weighted by workers adoption is wider than by firms: large firms lead",
          "McElheran et al. 2024: 18 against 6 %", find};
}

}  // namespace millwright::evidence
