#include <fmt/format.h>

#include <memory>

#include "command.hpp"
#include "economy/sectors.hpp"
#include "json.hpp"
#include "memory.hpp"
#include "report/words.hpp"
#include "scenario_options.hpp"
#include "simulation/load.hpp"
#include "terminal.hpp"

// `millwright check`: everything that `run` would refuse, found without running.
namespace millwright::tool {
namespace {

struct Check {
  std::vector<std::string> files;
  scenario::LoadOptions load;
  bool json = false;
};

/// What is known of one file after its check.
struct Finding {
  std::string file;
  ExitCode code = ExitCode::done;
  std::vector<Problem> problems;
  std::vector<std::string> warnings;
  int months = 0;
  std::int64_t firms = 0;
  std::size_t sectors = 0;
  std::uint64_t memory = 0;  // [bytes]
};

Finding check_file(const std::string& file, scenario::LoadOptions load) {
  Finding finding;
  finding.file = file;
  load.file = file;
  try {
    const auto loaded = load_for_user(load);
    finding.warnings = loaded.document.warnings();
    simulation::check_scenario(loaded);
    finding.months = loaded.months();
    finding.firms = loaded.scenario.population.firms;
    finding.sectors = read_sectors(loaded.scenario).size();
    finding.memory = run_memory(loaded, 1);
  } catch (const UserError& error) {
    if (error.code() == ExitCode::defect) throw;
    finding.code = error.code();
    finding.problems = error.problems();
  }
  return finding;
}

void print(const Finding& finding) {
  for (const std::string& warning : finding.warnings) say_warning(warning);
  if (finding.code != ExitCode::done) {
    say_error(UserError(finding.problems, finding.code));
    return;
  }
  put(fmt::format("{}: ok, {}, {}, {}; needs about {}\n", printable(finding.file), counted(finding.months, "month"),
                  counted(finding.firms, "firm"), counted(static_cast<std::int64_t>(finding.sectors), "sector"),
                  file_size(finding.memory)));
}

Json as_json(const Finding& finding) {
  const bool ok = finding.code == ExitCode::done;
  Json json{{"file", finding.file},
            {"status", ok ? "ok" : "error"},
            {"problems", problems_json(finding.problems)},
            {"warnings", finding.warnings}};
  if (!ok) return json;
  json["months"] = finding.months;
  json["firms"] = finding.firms;
  json["sectors"] = finding.sectors;
  json["memory_bytes"] = finding.memory;
  return json;
}

ExitCode check(const Check& options) {
  ExitCode code = ExitCode::done;
  std::size_t problems = 0;
  Json files = Json::array();
  for (const std::string& file : options.files) {
    const Finding finding = check_file(file, options.load);
    if (code == ExitCode::done) code = finding.code;
    problems += finding.problems.size();
    if (options.json) {
      files.push_back(as_json(finding));
    } else {
      print(finding);
    }
  }
  if (options.json) {
    put(json_text({{"status", code == ExitCode::done ? "ok" : "error"}, {"files", files}}));
  } else if (problems > 1) {
    say(fmt::format("{} in {}", counted(static_cast<std::int64_t>(problems), "problem"),
                    counted(static_cast<std::int64_t>(options.files.size()), "file")));
  }
  return code;
}

}  // namespace

Command check_command() {
  const auto options = std::make_shared<Check>();
  Command command;
  command.name = "check";
  command.purpose = "find everything that `run` would refuse, without running";
  command.examples = {"millwright check scenarios/china/baseline.yaml", "millwright check scenarios/*.yaml --json",
                      "millwright check baseline.yaml --scenario no_policy --set end=2040-12"};
  command.arguments = {"SCENARIO", "a scenario file (YAML); several may be given", 1, 100000,
                       [options](const std::string& file) { options->files.push_back(file); }};
  command.options = scenario_options(options->load);
  command.options.push_back({"--json", "", "write what was found to standard output as JSON",
                             [options](const std::string&) { options->json = true; }});
  command.run = [options](const std::vector<std::string>&) { return check(*options); };
  return command;
}

}  // namespace millwright::tool
