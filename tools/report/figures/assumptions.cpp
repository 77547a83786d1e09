#include <fmt/format.h>

#include "report/part.hpp"
#include "report/words.hpp"

// What differs from the defaults, with unit, source and line.
namespace millwright::report {

Blocks assumptions(const Material& material) {
  const bool has_scenario = material.detail() != nullptr || material.sweep;
  if (material.assumptions.empty() && has_scenario) {
    return {
        charts::Paragraph{"Which values differ from the defaults of the program cannot be told: the result does not "
                          "hold all files that it was made from. The scenario with all defaults stands below."}};
  }
  if (material.assumptions.empty()) return {};
  charts::TableBlock block;
  block.caption = fmt::format("{} that differ from their defaults",
                              tool::counted(static_cast<std::int64_t>(material.assumptions.size()), "value"));
  block.table.columns = {"key", "value", "source", "where it stands"};
  block.table.numeric = {false, false, false, false};
  block.folded = true;
  for (const Assumption& one : material.assumptions)
    block.table.rows.push_back({one.key, one.value, one.source.empty() ? "-" : one.source, one.where});
  const Run* run = material.detail();
  const std::string name = run != nullptr ? run->name : material.sweep ? material.sweep->run.name : "the scenario";
  return {
      charts::Paragraph{fmt::format(
          "Values of {} that are not the defaults of the program, with units, what the scenario's file says of them "
          "on their line, and where they stand. The command millwright explain KEY tells what a key means.",
          name)},
      std::move(block)};
}

}  // namespace millwright::report
