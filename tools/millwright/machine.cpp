#include "machine.hpp"

#include <fmt/format.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

#include "core/errors.hpp"
#include "core/instruction_set.hpp"
#include "core/parallel.hpp"
#include "economy/economy.hpp"
#include "report/words.hpp"
#include "results/library_version.hpp"
#include "scenario/language/files.hpp"
#include "simulation/version.hpp"

namespace millwright::tool {
namespace {

namespace fs = std::filesystem;

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : value;
}

/// The first line of a file of the system; empty when there is no such file.
std::string first_line(const fs::path& file) {
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  return line;
}

std::optional<std::uint64_t> whole(std::string_view text) {
  std::uint64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc() || read.ptr == text.data()) return std::nullopt;
  return number;
}

/// The control group of this process under version 2, the folders above it included; none elsewhere.
std::vector<fs::path> control_groups() {
  std::vector<fs::path> groups;
  const fs::path root = "/sys/fs/cgroup";
  std::ifstream in("/proc/self/cgroup");
  for (std::string line; std::getline(in, line);) {
    if (line.rfind("0::", 0) != 0) continue;
    for (fs::path group = root / fs::path(line.substr(3)).relative_path();; group = group.parent_path()) {
      groups.push_back(group);
      if (group == root || group == group.parent_path()) break;
    }
  }
  return groups;
}

/// Processors' worth of time that a container grants; none without a limit.
std::optional<double> processor_quota() {
  std::optional<double> least;
  for (const fs::path& group : control_groups()) {
    std::istringstream line(first_line(group / "cpu.max"));
    std::string quota, period;
    line >> quota >> period;
    const auto granted = whole(quota), within = whole(period);
    if (!granted || !within || *within == 0) continue;
    const double processors = static_cast<double>(*granted) / static_cast<double>(*within);
    least = std::min(least.value_or(processors), processors);
  }
  return least;
}

int allowed_processors() {
  cpu_set_t set;
  return ::sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
}

Diagnosis processors() {
  const long online = ::sysconf(_SC_NPROCESSORS_ONLN);
  const int allowed = allowed_processors(), threads = default_threads();
  const std::string slurm = environment("SLURM_CPUS_PER_TASK");
  Diagnosis found{
      "processors", Health::ok,
      fmt::format("{} of {} may be used; a run takes {}{}", allowed, counted(online, "processor"),
                  counted(threads, "thread"), slurm.empty() ? "" : " (SLURM_CPUS_PER_TASK=" + printable(slurm) + ")"),
      ""};
  const auto quota = processor_quota();
  if (threads > allowed) {
    found.health = Health::warning;
    found.help =
        "more threads than processors slow a run down: ask for as many processors as threads, or give --threads";
  } else if (quota && *quota < threads) {
    found.health = Health::warning;
    found.found += fmt::format("; the container grants the time of {:.3g}", *quota);
    found.help = fmt::format("give --threads {}", std::max(1, static_cast<int>(*quota)));
  }
  return found;
}

/// Memory in kB that a line of /proc/meminfo names [bytes].
std::uint64_t memory_line(std::string_view name) {
  std::ifstream in("/proc/meminfo");
  for (std::string line; std::getline(in, line);) {
    if (line.rfind(name, 0) != 0) continue;
    const std::size_t digit = line.find_first_of("0123456789");
    if (digit != std::string::npos) return 1024 * whole(std::string_view(line).substr(digit)).value_or(0);
  }
  return 0;
}

/// The least of what a control group, a limit of the shell and the machine leave [bytes].
std::uint64_t usable_memory(std::uint64_t available) {
  for (const fs::path& group : control_groups()) {
    const auto limit = whole(first_line(group / "memory.max"));
    const auto used = whole(first_line(group / "memory.current"));
    if (limit && used) available = std::min(available, *limit - std::min(*limit, *used));
  }
  rlimit limit{};
  if (::getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
    available = std::min<std::uint64_t>(available, limit.rlim_cur);
  return available;
}

/// Of a firm that can adopt two technologies and has three suppliers [bytes].
std::uint64_t memory_per_firm() {
  scenario::Scenario usual;
  usual.population.firms = 1;
  usual.network.suppliers_per_firm = 3;
  usual.technologies.resize(2);
  return memory_needed(usual);
}

Diagnosis memory() {
  constexpr std::uint64_t program = 20'000'000, comfortable = 500'000'000;  // [bytes]
  const std::uint64_t usable = usable_memory(memory_line("MemAvailable"));
  const std::uint64_t firms = usable > program ? (usable - program) / memory_per_firm() : 0;
  Diagnosis found{"memory", Health::ok,
                  fmt::format("{} of {} can be used, enough for about {} firms", file_size(usable),
                              file_size(memory_line("MemTotal")), count(static_cast<double>(firms))),
                  ""};
  if (usable < comfortable) {
    found.health = Health::warning;
    found.help = "simulate fewer firms, as with --set population.firms=20000, or end other programs";
  }
  return found;
}

Diagnosis instruction_set() {
  return {"instruction set", Health::ok, fmt::format("{}; results do not depend on it", kernel_instruction_set()), ""};
}

Diagnosis hdf5() {
  const results::LibraryVersion version = results::library_version();
  Diagnosis found{"HDF5", Health::ok, version.loaded, ""};
  if (version.built != version.loaded) {
    found.health = Health::warning;
    found.found += ", but the program was built for " + version.built;
    found.help = "HDF5 may refuse to work: load the version it was built for, or build Millwright anew";
  }
  if (!version.compresses) {
    found.health = Health::stops;
    found.found += ", which cannot write compressed data";
    found.help = "use an HDF5 library with zlib";
  }
  return found;
}

Diagnosis floating_point() {
  try {
    require_standard_floating_point();
    for_each_block(block_size * static_cast<std::size_t>(default_threads()), [](const Block&) {});  // each thread looks
  } catch (const UserError& error) {
    return {"floating point", Health::stops, error.problems().front().what, error.problems().front().help};
  }
  return {"floating point", Health::ok, "rounds to nearest and keeps small numbers, on all threads", ""};
}

Diagnosis writing() {
  constexpr std::uint64_t little = 100'000'000;  // [bytes]
  std::error_code error;
  const fs::path here = fs::current_path(error);
  if (error || ::access(here.c_str(), W_OK | X_OK) != 0) {
    return {"writing", Health::stops, fmt::format("no files can be made in {}", printable(here.string())),
            "change to a folder of your own, or name a result file there with -o"};
  }
  struct statvfs space {};
  std::uint64_t free = 0;
  if (::statvfs(here.c_str(), &space) == 0) free = space.f_bavail * space.f_frsize;
  Diagnosis found{"writing", Health::ok, fmt::format("into {}, {} free", printable(here.string()), file_size(free)),
                  ""};
  if (free < little) {
    found.health = Health::warning;
    found.help = "make room, or name a result file on another disk with -o";
  }
  return found;
}

bool is_on_path(const char* program) {
  std::istringstream folders(environment("PATH"));
  for (std::string folder; std::getline(folders, folder, ':');)
    if (!folder.empty() && ::access((fs::path(folder) / program).c_str(), X_OK) == 0) return true;
  return false;
}

Diagnosis slurm() {
  const std::string job = environment("SLURM_JOB_ID");
  if (!job.empty()) return {"Slurm", Health::ok, "this is a part of job " + printable(job), ""};
  return {"Slurm", Health::ok,
          is_on_path("sbatch") ? "there; jobs can be submitted" : "not on this machine, and not needed", ""};
}

/// The shipped scenarios, which `extends: millwright:...` names.
Diagnosis scenarios() {
  const fs::path library = scenario::shipped_library();
  if (!library.empty()) return {"scenarios", Health::ok, "shipped ones lie in " + printable(library.string()), ""};
  return {"scenarios", Health::warning, "the shipped ones were not found, so that no file can extend millwright:...",
          "keep the program where it was installed, with share/millwright/scenarios in a folder above it"};
}

Diagnosis program() {
  return {"program", Health::ok,
          fmt::format("millwright {} ({})", simulation::engine_version(), simulation::git_hash()), ""};
}

}  // namespace

std::vector<Diagnosis> examine_machine() {
  return {program(), processors(), memory(), instruction_set(), hdf5(), floating_point(),
          writing(), scenarios(),  slurm()};
}

}  // namespace millwright::tool
