#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "command.hpp"
#include "json.hpp"
#include "machine.hpp"
#include "terminal.hpp"

// `millwright doctor`: what this machine can do, and what stands in the way of a run.
namespace millwright::tool {
namespace {

const char* word(Health health) {
  return health == Health::ok ? "ok" : health == Health::warning ? "warning" : "error";
}

std::string text_of(const Diagnosis& one) {
  std::string text = fmt::format("{:8} {:16} {}\n", word(one.health), one.what, one.found);
  return one.help.empty() ? text : text + fmt::format("{:25} help: {}\n", "", one.help);
}

ExitCode examine(bool as_json) {
  const auto found = examine_machine();
  const bool stops =
      std::any_of(found.begin(), found.end(), [](const Diagnosis& one) { return one.health == Health::stops; });
  Json list = Json::array();
  std::string text;
  for (const Diagnosis& one : found) {
    text += text_of(one);
    list.push_back({{"what", one.what}, {"status", word(one.health)}, {"found", one.found}, {"help", one.help}});
  }
  put(as_json ? json_text({{"status", stops ? "error" : "ok"}, {"checks", list}}) : text);
  return stops ? ExitCode::failed : ExitCode::done;
}

}  // namespace

Command doctor_command() {
  const auto as_json = std::make_shared<bool>(false);
  Command command;
  command.name = "doctor";
  command.purpose = "say what this machine can do, and what stands in the way of a run";
  command.examples = {"millwright doctor", "millwright doctor --json"};
  command.arguments = {.name = "", .meaning = "", .least = 0, .most = 0, .take = {}};
  command.options = {{"--json", "", "write what was found to standard output as JSON",
                      [as_json](const std::string&) { *as_json = true; }}};
  command.run = [as_json](const std::vector<std::string>&) { return examine(*as_json); };
  return command;
}

}  // namespace millwright::tool
