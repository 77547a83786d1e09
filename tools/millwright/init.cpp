#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <span>

#include "command.hpp"
#include "report/words.hpp"
#include "results/durable_file.hpp"
#include "scenario_schema.hpp"
#include "simulation/declarations.hpp"
#include "templates.hpp"
#include "terminal.hpp"

// `millwright init`: a folder with a scenario to begin with.
namespace millwright::tool {
namespace {

namespace fs = std::filesystem;

struct Init {
  fs::path folder;
  std::string name = "minimal";
};

std::vector<std::string> template_names() {
  std::vector<std::string> names;
  for (const Template& one : templates()) names.push_back(one.name);
  return names;
}

[[noreturn]] void refuse(const fs::path& folder, const std::string& why, std::string help) {
  throw UserError(Problem{printable(folder.string()), why, std::move(help)}, ExitCode::io);
}

void require_new(const fs::path& folder) {
  std::error_code error;
  const auto status = fs::status(folder, error);
  if (!fs::exists(status)) return;
  if (!fs::is_directory(status)) refuse(folder, "this is a file, not a folder", "name a folder that is not there yet");
  const bool empty = fs::is_empty(folder, error);
  if (error) refuse(folder, "cannot look into this folder: " + error.message(), "name a folder of your own");
  if (empty) return;
  refuse(folder, "this folder is not empty",
         "name a folder that is not there yet, such as " + printable((folder / "study").string()));
}

/// Makes folders and files, and takes them away again unless all could be made.
class NewFiles {
 public:
  NewFiles() = default;
  ~NewFiles() {
    std::error_code ignored;
    for (auto path = made_.rbegin(); path != made_.rend(); ++path) fs::remove(*path, ignored);
  }
  NewFiles(const NewFiles&) = delete;
  NewFiles& operator=(const NewFiles&) = delete;

  void write(const fs::path& file, const std::string& text) {
    make_folder(file.parent_path());
    results::write_durably(file, std::as_bytes(std::span(text)), results::Overwrite::refuse);
    made_.push_back(file);
  }
  void keep() { made_.clear(); }

 private:
  void make_folder(const fs::path& folder) {
    std::error_code error;
    if (folder.empty() || fs::is_directory(folder, error)) return;
    make_folder(folder.parent_path());
    if (!fs::create_directory(folder, error))
      refuse(folder, "cannot make this folder: " + error.message(), "name a folder in one of your own");
    made_.push_back(folder);
  }

  std::vector<fs::path> made_;
};

const Template& template_named(const std::string& name) {
  require_word(name, template_names(), "template");
  return *std::find_if(templates().begin(), templates().end(), [&](const Template& one) { return one.name == name; });
}

ExitCode init(const Init& options) {
  const Template& chosen = template_named(options.name);
  if (options.folder.empty()) {
    throw UserError(Problem{"", "the name of the folder is empty", "name a new folder, such as study"},
                    ExitCode::usage);
  }
  require_new(options.folder);
  NewFiles files;
  for (const TemplateFile& file : chosen.files) files.write(options.folder / file.name, file.text);
  files.write(options.folder / "scenario.schema.json",
              scenario_schema_json(simulation::scenario_schema()).dump() + "\n");
  files.keep();
  const fs::path scenario = options.folder / "scenario.yaml";
  put(fmt::format("wrote {} files into {}\n", chosen.files.size() + 1, printable(options.folder.string())));
  say(fmt::format("next: millwright run {}", printable(shell_word(scenario.string()))));
  return ExitCode::done;
}

}  // namespace

Command init_command() {
  const auto options = std::make_shared<Init>();
  Command command;
  command.name = "init";
  command.purpose = "make a folder with a commented scenario to begin with";
  command.examples = {"millwright init study", "millwright init grants --template policy",
                      "millwright init norway --template own-country"};
  command.arguments = {"DIR", "the new folder", 1, 1,
                       [options](const std::string& folder) { options->folder = folder; }};
  command.options = {{"--template", "NAME",
                      "minimal: 200 firms and a grant, runs in a moment; policy: a policy, its variants and "
                      "combinations; sweep: many runs that differ in factors; own-country: a country of yours, every "
                      "figure to be replaced. minimal if not given",
                      [options](const std::string& name) { options->name = name; }, template_names()}};
  command.run = [options](const std::vector<std::string>&) { return init(*options); };
  return command;
}

}  // namespace millwright::tool
