#include "simulation/recorder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace millwright::simulation {
namespace {

/// Fills a table row by row, a row column by column.
class Filling {
 public:
  explicit Filling(results::Table& table) : table_(table) {}

  Filling& put(std::int32_t value) {
    table_.columns[next()].integers.push_back(value);
    return *this;
  }
  Filling& put_money(float value) {
    table_.columns[next()].numbers.push_back(static_cast<double>(value));
    return *this;
  }

 private:
  std::size_t next() { return next_++ % table_.columns.size(); }

  results::Table& table_;
  std::size_t next_ = 0;
};

results::TableColumn column(const std::string& name, const std::string& unit, const std::string& meaning,
                            std::vector<std::string> labels = {}) {
  return {name, unit, meaning, std::move(labels), {}, {}};
}

std::vector<std::string> names_of(const auto& named) {
  std::vector<std::string> names;
  names.reserve(named.size());
  for (const auto& entry : named) names.push_back(entry.name);
  return names;
}

constexpr std::int32_t none = -1;

/// The first columns of every table: which firm of which replicate.
std::vector<results::TableColumn> identity_columns(const std::string& row) {
  return {column(row + "_replicate", "1", "replicate"), column("firm", "1", "identity of the firm"),
          column("generation", "month", "birth of the firm, months from the start; -1: a firm of the start")};
}

std::int32_t code(std::uint8_t value) {
  return value == no_instrument ? none : static_cast<std::int32_t>(value);
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
  for (std::size_t i = 0; i < economy.firms.count(); ++i) begin_life(replicate, economy, i);
}

void Recorder::record_month(int replicate, const Economy& economy) {
  for (const GoLive& event : economy.events) events_.push_back({replicate, event});
  for (const Awarded& award : economy.awarded) awards_.push_back({replicate, award});
  for (const std::uint32_t slot : economy.entrants) lives_[living_[slot]].what.exit = economy.environment.elapsed;
  for (const std::uint32_t slot : economy.entrants) begin_life(replicate, economy, slot);
}

results::Table Recorder::events_table(const scenario::Scenario& scenario) const {
  const std::string money = "m " + scenario.currency;
  results::Table table{"events", "event", identity_columns("event")};
  for (auto& further :
       {column("month", "month", "month of the go-live, months from the start"),
        column("technology", "1", "technology", names_of(scenario.technologies)),
        column("level", "1", "tranches live from then on"),
        column("track", "1", "chip track", names_of(scenario.chips.tracks)),
        column("price", money, "price of the project, grant included"), column("grant", money, "grant awarded"),
        column("instrument", "1", "instrument that granted it", names_of(scenario.policies)),
        column("review_month", "month", "month of the decision, months from the start; negative: before it")})
    table.columns.push_back(further);
  Filling rows(table);
  for (const auto& [replicate, event] : events_) {
    rows.put(replicate).put(static_cast<std::int32_t>(event.firm)).put(event.birth - scenario.start.index);
    rows.put(event.month).put(event.technology).put(event.level).put(code(event.track));
    rows.put_money(event.price).put_money(event.grant).put(code(event.instrument)).put(event.review);
  }
  return table;
}

results::Table Recorder::awards_table(const scenario::Scenario& scenario) const {
  results::Table table{"awarded", "award", identity_columns("award")};
  for (auto& further : {column("month", "month", "month of the award, months from the start"),
                        column("technology", "1", "technology", names_of(scenario.technologies)),
                        column("level", "1", "tranche that was asked for, counted from 1"),
                        column("instrument", "1", "instrument", names_of(scenario.policies)),
                        column("amount", "m " + scenario.currency, "money awarded, or taxes forgone")})
    table.columns.push_back(further);
  Filling rows(table);
  for (const auto& [replicate, award] : awards_) {
    rows.put(replicate).put(static_cast<std::int32_t>(award.firm)).put(award.birth - scenario.start.index);
    rows.put(award.month).put(award.technology).put(award.level).put(award.instrument).put_money(award.amount);
  }
  return table;
}

results::Table Recorder::firms_table(const scenario::Scenario& scenario, const results::Result& result) const {
  const auto labels = [&](const char* dimension) {
    const auto found = std::ranges::find(result.dimensions, dimension, &statistics::Dimension::name);
    return found == result.dimensions.end() ? std::vector<std::string>{"all"} : found->labels;
  };
  results::Table table{"lives", "life", identity_columns("life")};
  for (auto& further :
       {column("exit", "month", "month of the exit, months from the start; -1: it lived on"),
        column("sector", "1", "sector", labels("sector")), column("region", "1", "region", labels("region")),
        column("ownership", "1", "ownership", labels("ownership")),
        column("size", "1", "size class in the month of birth, or at the start", labels("size"))})
    table.columns.push_back(further);
  const std::size_t technologies = scenario.technologies.size();
  for (std::size_t j = 0; j < technologies; ++j) {
    table.columns.push_back(
        column(fmt::format("live_at_start_{}", j), "1",
               fmt::format("whether it had a live tranche of {} before the first month", scenario.technologies[j].name),
               {"no", "yes"}));
  }
  Filling rows(table);
  for (const auto& [replicate, life] : lives_) {
    rows.put(replicate).put(static_cast<std::int32_t>(life.firm)).put(life.birth - scenario.start.index);
    rows.put(life.exit).put(life.sector).put(life.region).put(life.ownership).put(life.size);
    for (std::size_t j = 0; j < technologies; ++j) rows.put(static_cast<std::int32_t>(life.live_at_start >> j & 1U));
  }
  return table;
}

void Recorder::finish(const scenario::Scenario& scenario, results::Result& result) {
  result.series = std::move(series_);
  if (!scenario.outputs.events) return;
  result.tables.push_back(events_table(scenario));
  result.tables.push_back(awards_table(scenario));
  result.tables.push_back(firms_table(scenario, result));
}

}  // namespace millwright::simulation
