#include "results/result_pipe.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <span>
#include <type_traits>

#include "core/errors.hpp"
#include "core/fields.hpp"
#include "results/result_check.hpp"

namespace millwright::results {
namespace {

struct ToPipe {
  const std::function<void(std::string_view)>& put;

  void write(std::span<const std::byte> bytes) const {
    put({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  }
};

/// The same bytes on the other side.
struct FromPipe {
  std::string_view rest;

  void read(std::span<std::byte> bytes) {
    if (bytes.size() > rest.size()) throw WrongBytes("the bytes end early");
    if (!bytes.empty()) std::memcpy(bytes.data(), rest.data(), bytes.size());
    rest.remove_prefix(bytes.size());
  }
  std::size_t left() const { return rest.size(); }
};

/// Whether every text in a value is one that can be shown: labels go to JSON, which holds nothing but UTF-8.
template <class T>
bool all_text(const T& value) {
  if constexpr (std::is_same_v<T, std::string>) {
    return is_text(value);
  } else if constexpr (Fielded<T>) {
    bool all = true;
    T::visit_all(value, [&](const auto& field) { all = all && all_text(field); });
    return all;
  } else if constexpr (!Plain<T>) {
    return std::all_of(value.begin(), value.end(), [](const auto& element) { return all_text(element); });
  }
  return true;
}

[[noreturn]] void refuse(const std::string& name, const std::string& why) {
  throw UserError(Problem{printable(name), fmt::format("the file is damaged or hostile: {}", printable(why)),
                          "take the file from where it was made once more, or run again"},
                  ExitCode::bad_input);
}

template <class Held>
Held received(const std::string& name, std::string_view said) {
  Held held;
  try {
    FromPipe pipe{said};
    read_fields(pipe, held);
    if (pipe.left() > 0) throw WrongBytes("the bytes go on after the end");
  } catch (const std::exception&) {
    refuse(name, "it cannot be read");
  }
  return held;
}

}  // namespace

void send_comparison(const ComparisonRecord& record, const std::function<void(std::string_view)>& put) {
  const ToPipe pipe{put};
  write_fields(pipe, record);
}

ComparisonRecord receive_comparison(const std::string& name, std::string_view said) {
  auto record = received<ComparisonRecord>(name, said);
  if (const std::string problem = contradiction(record.arrays); !problem.empty()) refuse(name, problem);
  const bool arms_shown = std::ranges::all_of(record.arms, [](const ArmRecord& arm) {
    return all_text(arm.arm) && all_text(arm.engine_version) && all_text(arm.git_hash) && all_text(arm.state_hash);
  });
  const bool shown = all_text(record.arrays) && all_text(record.engine_version) && all_text(record.git_hash) &&
                     all_text(record.horizon);
  if (!shown || !arms_shown) refuse(name, "a text in it is not UTF-8");
  return record;
}

void send_result(const Result& result, const std::function<void(std::string_view)>& put) {
  const ToPipe pipe{put};
  write_fields(pipe, result);
}

Result receive_result(const std::string& name, std::string_view said) {
  auto result = received<Result>(name, said);
  if (const std::string problem = contradiction(result); !problem.empty()) refuse(name, problem);
  const bool shown = all_text(result.title) && all_text(result.engine_version) && all_text(result.git_hash) &&
                     all_text(result.state_hash) && all_text(result.dimensions) && all_text(result.series) &&
                     all_text(result.tables);
  if (!shown) refuse(name, "a text in it is not UTF-8");
  return result;
}

}  // namespace millwright::results
