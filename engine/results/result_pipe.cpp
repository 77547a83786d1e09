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

template <class T>
T received(const std::string& name, std::string_view said) {
  T value;
  try {
    FromPipe pipe{said};
    read_fields(pipe, value);
    if (pipe.left() > 0) throw WrongBytes("the bytes go on after the result");
  } catch (const std::exception&) {
    refuse(name, "it cannot be read");
  }
  return value;
}

/// Whether an array has one value for each place, texts of single characters apart.
bool is_whole(const StoredArray& array) {
  std::uint64_t places = 1;
  for (const std::uint64_t length : array.lengths) {
    if (__builtin_mul_overflow(places, length, &places)) return false;
  }
  const bool is_text = array.numbers.empty() && array.texts.size() == 1;
  return array.dimensions.size() == array.lengths.size() &&
         (is_text || array.numbers.size() + array.texts.size() == places);
}

}  // namespace

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

void send_stored_file(const StoredFile& stored, const std::function<void(std::string_view)>& put) {
  const ToPipe pipe{put};
  write_fields(pipe, stored);
}

StoredFile receive_stored_file(const std::string& name, std::string_view said) {
  auto stored = received<StoredFile>(name, said);
  if (stored.groups.empty()) refuse(name, "it holds nothing");
  for (const StoredGroup& group : stored.groups) {
    for (const StoredArray& array : group.arrays) {
      if (!is_whole(array)) refuse(name, "an array has another number of values than it says");
    }
  }
  if (!all_text(stored)) refuse(name, "a text in it is not UTF-8");
  return stored;
}

}  // namespace millwright::results
