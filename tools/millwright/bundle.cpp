#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "bundle_contents.hpp"
#include "command.hpp"
#include "core/sha256.hpp"
#include "embedded.hpp"
#include "json.hpp"
#include "report/words.hpp"
#include "results/durable_file.hpp"
#include "terminal.hpp"

// `millwright bundle`: packs results with all that somebody else needs to check and to repeat them.
namespace millwright::tool {
namespace {

namespace fs = std::filesystem;
using results::Overwrite;

constexpr std::size_t most_results = 1000;

struct Bundle {
  std::vector<fs::path> files, data;
  fs::path output = "replication.tar.gz";
  Overwrite overwrite = Overwrite::refuse;
  bool json = false;
};

void require_source() {
  if (!source_archive().empty()) return;
  throw UserError(Problem{"", "this program was built without its source, so it cannot pack it",
                          "build millwright in a git checkout, or from the source that another package holds"},
                  ExitCode::failed);
}

void tell_what_is_left_out(const Package& package) {
  for (const PackedInput* input : package.to_obtain()) {
    say_warning(fmt::format("left out: '{}' (SHA-256 {}), {}", printable(input->name), input->sha256.substr(0, 12),
                            input->confidential ? "which is confidential; say in README.md how to obtain it"
                                                : "which no result holds; name its folder with --data DIR"));
  }
}

ExitCode run(const Bundle& options) {
  require_source();
  results::check_writable(options.output, options.overwrite);
  const Package package = collect_package(options.files, options.data);
  const auto files = package_files(package);
  const auto bytes = results::tar_gz(files);
  results::write_durably(options.output, bytes, options.overwrite);
  const std::string sha256 = sha256_hex({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  tell_what_is_left_out(package);
  if (options.json) {
    Json left_out = Json::array();
    for (const PackedInput* input : package.to_obtain())
      left_out.push_back({{"name", input->name}, {"sha256", input->sha256}, {"confidential", input->confidential}});
    put(json_text({{"status", "ok"},
                   {"output", options.output.string()},
                   {"bytes", bytes.size()},
                   {"sha256", sha256},
                   {"files", files.size()},
                   {"left_out", std::move(left_out)}}));
    return ExitCode::done;
  }
  put(fmt::format("wrote {}: {}, {}, SHA-256\n{}\n", printable(options.output.string()),
                  counted(static_cast<std::int64_t>(files.size()), "file"), file_size(bytes.size()), sha256));
  say("what only you know stands in its README.md in [square brackets]");
  return ExitCode::done;
}

ExitCode run_or_explain(const Bundle& options) {
  try {
    return run(options);
  } catch (const UserError& error) {
    if (options.json) put(json_text({{"status", "error"}, {"problems", problems_json(error.problems())}}));
    throw;
  }
}

}  // namespace

Command bundle_command() {
  const auto options = std::make_shared<Bundle>();
  Command command;
  command.name = "bundle";
  command.purpose = "pack results, scenarios, data and source for whoever replicates";
  command.examples = {"millwright bundle output/baseline.h5 output/baseline-no_grant.h5",
                      "millwright bundle output/*.h5 --data data -o replication.tar.gz"};
  command.arguments = {.name = "FILE",
                       .meaning = "result files",
                       .least = 1,
                       .most = most_results,
                       .take = [options](const std::string& file) { options->files.emplace_back(file); }};
  command.options = {{"-o,--output", "FILE", "the package; otherwise replication.tar.gz",
                      [options](const std::string& file) { options->output = file; }},
                     {"--force", "", "replace the package if it exists",
                      [options](const std::string&) { options->overwrite = Overwrite::replace; }},
                     {"--data", "DIR",
                      "folder of inputs that the results do not hold because they are large; they are found by their "
                      "SHA-256. Confidential ones are left out all the same; may be given again",
                      [options](const std::string& folder) { options->data.emplace_back(folder); }},
                     {"--json", "", "write what was packed to standard output as JSON",
                      [options](const std::string&) { options->json = true; }}};
  command.run = [options](const std::vector<std::string>&) { return run_or_explain(*options); };
  return command;
}

}  // namespace millwright::tool
