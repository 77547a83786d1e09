#include "run_log.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <span>

#include "json.hpp"
#include "results/durable_file.hpp"

namespace millwright::tool {
namespace {

std::string host() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? std::string(name.data()) : std::string();
}

std::string folder() {
  std::error_code error;
  return std::filesystem::current_path(error).string();
}

std::string now() {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}",
                     fmt::gmtime(std::chrono::system_clock::to_time_t(std::chrono::system_clock::now())));
}

}  // namespace

void write_run_log(const std::filesystem::path& file, const RunLog& log) {
  const Json json{{"result", log.result},
                  {"sha256", log.sha256},
                  {"command_line", log.command_line},
                  {"folder", folder()},
                  {"host", host()},
                  {"finished", now()},
                  {"threads", log.threads},
                  {"seconds", log.seconds},
                  {"firm_months_per_second", log.firm_months_per_second},
                  {"engine_version", log.engine_version},
                  {"git_hash", log.git_hash}};
  const std::string text = json_text(json);
  results::write_durably(file, std::as_bytes(std::span(text)), results::Overwrite::replace);
}

}  // namespace millwright::tool
