#include "simulation/recorder.hpp"

#include <limits>

namespace millwright::simulation {
namespace {

results::EventColumn column(const char* name, const char* unit, const char* meaning,
                            std::vector<std::string> labels = {}) {
  return {name, unit, meaning, std::move(labels), {}, {}};
}

std::vector<std::string> names_of(const auto& named) {
  std::vector<std::string> names;
  for (const auto& entry : named) names.push_back(entry.name);
  return names;
}

constexpr std::int32_t none = -1;

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

void Recorder::record_events(int replicate, const Economy& economy) {
  for (const GoLive& event : economy.events) events_.push_back({replicate, event});
}

void Recorder::finish(const scenario::Scenario& scenario, results::Result& result) {
  result.series = std::move(series_);
  if (!scenario.outputs.events) return;
  const int start = scenario.start.index;
  std::vector<results::EventColumn> columns{
      column("event_replicate", "1", "replicate"),
      column("firm", "1", "identity of the firm"),
      column("generation", "month", "birth of the firm, months from the start; -1: a firm of the start"),
      column("month", "month", "month of the go-live, months from the start"),
      column("technology", "1", "technology", names_of(scenario.technologies)),
      column("level", "1", "tranches live from then on"),
      column("track", "1", "chip track", names_of(scenario.chips.tracks)),
      column("price", "", "price of the project, grant included"),
      column("grant", "", "grant awarded"),
      column("instrument", "1", "instrument that granted it", names_of(scenario.policies)),
      column("review_month", "month", "month of the decision, months from the start; negative: before it")};
  for (const auto& [replicate, event] : events_) {
    std::size_t next = 0;
    const auto put = [&](std::int32_t value) { columns[next++].integers.push_back(value); };
    const auto put_money = [&](float value) { columns[next++].numbers.push_back(static_cast<double>(value)); };
    put(replicate), put(static_cast<std::int32_t>(event.firm)), put(event.birth - start), put(event.month),
        put(event.technology);
    put(event.level), put(code(event.track)), put_money(event.price), put_money(event.grant),
        put(code(event.instrument));
    put(event.review);
  }
  columns[7].unit = columns[8].unit = "m " + scenario.currency;
  result.events.columns = std::move(columns);
}

}  // namespace millwright::simulation
