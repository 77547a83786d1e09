#include <bit>
#include <cstring>
#include <limits>
#include <utility>

#include "experiments/compare.hpp"
#include "results/result_pipe.hpp"
#include "target.hpp"
#include "told.hpp"

// What the process that takes a result file apart says of it, up to a comparison with a sound result. HDF5 itself is
// left out: it runs in a process of its own because it does crash.
namespace millwright::fuzz {
namespace {

using results::Result;

results::TableColumn whole(const std::string& name, std::vector<std::int32_t> values,
                           std::vector<std::string> labels = {}) {
  return {name, "1", name, std::move(labels), std::move(values), {}};
}

/// Two firms in each of two replicates over three months, one go-live, one award.
Result small_result() {
  Result result;
  result.title = "t", result.scenario_name = "s", result.seed = 1, result.replicates = 2;
  result.months = {Month::of(2024, 12), Month::of(2025, 1), Month::of(2025, 2)};
  result.dimensions = {{"instrument", {"g"}}, {"payment", {"grants", "tax"}}, {"sector", {"f"}}, {"size", {"s", "l"}}};
  const std::vector<double> six = {1, 2, 3, 4, 5, 6};
  for (const char* name : {"firms", "employment"}) result.series.push_back({{name, {}, "1", "n", ""}, six});
  result.series.push_back({{"spending", {"instrument"}, "m CNY", "s", ""}, six});
  result.series.push_back({{"payments", {"payment"}, "m CNY", "p", ""}, std::vector<double>(12, 0.5)});
  result.series[3].values[0] = std::numeric_limits<double>::quiet_NaN();
  result.tables = {{"events",
                    "event",
                    {whole("event_replicate", {0}), whole("firm", {1}), whole("generation", {-1}), whole("month", {1}),
                     whole("technology", {0}, {"ai"})}},
                   {"awarded",
                    "award",
                    {whole("award_replicate", {0}), whole("firm", {1}), whole("generation", {-1}), whole("month", {0}),
                     whole("technology", {0}, {"ai"}), whole("instrument", {0}, {"g"})}},
                   {"lives",
                    "life",
                    {whole("life_replicate", {0, 0, 1, 1}), whole("firm", {0, 1, 0, 1}),
                     whole("generation", {-1, -1, -1, -1}), whole("sector", {0, 0, 0, 0}, {"f"}),
                     whole("size", {0, 1, 0, 1}, {"s", "l"}), whole("live_at_start_0", {1, 0, 0, 0}, {"no", "yes"})}}};
  result.scenario_yaml = "policies: {g: {rate: 0.1}}\n";
  result.inputs = {{"a.csv", "0123", "a,b\n"}};
  return result;
}

const Result& base() {
  static const Result result = [] {
    Result without = small_result();
    without.scenario_yaml = "policies: {}\n";
    return without;
  }();
  return result;
}

/// Eight bytes of an input: where, what, and a value.
struct Edit {
  std::uint8_t table, column, row, what;
  std::int32_t value;
};

void edit_column(results::TableColumn& column, const Edit& edit) {
  switch (edit.what % 8) {
    case 0:
      return column.labels.clear();
    case 1:
      column.labels.emplace_back("more");
      return;
    case 2:
      return column.numbers.assign(std::exchange(column.integers, {}).size(), static_cast<double>(edit.value));
    case 3:
      column.name += 'x';
      return;
    default:
      if (!column.integers.empty()) column.integers[edit.row % column.integers.size()] = edit.value;
  }
}

void edit_series(Result& result, const Edit& edit) {
  auto& series = result.series[edit.column % result.series.size()];
  auto& dimensions = series.variable.dimensions;
  switch (edit.what % 8) {
    case 0:
      dimensions.clear();
      break;
    case 1:
      dimensions.push_back(result.dimensions[edit.row % result.dimensions.size()].name);
      break;
    case 2:
      result.dimensions[edit.row % result.dimensions.size()].labels.emplace_back("more");
      break;
    case 3:
      result.replicates = edit.value % 4;
      break;
    case 4:
      result.months.resize(edit.row % 5U, result.months.front());
      break;
    default:
      if (!series.values.empty())
        series.values[edit.row % series.values.size()] = static_cast<double>(std::bit_cast<float>(edit.value));
  }
  if (edit.row % 2 == 0) series.values.resize(edit.what % 32U);
}

/// The small result after edits, most of which leave its form as it was, so that they reach far.
std::string edited(std::string_view edits) {
  Result result = small_result();
  for (Edit edit{}; edits.size() >= sizeof(edit); edits.remove_prefix(sizeof(edit))) {
    std::memcpy(&edit, edits.data(), sizeof(edit));
    if (edit.table % 4 == 3) {
      edit_series(result, edit);
      continue;
    }
    auto& columns = result.tables[edit.table % 4].columns;
    edit_column(columns[edit.column % columns.size()], edit);
  }
  std::string bytes;
  results::send_result(result, [&](std::string_view more) { bytes += more; });
  return bytes;
}

}  // namespace

bool take(std::string_view bytes) {
  return taken([&] {
    const bool edits = bytes.starts_with("edit");
    const Result result = results::receive_result("a.h5", edits ? edited(bytes.substr(4)) : std::string(bytes));
    experiments::compare(base(), result, {});
    experiments::compare(result, base(), {});
  });
}

std::vector<std::string> seeds() {
  std::string bytes;
  results::send_result(small_result(), [&](std::string_view more) { bytes += more; });
  return {bytes, "edit", std::string("edit\2\4\1\4\1\0\0\0", 12),
          std::string("edit\0\4\0\7\0\0\0\0\1\5\0\7\0\0\0\0", 20), std::string("edit\3\1\1\7\0\0\x80\x7f", 12)};
}

}  // namespace millwright::fuzz
