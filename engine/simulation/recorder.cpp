#include "simulation/recorder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <limits>

#include "core/parallel.hpp"

namespace millwright::simulation {
namespace {

/// A table of rows, made column by column.
template <class Rows>
class Columns {
 public:
  Columns(results::Table& table, const Rows& rows) : table_(table), rows_(rows) {}

  /// A further column of what get(row) says: codes with labels, or integers.
  template <class Get>
  void add(const std::string& name, const std::string& unit, const std::string& meaning, Get get,
           std::vector<std::string> labels = {}) {
    results::TableColumn column{name, unit, meaning, std::move(labels), {}, {}};
    column.integers.reserve(rows_.size());
    for (const auto& row : rows_) column.integers.push_back(static_cast<std::int32_t>(get(row)));
    table_.columns.push_back(std::move(column));
  }
  template <class Get>
  void add_money(const std::string& name, const std::string& unit, const std::string& meaning, Get get) {
    results::TableColumn column{name, unit, meaning, {}, {}, {}};
    column.numbers.reserve(rows_.size());
    for (const auto& row : rows_) column.numbers.push_back(static_cast<double>(get(row)));
    table_.columns.push_back(std::move(column));
  }
  /// The first columns of every table: which firm of which replicate.
  void add_identity(const std::string& row, Month start) {
    add(row + "_replicate", "1", "replicate", [](const auto& r) { return r.replicate; });
    add("firm", "1", "identity of the firm", [](const auto& r) { return r.what.firm; });
    add("generation", "month", "birth of the firm, months from the start; -1: a firm of the start",
        [=](const auto& r) { return r.what.birth - start.index; });
  }

 private:
  results::Table& table_;
  const Rows& rows_;
};

std::vector<std::string> names_of(const auto& named) {
  std::vector<std::string> names;
  names.reserve(named.size());
  for (const auto& entry : named) names.push_back(entry.name);
  return names;
}

constexpr std::int32_t none = -1;

std::int32_t code(std::uint8_t value) {
  return value == no_instrument ? none : static_cast<std::int32_t>(value);
}

/// Makes room for rows to be added, and for as many in each of the steps to come. To grow little by little would copy
/// all rows again and again; so would room for just one replicate after the other.
void make_room(auto& rows, std::size_t added, std::size_t steps) {
  if (rows.capacity() - rows.size() < added) rows.reserve(std::max(2 * rows.capacity(), rows.size() + added * steps));
}

/// Asks memory for what is recorded of a firm: those that enter in a month stand far apart.
void fetch_firm(const FirmColumns& firms, std::size_t i) {
  firms.id.fetch(i), firms.birth.fetch(i), firms.sector.fetch(i), firms.region.fetch(i);
  firms.ownership.fetch(i), firms.size.fetch(i);
}

}  // namespace

void Recorder::record(int replicate, int month, const statistics::Observations& observations) {
  const auto slots = static_cast<std::size_t>(replicates_) * static_cast<std::size_t>(months_);
  if (series_.empty()) {
    for (const auto& observed : observations) {
      series_.push_back({observed.variable, std::vector<double>(slots * observed.values.size(),
                                                                std::numeric_limits<double>::quiet_NaN())});
    }
  }
  EXPECT(series_.size() == observations.size());
  const std::size_t slot =
      static_cast<std::size_t>(replicate) * static_cast<std::size_t>(months_) + static_cast<std::size_t>(month);
  for (std::size_t v = 0; v < observations.size(); ++v) {
    const auto& values = observations[v].values;
    EXPECT(series_[v].values.size() == slots * values.size());
    std::copy(values.begin(), values.end(),
              series_[v].values.begin() + static_cast<std::ptrdiff_t>(slot * values.size()));
  }
}

void Recorder::begin_life(int replicate, const Economy& economy, std::size_t i) {
  const auto& firms = economy.firms;
  Life life{.firm = firms.id[i],
            .birth = firms.birth[i],
            .exit = none,
            .sector = firms.sector[i],
            .region = firms.region[i],
            .ownership = firms.ownership[i],
            .size = firms.size[i],
            .live_at_start = 0};
  if (life.birth < economy.scenario.start.index) {
    for (std::size_t j = 0; j < economy.technologies(); ++j)
      life.live_at_start |= std::uint64_t{firms.technology[j].level[i] > 0} << j;
  }
  living_[i] = lives_.size();
  lives_.push_back({replicate, life});
}

void Recorder::record_start(int replicate, const Economy& economy) {
  living_.resize(economy.firms.count());
  make_room(lives_, economy.firms.count(), 1);
  for (std::size_t i = 0; i < economy.firms.count(); ++i) begin_life(replicate, economy, i);
}

void Recorder::record_month(int replicate, const Economy& economy) {
  const auto months_left = static_cast<std::size_t>(months_ - economy.environment.elapsed);
  make_room(events_, economy.events.size(), months_left);
  make_room(lives_, economy.entrants.size(), months_left);
  for (const GoLive& event : economy.events) events_.push_back({replicate, event});
  for (const Awarded& award : economy.awarded) awards_.push_back({replicate, award});
  for (const std::uint32_t slot : economy.entrants) fetch_firm(economy.firms, slot), fetch(&living_[slot]);
  for (const std::uint32_t slot : economy.entrants) fetch(&lives_[living_[slot]]);
  for (const std::uint32_t slot : economy.entrants) lives_[living_[slot]].what.exit = economy.environment.elapsed;
  for (const std::uint32_t slot : economy.entrants) begin_life(replicate, economy, slot);
}

results::Table Recorder::events_table(const scenario::Scenario& scenario) const {
  const std::string money = "m " + scenario.currency;
  results::Table table{"events", "event", {}};
  Columns columns(table, events_);
  columns.add_identity("event", scenario.start);
  columns.add("month", "month", "month of the go-live, months from the start", [](auto& r) { return r.what.month; });
  columns.add(
      "technology", "1", "technology", [](auto& r) { return r.what.technology; }, names_of(scenario.technologies));
  columns.add("level", "1", "tranches live from then on", [](auto& r) { return r.what.level; });
  columns.add(
      "track", "1", "chip track", [](auto& r) { return code(r.what.track); }, names_of(scenario.chips.tracks));
  columns.add_money("price", money, "price of the project, grant included", [](auto& r) { return r.what.price; });
  columns.add_money("grant", money, "grant awarded", [](auto& r) { return r.what.grant; });
  columns.add(
      "instrument", "1", "instrument that granted it", [](auto& r) { return code(r.what.instrument); },
      names_of(scenario.policies));
  columns.add("review_month", "month", "month of the decision, months from the start; negative: before it",
              [](auto& r) { return r.what.review; });
  return table;
}

results::Table Recorder::awards_table(const scenario::Scenario& scenario) const {
  results::Table table{"awarded", "award", {}};
  Columns columns(table, awards_);
  columns.add_identity("award", scenario.start);
  columns.add("month", "month", "month of the award, months from the start", [](auto& r) { return r.what.month; });
  columns.add(
      "technology", "1", "technology", [](auto& r) { return r.what.technology; }, names_of(scenario.technologies));
  columns.add("level", "1", "tranche that was asked for, counted from 1", [](auto& r) { return r.what.level; });
  columns.add(
      "instrument", "1", "instrument", [](auto& r) { return r.what.instrument; }, names_of(scenario.policies));
  columns.add_money("amount", "m " + scenario.currency, "money awarded, or taxes forgone",
                    [](auto& r) { return r.what.amount; });
  return table;
}

results::Table Recorder::firms_table(const scenario::Scenario& scenario, const results::Result& result) const {
  const auto labels = [&](const char* dimension) {
    const auto found = std::ranges::find(result.dimensions, dimension, &statistics::Dimension::name);
    return found == result.dimensions.end() ? std::vector<std::string>{"all"} : found->labels;
  };
  results::Table table{"lives", "life", {}};
  Columns columns(table, lives_);
  columns.add_identity("life", scenario.start);
  columns.add("exit", "month", "month of the exit, months from the start; -1: it lived on",
              [](auto& r) { return r.what.exit; });
  columns.add(
      "sector", "1", "sector", [](auto& r) { return r.what.sector; }, labels("sector"));
  columns.add(
      "region", "1", "region", [](auto& r) { return r.what.region; }, labels("region"));
  columns.add(
      "ownership", "1", "ownership", [](auto& r) { return r.what.ownership; }, labels("ownership"));
  columns.add(
      "size", "1", "size class in the month of birth, or at the start", [](auto& r) { return r.what.size; },
      labels("size"));
  for (std::size_t j = 0; j < scenario.technologies.size(); ++j) {
    columns.add(
        fmt::format("live_at_start_{}", j), "1",
        fmt::format("whether it had a live tranche of {} before the first month", scenario.technologies[j].name),
        [j](auto& r) { return r.what.live_at_start >> j & 1U; }, {"no", "yes"});
  }
  return table;
}

void Recorder::finish(const scenario::Scenario& scenario, results::Result& result) {
  result.series = std::move(series_);
  if (!scenario.outputs.events) return;
  const std::function<results::Table()> tables[] = {[&] { return events_table(scenario); },
                                                    [&] { return awards_table(scenario); },
                                                    [&] { return firms_table(scenario, result); }};
  std::vector<results::Table> made(std::size(tables));
  for_each_job(made.size(), [&](std::size_t k) { made[k] = tables[k](); });
  for (auto& table : made) result.tables.push_back(std::move(table));
}

}  // namespace millwright::simulation
