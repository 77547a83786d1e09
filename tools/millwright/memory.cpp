#include "memory.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include "core/errors.hpp"
#include "economy/economy.hpp"
#include "economy/sectors.hpp"
#include "report/words.hpp"

namespace millwright::tool {
namespace {

/// The series of all replicates, once in memory and once in the image of the file [bytes].
std::uint64_t series_memory(const simulation::LoadedScenario& loaded, int replicates) {
  constexpr std::uint64_t by_technology = 15, others = 20;  // variables that are also told by sector and size
  const std::uint64_t groups =
      (1 + read_sectors(loaded.scenario).size()) * (1 + loaded.scenario.size_classes.classes.size());
  const std::uint64_t cells = groups * (by_technology * loaded.scenario.technologies.size() + others);
  return 2 * sizeof(double) * cells * static_cast<std::uint64_t>(loaded.months()) *
         static_cast<std::uint64_t>(replicates);
}

}  // namespace

std::uint64_t run_memory(const simulation::LoadedScenario& loaded, int replicates) {
  constexpr std::uint64_t program = 20'000'000;  // code, libraries, scenario
  return program + memory_needed(loaded.scenario) + series_memory(loaded, replicates);
}

void require_memory(const simulation::LoadedScenario& loaded, int replicates) {
  const std::uint64_t needed = run_memory(loaded, replicates);
  const auto available =
      static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES)) * static_cast<std::uint64_t>(::sysconf(_SC_PAGE_SIZE));
  if (needed <= available) return;
  throw UserError(Problem{"",
                          fmt::format("{} need about {} of memory; this machine has {}",
                                      counted(replicates, "replicate"), file_size(needed), file_size(available)),
                          "give fewer --replicates, and run the rest under another seed into other files"});
}

}  // namespace millwright::tool
