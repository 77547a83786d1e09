// `millwright sweep submit`: an array of shards, and a job that merges them and submits again what is missing.
#include <fmt/format.h>
#include <sys/wait.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <set>
#include <sstream>

#include "command.hpp"
#include "core/sha256.hpp"
#include "report/words.hpp"
#include "sweep.hpp"
#include "terminal.hpp"

namespace millwright::tool {
namespace {

namespace fs = std::filesystem;

constexpr int most_rounds = 3;  // times that missing runs are submitted again

struct Answer {
  bool found = false;  // the program is there
  int status = -1;
  std::string text;  // what it wrote, errors too
};

/// Runs a program of Slurm.
Answer ask(const std::string& program, const std::vector<std::string>& arguments) {
  constexpr int not_found = 127;  // of a shell
  std::string line = program;
  for (const std::string& argument : arguments) line += " " + shell_word(argument);
  std::FILE* pipe = ::popen((line + " 2>&1 </dev/null").c_str(), "r");
  if (pipe == nullptr) return {};
  Answer answer;
  char buffer[4096];
  while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, pipe)) answer.text.append(buffer, count);
  const int status = ::pclose(pipe);
  answer.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  answer.found = answer.status != not_found;
  return answer;
}

std::optional<std::int64_t> count_in(std::string_view text) {
  std::int64_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

/// Seconds of a time limit as sbatch reads it: M, M:S, H:M:S, D-H, D-H:M, D-H:M:S.
std::optional<std::int64_t> seconds_of(const std::string& time) {
  const std::size_t dash = time.find('-');
  std::string rest = time;
  std::int64_t days = 0;
  std::vector<std::int64_t> parts;
  if (dash != std::string::npos) {
    const auto read = count_in(std::string_view(time).substr(0, dash));
    if (!read) return std::nullopt;
    days = *read, rest = time.substr(dash + 1);
  }
  std::istringstream list(rest);
  for (std::string part; std::getline(list, part, ':');) {
    const auto read = count_in(part);
    if (!read) return std::nullopt;
    parts.push_back(*read);
  }
  if (parts.empty() || parts.size() > 3) return std::nullopt;
  constexpr std::int64_t minute = 60, hour = 3600, day = 86400;
  std::int64_t seconds = days * day;
  const std::int64_t with_days[] = {hour, minute, 1}, three[] = {hour, minute, 1}, others[] = {minute, 1};
  const std::int64_t* units = dash != std::string::npos ? with_days : parts.size() == 3 ? three : others;
  for (std::size_t k = 0; k < parts.size(); ++k) seconds += parts[k] * units[k];
  return seconds > 0 ? std::optional(seconds) : std::nullopt;
}

std::string job_name(const OpenedSweep& opened) {
  return "millwright-" + sha256_hex(fs::absolute(opened.runs).lexically_normal().string()).substr(0, 10);
}

/// CPUs of the partition, running jobs included; 0 where it is not known.
std::size_t slots_of(const SweepOptions& options) {
  std::vector<std::string> arguments = {"-h", "-o", "%C"};
  if (!options.partition.empty()) arguments.insert(arguments.end(), {"-p", options.partition});
  const Answer answer = ask("sinfo", arguments);
  std::size_t slots = 0;
  std::istringstream lines(answer.text);
  for (std::string line; std::getline(lines, line);) {  // allocated/idle/other/total
    const std::size_t last = line.rfind('/');
    if (last != std::string::npos) slots += std::strtoul(line.c_str() + last + 1, nullptr, 10);
  }
  return slots;
}

/// So many shards that one needs about half of its time limit, and four per CPU where runs are long enough for it.
std::size_t shards_for(const SweepOptions& options, const RunEstimate& estimate, std::size_t tasks, double limit) {
  if (options.shards) return std::min(static_cast<std::size_t>(*options.shards), tasks);
  constexpr double half = 0.5, least_seconds = 60, per_slot = 4;  // shorter jobs than a minute burden a scheduler
  const double seconds = estimate.seconds_per_task * static_cast<double>(tasks) / options.threads;
  const double by_time = std::ceil(seconds / (half * limit));
  const double by_slots = std::min(per_slot * static_cast<double>(slots_of(options)), seconds / least_seconds);
  return std::clamp<std::size_t>(static_cast<std::size_t>(std::max(by_time, by_slots)), 1, tasks);
}

/// The shards that have runs to do.
std::vector<std::size_t> shards_to_do(const OpenedSweep& opened, std::size_t shards) {
  std::set<std::size_t> found;
  const auto tasks = experiments::tasks_of(opened.sweep, opened.points.changes.size());
  for (std::size_t k = 0; k < tasks.size(); ++k) {
    if (opened.store.find(experiments::task_key(opened.sweep, opened.points, tasks[k])) == nullptr)
      found.insert(k % shards);
  }
  return {found.begin(), found.end()};
}

std::string array_of(const std::vector<std::size_t>& shards, std::size_t of) {
  if (shards.size() == of) return fmt::format("0-{}", of - 1);
  return fmt::format("{}", fmt::join(shards, ","));
}

std::string own_program() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  return error ? "millwright" : program.string();
}

std::string header(const SweepOptions& options, const OpenedSweep& opened, const std::string& log) {
  std::string text = "#!/bin/bash\n# Written by `millwright sweep submit`.\n";
  const auto add = [&](const std::string& option) { text += "#SBATCH " + option + "\n"; };
  add("--job-name=" + job_name(opened));
  add("--output=" + fs::absolute(opened.runs).string() + "/" + log);
  add("--open-mode=append");
  add("--requeue");
  if (!options.partition.empty()) add("--partition=" + options.partition);
  if (!options.account.empty()) add("--account=" + options.account);
  for (const std::string& extra : options.extra) add(extra);
  return text;
}

/// What every command of the job scripts begins with.
std::string command_line(const SweepOptions& options, const OpenedSweep& opened, const std::string& action) {
  std::string text =
      fmt::format("{} sweep {} {} --output {}", shell_word(own_program()), action,
                  shell_word(fs::absolute(options.file).string()), shell_word(fs::absolute(opened.result).string()));
  for (const fs::path& folder : options.allow_outside)
    text += " --allow-outside " + shell_word(fs::absolute(folder).string());
  return text;
}

struct Jobs {
  std::string array, shard_script, merge_script;
};

Jobs write_jobs(const SweepOptions& options, const OpenedSweep& opened, std::size_t shards, std::int64_t limit) {
  Jobs jobs;
  jobs.array = array_of(shards_to_do(opened, shards), shards);
  constexpr int before_limit = 60;  // [s] for the last run to be given up and its job to end
  jobs.shard_script = header(options, opened, "shard-%a.log");
  jobs.shard_script += fmt::format("#SBATCH --array={}\n#SBATCH --time={}\n#SBATCH --cpus-per-task={}\n", jobs.array,
                                   options.time, options.threads);
  jobs.shard_script += fmt::format("#SBATCH --signal=B:TERM@{}\n", before_limit);
  jobs.shard_script += fmt::format("exec {} --shard \"$SLURM_ARRAY_TASK_ID/{}\" --threads {} --time-limit {}\n",
                                   command_line(options, opened, "run"), shards, options.threads,
                                   std::max<std::int64_t>(limit - before_limit, 1));
  jobs.merge_script = header(options, opened, "merge.log");
  jobs.merge_script += fmt::format("#SBATCH --time={}\n#SBATCH --cpus-per-task=1\n", options.time);
  jobs.merge_script += command_line(options, opened, "merge") + " --force\nstatus=$?\n";
  std::string again =
      fmt::format("{} --slurm --shards {} --time {} --threads {} --round {}", command_line(options, opened, "submit"),
                  shards, shell_word(options.time), options.threads, options.round + 1);
  if (!options.partition.empty()) again += " --partition " + shell_word(options.partition);
  if (!options.account.empty()) again += " --account " + shell_word(options.account);
  if (!options.extra.empty()) again += " --";
  for (const std::string& extra : options.extra) again += " " + shell_word(extra);
  jobs.merge_script += fmt::format("[ $status = 75 ] || exit $status  # 75: runs are missing\nexec {}\n", again);
  return jobs;
}

void write_script(const fs::path& file, const std::string& text) {
  results::write_durably(file, std::as_bytes(std::span(text.data(), text.size())), results::Overwrite::replace);
}

/// Submits a script and returns the number of its job.
std::string submit(const fs::path& script, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "--parsable");
  arguments.push_back(script.string());
  const Answer answer = ask("sbatch", arguments);
  if (!answer.found) {
    throw UserError(Problem{"", "there is no sbatch on this machine",
                            "submit on a login node of the cluster, or print the scripts with --dry-run"},
                    ExitCode::failed);
  }
  std::string id = answer.text.substr(0, answer.text.find_first_of(";\n"));
  if (answer.status == 0 && !id.empty()) return id;
  std::string said = answer.text;
  std::ranges::replace(said, '\n', ' ');
  throw UserError(Problem{printable(script.string()), "sbatch refused this job: " + printable(said),
                          "change what it names: --time, --partition, --account, --shards, or the options after --"},
                  ExitCode::failed);
}

void check_array_size(std::size_t shards) {
  const Answer answer = ask("scontrol", {"show", "config"});
  const std::size_t at = answer.text.find("MaxArraySize");
  if (at == std::string::npos) return;
  const std::size_t most = std::strtoul(answer.text.c_str() + answer.text.find('=', at) + 1, nullptr, 10);
  if (most == 0 || shards <= most) return;
  throw UserError(Problem{"", fmt::format("this cluster takes arrays of up to {} jobs, not {}", most, shards),
                          fmt::format("give --shards {} and a longer --time", most)},
                  ExitCode::usage);
}

}  // namespace

JobCounts jobs_of(const OpenedSweep& opened) {
  const Answer answer = ask("squeue", {"-h", "-r", "-n", job_name(opened), "-o", "%T"});
  JobCounts jobs;
  jobs.known = answer.status == 0;
  std::istringstream lines(answer.text);
  for (std::string state; std::getline(lines, state);) {
    jobs.running += state == "RUNNING" || state == "COMPLETING" ? 1 : 0;
    jobs.pending += state == "PENDING" ? 1 : 0;
  }
  return jobs;
}

ExitCode submit_sweep(const SweepOptions& options) {
  if (!options.slurm) throw UserError(Problem{"", "submit needs to be told where", "give --slurm"}, ExitCode::usage);
  const auto limit = seconds_of(options.time);
  if (!limit) {
    throw UserError(Problem{"", fmt::format("--time cannot be '{}'", printable(options.time)),
                            "write it as sbatch takes it, such as 02:00:00 or 1-12:00:00"},
                    ExitCode::usage);
  }
  OpenedSweep opened = open_sweep(options);
  if (options.round > most_rounds) {
    throw UserError(Problem{"", fmt::format("runs are still missing after {} rounds", most_rounds),
                            "the logs of the shards tell why; `millwright sweep merge --partial` merges without them"},
                    ExitCode::failed);
  }
  if (jobs_of(opened).running + jobs_of(opened).pending > 0 && options.round == 0) {
    throw UserError(Problem{"", "jobs of this sweep are in the queue already",
                            "`millwright sweep status` tells how far they are; cancel them first with scancel"},
                    ExitCode::failed);
  }
  const RunEstimate estimate = estimate_task(opened);
  const std::size_t shards = shards_for(options, estimate, opened.tasks, static_cast<double>(*limit));
  const Jobs jobs = write_jobs(options, opened, shards, *limit);
  if (options.dry_run) {
    put(jobs.shard_script + "\n" + jobs.merge_script);
    return ExitCode::done;
  }
  if (jobs.array.empty()) {
    say("all runs are finished; merging them here");
    return merge_sweep(options);
  }
  check_array_size(shards);
  const fs::path shard_script = opened.runs / "shard.sbatch", merge_script = opened.runs / "merge.sbatch";
  write_script(shard_script, jobs.shard_script);
  write_script(merge_script, jobs.merge_script);
  const std::string array = submit(shard_script, {});
  const std::string merging = submit(merge_script, {"--dependency=afterany:" + array});
  put(fmt::format("submitted {} as job {}, and the merge as job {}\n",
                  counted(static_cast<std::int64_t>(shards), "shard"), array, merging));
  say(fmt::format("next: millwright sweep status {}; logs are in {}", printable(shell_word(options.file.string())),
                  printable(opened.runs.string())));
  return ExitCode::done;
}

}  // namespace millwright::tool
