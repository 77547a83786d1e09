#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <numeric>
#include <optional>

#include "core/errors.hpp"
#include "economy/economy.hpp"
#include "experiments/lives.hpp"
#include "report/curves.hpp"
#include "report/part.hpp"
#include "report/words.hpp"
#include "simulation/provenance.hpp"

// The largest firms and who supplies whom, drawn again from the scenario in the result; adopters are filled, year by
// year.
namespace millwright::report {
namespace {

constexpr std::size_t most_firms = 200;

/// The largest firms of the start, largest first; equal ones by identity.
std::vector<std::size_t> largest(const Firms& firms) {
  std::vector<std::size_t> order(firms.count());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const std::size_t count = std::min(most_firms, order.size());
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(),
                    [&](std::size_t one, std::size_t other) {
                      const double first = firms.employment[one], second = firms.employment[other];
                      return first != second ? first > second : firms.id[one] < firms.id[other];
                    });
  order.resize(count);
  return order;
}

/// Sectors stand around a circle; a sector's firms fill a disc from its middle, the largest first, at the golden angle.
void place(std::vector<charts::NetworkChart::Node>& nodes) {
  std::map<std::string, std::vector<std::size_t>> of_sector;
  for (std::size_t k = 0; k < nodes.size(); ++k) of_sector[nodes[k].group].push_back(k);
  constexpr double middle = 0.5, ring = 0.41, room = 0.013;
  const double golden = std::numbers::pi * (3 - std::sqrt(5.0));
  std::size_t number = 0;
  for (const auto& [sector, members] : of_sector) {
    const double angle = 2 * std::numbers::pi * static_cast<double>(number++) / static_cast<double>(of_sector.size());
    const double x = middle + ring * std::sin(angle), y = middle - ring * std::cos(angle);
    for (std::size_t k = 0; k < members.size(); ++k) {
      const double radius = room * std::sqrt(static_cast<double>(k) * 2), turn = golden * static_cast<double>(k);
      nodes[members[k]].x = std::clamp(x + radius * std::cos(turn), 0.0, 1.0);
      nodes[members[k]].y = std::clamp(y + radius * std::sin(turn), 0.0, 1.0);
    }
  }
}

/// Nodes and links among the largest firms, without frames.
charts::NetworkChart chart_of(const Economy& economy, const std::vector<std::size_t>& firms) {
  charts::NetworkChart chart;
  std::map<std::size_t, int> node_of;
  for (const std::size_t i : firms) {
    node_of.emplace(i, static_cast<int>(chart.nodes.size()));
    const double workers = economy.firms.employment[i];
    const std::string sector = printable(economy.sectors[economy.firms.sector[i]].name);
    chart.nodes.push_back({fmt::format("firm {}", economy.firms.id[i]), sector, 0, 0, workers});
  }
  for (const std::size_t i : firms) {
    for (const std::uint32_t partner : economy.network->partners_of(i)) {
      const auto other = node_of.find(partner);
      if (other != node_of.end() && partner > i) chart.links.push_back({node_of.at(i), other->second});
    }
  }
  place(chart.nodes);
  return chart;
}

/// By identity: births after the start and first go-lives of whoever had that place, in the first replicate.
class Histories {
 public:
  Histories(const experiments::Lives& lives, std::size_t technology) {
    for (std::size_t life = 0; life < lives.count(); ++life) {
      const auto& key = lives.keys[life];
      if (key.replicate != 0) continue;
      lives_[key.firm].push_back({key.generation, lives.first_live[life * lives.technologies + technology]});
    }
  }

  /// Whether the firm that has that place in a month has had a live tranche by then; -1: before the first month.
  bool adopted(std::uint32_t firm, std::int32_t month) const {
    const auto found = lives_.find(static_cast<std::int32_t>(firm));
    bool live = false;
    if (found == lives_.end()) return live;
    for (const auto& [birth, first_live] : found->second) {
      if (birth <= month) live = first_live <= month;
    }
    return live;
  }

 private:
  std::map<std::int32_t, std::vector<std::pair<std::int32_t, std::int32_t>>> lives_;
};

std::vector<charts::NetworkChart::Frame> frames_of(const results::Result& result, const Histories& histories,
                                                   const Firms& firms, const std::vector<std::size_t>& shown) {
  std::vector<charts::NetworkChart::Frame> frames;
  const auto add = [&](const std::string& name, std::int32_t month) {
    charts::NetworkChart::Frame frame{name, {}};
    for (const std::size_t i : shown) frame.filled.push_back(histories.adopted(firms.id[i], month));
    frames.push_back(std::move(frame));
  };
  add("before " + to_string(result.months.front()), -1);
  for (std::size_t m = 0; m < result.months.size(); ++m) {
    const bool year_ends = result.months[m].month_of_year() == 12 || m + 1 == result.months.size();
    if (year_ends) add(to_string(result.months[m]), static_cast<std::int32_t>(m));
  }
  return frames;
}

std::size_t filled(const charts::NetworkChart::Frame& frame) {
  return static_cast<std::size_t>(std::ranges::count(frame.filled, true));
}

/// How many firms adopt from the first frame to the last.
std::ptrdiff_t gain(const std::vector<charts::NetworkChart::Frame>& frames) {
  return static_cast<std::ptrdiff_t>(filled(frames.back())) - static_cast<std::ptrdiff_t>(filled(frames.front()));
}

charts::Figure figure_of(const std::string& technology, charts::NetworkChart chart, std::size_t all_firms) {
  chart.filled_name = technology;
  chart.empty_name = "no " + technology;
  const std::string caption =
      fmt::format("Of the {} largest of {} simulated firms, {} have had {} {}, and {} by {}; {} links join them.",
                  chart.nodes.size(), tool::with_commas(static_cast<std::int64_t>(all_firms)),
                  filled(chart.frames.front()), technology, chart.frames.front().name, filled(chart.frames.back()),
                  chart.frames.back().name, tool::with_commas(static_cast<std::int64_t>(chart.links.size())));
  return {
      "network", fmt::format("Use of {} in the supply network of the largest firms", technology), caption,
      "Firms with most workers at the start and the supply links among them, drawn again from the scenario in the "
      "result; places are fixed: sectors around a circle, larger firms in the middle of their sector; the area of a "
      "firm is in proportion to its workers at the start. Filled: the firm that has the place in that month has had "
      "a live tranche by then (tables events and lives, first replicate). A firm that leaves gives its place and its "
      "links to an entrant. Shown is the technology that most of these firms take up.",
      std::move(chart)};
}

/// Firms of the start in the first replicate, so that nobody is made to draw more than the result can hold.
std::int64_t firms_held(const experiments::Lives& lives) {
  return std::ranges::count_if(lives.keys, [](const auto& key) { return key.replicate == 0 && key.generation < 0; });
}

Blocks figures_of_run(const Run& run) {
  const auto loaded = simulation::load_recorded(run.file, run.result);
  const auto lives = experiments::read_lives(run.result, {}, static_cast<std::int32_t>(run.result.months.size()) - 1);
  if (firms_held(lives) != loaded.scenario.population.firms)
    throw UserError(Problem{"", "the scenario in the result has another number of firms than its tables", ""});
  const Economy economy = build_economy(loaded.scenario, {run.result.seed, 0});
  const auto technologies = experiments::labels_of(run.result, "events", "technology");
  const auto shown = largest(economy.firms);
  charts::NetworkChart chart = chart_of(economy, shown);
  if (chart.links.empty()) return {};
  std::optional<std::size_t> chosen;
  std::vector<charts::NetworkChart::Frame> frames;
  for (std::size_t j = 0; j < technologies.size() && j < lives.technologies; ++j) {
    auto own = frames_of(run.result, Histories(lives, j), economy.firms, shown);
    if (!chosen || gain(own) > gain(frames)) chosen = j, frames = std::move(own);
  }
  if (!chosen) return {};
  chart.frames = std::move(frames);
  return {figure_of(technologies[*chosen], std::move(chart), economy.firms.count())};
}

}  // namespace

Blocks network(const Material& material) {
  const Run* run = material.detail();
  const bool has_lives = run != nullptr && std::ranges::any_of(run->result.tables,
                                                               [](const auto& table) { return table.name == "lives"; });
  if (!has_lives) return {};
  try {
    return figures_of_run(*run);
  } catch (const UserError& error) {
    return {
        charts::Paragraph{fmt::format("The supply network cannot be drawn again: {}.", error.problems().front().what)}};
  }
}

}  // namespace millwright::report
