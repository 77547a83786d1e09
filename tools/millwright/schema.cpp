#include "command.hpp"
#include "scenario_schema.hpp"
#include "simulation/declarations.hpp"
#include "terminal.hpp"

// `millwright schema`: what editors need to know of scenario files.
namespace millwright::tool {

Command schema_command() {
  Command command;
  command.name = "schema";
  command.purpose = "write the JSON Schema of scenario files, for completion and hover in editors";
  command.examples = {"millwright schema > scenario.schema.json",
                      "echo '# yaml-language-server: $schema=./scenario.schema.json'   # first line of a scenario"};
  command.arguments = {.name = "", .meaning = "", .least = 0, .most = 0, .take = {}};
  command.run = [](const std::vector<std::string>&) {
    put(scenario_schema_json(simulation::scenario_schema()).dump() + "\n");
    return ExitCode::done;
  };
  return command;
}

}  // namespace millwright::tool
