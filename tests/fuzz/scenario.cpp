#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "simulation/load.hpp"
#include "target.hpp"
#include "told.hpp"

// A scenario file: the language, all declared keys, and what keys demand of each other.
namespace millwright::fuzz {
namespace {

namespace fs = std::filesystem;

/// A folder with the smallest scenario, for inputs that extend it; gone when the process ends.
class Folder {
 public:
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "millwright-fuzz-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
    for (const char* name : {"minimal.yaml", "common.yaml", "minimal"})
      fs::copy(fs::path(MILLWRIGHT_SOURCE_DIR "/scenarios") / name, path_ / name, fs::copy_options::recursive);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }

  fs::path write(std::string_view bytes) const {
    const fs::path file = path_ / "fuzz.yaml";
    std::ofstream(file, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return file;
  }

 private:
  fs::path path_;
};

}  // namespace

bool take(std::string_view bytes) {
  static const Folder folder;
  return taken([&] {
    const auto loaded = simulation::load_scenario(
        {.file = folder.write(bytes), .settings = {}, .scenario_name = {}, .allow_outside = {}});
    simulation::check_scenario(loaded);
  });
}

std::vector<std::string> seeds() {
  return {
      "millwright: 1\nextends: minimal.yaml\nend: 2024-06\nclimate: {pmi: {mean: 51}}\n"
      "policies: {grant: {rate: {2024-07: 10 %, 2025-01: 20 %}}, second: {like: grant, target: {size: [small]}}}\n"
      "technologies: {ai: {project_price: {fixed: {scale: 1.1}}}}\nregions: {east: {share: 60 %}, west: {share: 40 "
      "%}}\n"
      "overrides: {dear: {policies.grant.rate: {from: 2024-08, to: 2024-10, add: 5 pp}, policies.second: null}}\n"
      "scenarios: {s: [dear]}\n"};
}

}  // namespace millwright::fuzz
