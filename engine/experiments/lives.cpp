#include "experiments/lives.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "core/contracts.hpp"
#include "core/errors.hpp"

namespace millwright::experiments {
namespace {

const results::Table* find_table(const results::Result& result, const std::string& name) {
  const auto found = std::ranges::find(result.tables, name, &results::Table::name);
  return found == result.tables.end() ? nullptr : &*found;
}

const results::TableColumn* find_column(const results::Table& table, const std::string& name) {
  const auto found = std::ranges::find(table.columns, name, &results::TableColumn::name);
  return found == table.columns.end() ? nullptr : &*found;
}

const results::Table& table_of(const results::Result& result, const std::string& name) {
  if (const auto* table = find_table(result, name)) return *table;
  throw UserError(
      Problem{
          "",
          fmt::format("'{}' does not tell what became of each firm: it has no table {}", printable(result.title), name),
          "simulate it with outputs.events: true; the firms of a confidential table are never written, so give "
          "both arms as scenario files"},
      ExitCode::bad_input);
}

[[noreturn]] void refuse_column(const results::Table& table, const std::string& name, const char* lacks) {
  throw UserError(Problem{"", fmt::format("the table {} of a result has no {} {}", table.name, lacks, name),
                          "simulate the scenario again with this version of millwright"},
                  ExitCode::bad_input);
}

/// Whole numbers, one for each row.
const std::vector<std::int32_t>& integers(const results::Table& table, const std::string& name) {
  const auto* column = find_column(table, name);
  if (column == nullptr) refuse_column(table, name, "column");
  if (!column->numbers.empty()) refuse_column(table, name, "whole numbers in");
  return column->integers;
}

/// The replicate of each row.
const std::vector<std::int32_t>& replicates_of(const results::Table& table) {
  return integers(table, table.row + "_replicate");
}

/// Codes, one for each row: -1, or below the number of the column's labels.
const std::vector<std::int32_t>& codes(const results::Table& table, const std::string& name) {
  const auto& rows = integers(table, name);
  if (!rows.empty() && find_column(table, name)->labels.empty()) refuse_column(table, name, "labels of");
  return rows;
}

[[noreturn]] void refuse_row(const results::Table& table, std::size_t row) {
  throw UserError(
      Problem{"", fmt::format("row {} of the table {} of a result does not fit its other tables", row, table.name),
              "simulate the scenario again"},
      ExitCode::bad_input);
}

/// Where a row's firm and technology stand among lives x technologies.
std::size_t place_of(const results::Table& table, std::size_t row, const Lives& lives) {
  const LifeKey key{replicates_of(table)[row], integers(table, "firm")[row], integers(table, "generation")[row]};
  const std::size_t life = lives.find(key);
  const std::int32_t technology = codes(table, "technology")[row];
  const bool known = technology >= 0 && technology < static_cast<std::int32_t>(lives.technologies);
  if (life == no_life || !known || integers(table, "month")[row] < 0) refuse_row(table, row);
  return life * lives.technologies + static_cast<std::size_t>(technology);
}

/// Rows of the table of firms by key, without those born after the horizon.
std::vector<std::size_t> rows_in_order(const results::Table& firms, std::int32_t horizon) {
  const auto &replicate = replicates_of(firms), &firm = integers(firms, "firm");
  const auto& generation = integers(firms, "generation");
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < firm.size(); ++row) {
    if (generation[row] <= horizon) rows.push_back(row);
  }
  std::ranges::sort(rows, {}, [&](std::size_t row) { return LifeKey{replicate[row], firm[row], generation[row]}; });
  return rows;
}

void read_firms(const results::Table& firms, std::int32_t horizon, Lives& lives) {
  const auto& replicate = replicates_of(firms);
  const auto &firm = integers(firms, "firm"), &generation = integers(firms, "generation");
  const auto &sector = codes(firms, "sector"), &size = codes(firms, "size");
  std::vector<const std::vector<std::int32_t>*> live_at_start;
  for (std::size_t j = 0; j < lives.technologies; ++j)
    live_at_start.push_back(&integers(firms, fmt::format("live_at_start_{}", j)));
  for (const std::size_t row : rows_in_order(firms, horizon)) {
    const bool known = replicate[row] >= 0 && replicate[row] < static_cast<std::int32_t>(lives.tranches.size());
    if (!known || sector[row] < 0 || size[row] < 0) refuse_row(firms, row);
    lives.keys.push_back({replicate[row], firm[row], generation[row]});
    lives.sector.push_back(sector[row]), lives.size.push_back(size[row]);
    for (const auto* live : live_at_start) lives.first_live.push_back((*live)[row] == 1 ? -1 : never_live);
  }
  lives.awarded_by.assign(lives.first_live.size(), 0);
}

void read_events(const results::Table& events, std::int32_t horizon, Lives& lives) {
  const auto& month = integers(events, "month");
  for (std::size_t row = 0; row < month.size(); ++row) {
    if (month[row] > horizon) continue;
    const std::size_t place = place_of(events, row, lives);
    lives.first_live[place] = std::min(lives.first_live[place], month[row]);
    lives.tranches[static_cast<std::size_t>(replicates_of(events)[row])] += 1;
  }
}

void read_awards(const results::Table& awards, const std::vector<std::string>& instruments, std::int32_t horizon,
                 Lives& lives) {
  const auto& month = integers(awards, "month");
  const auto& instrument = codes(awards, "instrument");
  const auto& labels = find_column(awards, "instrument")->labels;
  std::vector<std::uint64_t> bit(labels.size(), 0);
  for (std::size_t k = 0; k < instruments.size(); ++k) {
    const auto found = std::ranges::find(labels, instruments[k]);
    if (found != labels.end()) bit[static_cast<std::size_t>(found - labels.begin())] = std::uint64_t{1} << k;
  }
  for (std::size_t row = 0; row < month.size(); ++row) {
    if (instrument[row] < 0) refuse_row(awards, row);
    const std::uint64_t mark = bit[static_cast<std::size_t>(instrument[row])];
    if (month[row] <= horizon && mark != 0) lives.awarded_by[place_of(awards, row, lives)] |= mark;
  }
}

}  // namespace

std::size_t Lives::find(const LifeKey& key) const {
  const auto found = std::ranges::lower_bound(keys, key);
  return found == keys.end() || *found != key ? no_life : static_cast<std::size_t>(found - keys.begin());
}

Fate Lives::fate(std::size_t life, std::size_t technology) const {
  if (life == no_life) return {};
  const std::size_t place = life * technologies + technology;
  return {.exists = true, .recipient = awarded_by[place] != 0, .first_live = first_live[place]};
}

void require_lives(const results::Result& result) {
  for (const char* name : {"lives", "events", "awarded"}) table_of(result, name);
}

Lives read_lives(const results::Result& result, const std::vector<std::string>& instruments, std::int32_t horizon) {
  EXPECT(instruments.size() <= 64);
  Lives lives;
  lives.technologies = labels_of(result, "events", "technology").size();
  lives.tranches.assign(static_cast<std::size_t>(result.replicates), 0);
  read_firms(table_of(result, "lives"), horizon, lives);
  read_events(table_of(result, "events"), horizon, lives);
  read_awards(table_of(result, "awarded"), instruments, horizon, lives);
  return lives;
}

std::vector<std::string> labels_of(const results::Result& result, const std::string& table, const std::string& column) {
  const auto* found = find_table(result, table);
  const auto* named = found == nullptr ? nullptr : find_column(*found, column);
  return named == nullptr ? std::vector<std::string>() : named->labels;
}

}  // namespace millwright::experiments
