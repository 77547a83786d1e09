#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "scenario/language/load.hpp"
#include "scenario/scenario.hpp"

// Scenarios for tests, read through the language as a user's are. Knows no layer above scenario.
namespace millwright::support {

/// A folder of its own, removed at the end.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "millwright-test-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder can be made");
    path_ = name;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path write(const std::string& name, const std::string& text) const {
    std::ofstream file(path_ / name);
    file << text;
    if (!file.flush()) throw std::runtime_error("cannot write " + name);
    return path_ / name;
  }

 private:
  std::filesystem::path path_;
};

inline std::filesystem::path scenarios_folder() {
  return std::filesystem::path(MILLWRIGHT_SOURCE_DIR) / "scenarios";
}

/// Adds every word of a layer's catalogue, such as decisions::rule_catalogue().
template <class Entries>
void declare_words(const Entries& entries, scenario::Catalogue& words) {
  for (const auto& entry : entries) entry.declare_keys(words);
}

/// Reads a scenario and copies what stands in its header, as a run does.
inline scenario::Scenario load_with(const scenario::LoadOptions& options, const scenario::Catalogues& catalogues) {
  const auto document = scenario::load_document<scenario::Scenario>(options, catalogues);
  scenario::Scenario scenario = scenario::bind<scenario::Scenario>(document);
  scenario.title = document.title();
  scenario.currency = document.currency();
  scenario.prices = document.prices();
  return scenario;
}

/// The problems that a call throws as UserError; empty when it throws none.
template <class Call>
std::vector<Problem> problems_of(Call&& call) {
  try {
    call();
  } catch (const UserError& error) {
    return error.problems();
  }
  return {};
}

}  // namespace millwright::support
