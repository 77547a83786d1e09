#include "economy/economy.hpp"

#include <numeric>

#include "core/fixed_point.hpp"
#include "core/parallel.hpp"
#include "economy/closing.hpp"
#include "economy/initial_adoption.hpp"
#include "economy/initial_environment.hpp"
#include "economy/population.hpp"
#include "economy/sector_runs.hpp"

namespace millwright {
namespace {

/// Stores firms of a sector and region side by side, so that what is looked up and summed for neighbours is in cache.
/// Ids, and with them all luck, know nothing of it. Firms of a user's table stay in its order.
void order_firms(Economy& economy, const PopulationPlan& plan) {
  auto& firms = economy.firms;
  const std::size_t regions = economy.cells().regions;
  for_each_block(firms.count(), [&](Block block) {
    for (std::size_t i = block.begin; i < block.end; ++i) {
      firms.id[i] = static_cast<std::uint32_t>(i);
      firms.birth[i] = (economy.scenario.start - 1).index;
      draw_place(economy, plan, i);
    }
  });
  if (!economy.scenario.population.roster.empty()) return;
  std::vector<std::vector<std::uint32_t>> ids(economy.sectors.size() * regions);
  for (std::size_t i = 0; i < firms.count(); ++i)
    ids[firms.sector[i] * regions + firms.region[i]].push_back(firms.id[i]);
  std::size_t next = 0;
  for (std::size_t place = 0; place < ids.size(); ++place) {
    for (const std::uint32_t id : ids[place]) {
      firms.id[next] = id;
      firms.sector[next] = static_cast<std::uint8_t>(place / regions);
      firms.region[next++] = static_cast<std::uint8_t>(place % regions);
    }
  }
}

void draw_firms(Economy& economy, const PopulationPlan& plan, std::size_t count) {
  auto& firms = economy.firms;
  firms.resize(count, economy.technologies());
  order_firms(economy, plan);
  for_each_block(count, [&](Block block) {
    for (std::size_t begin = block.begin; begin < block.end; begin += chunk_size) {
      Chunk<std::uint32_t> all;
      std::iota(all.begin(), all.end(), static_cast<std::uint32_t>(begin));
      const std::span slots(all.data(), std::min(chunk_size, block.end - begin));
      Chunk<double> workers;
      draw_traits(economy, plan, slots);
      draw_workers(economy, plan, slots, workers.data());
      for (std::size_t k = 0; k < slots.size(); ++k) found_firm(economy, plan, slots[k], workers[k]);
    }
  });
}

void connect_firms(Economy& economy) {
  const auto& firms = economy.firms;
  std::vector<double> workers(firms.count());
  for (std::size_t i = 0; i < workers.size(); ++i) workers[i] = firms.employment[i];
  economy.input_output = read_input_output(economy.scenario, economy.sectors);
  NetworkRequest request;
  request.id = firms.id.values();
  request.sector = firms.sector.values();
  request.size = workers;
  request.sectors = economy.sectors.size();
  request.input_output = economy.input_output;
  request.suppliers_per_firm = economy.scenario.network.suppliers_per_firm;
  request.region = firms.region.values();
  request.regions = economy.cells().regions;
  request.same_region = economy.scenario.network.same_region;
  request.size_exponent = economy.scenario.network.size_exponent;
  request.luck = economy.luck;
  request.links = economy.scenario.network.links;
  Network network = build_network(request);
  if (economy.scenario.peers.rewire) network = rewired(network, economy.luck);
  economy.network = std::make_shared<const Network>(std::move(network));
}

/// Firms of the start have adjusted their staff to what they had adopted by then.
void settle_employment(Economy& economy, const PopulationPlan& plan) {
  const auto& firms = economy.firms;
  for_each_block(firms.count(), [&](Block block) {
    for (std::size_t i = block.begin; i < block.end; ++i) {
      staff_firm(economy, plan, i);
    }
  });
}

double mean_exit_factor(const Economy& economy) {
  struct Sum {
    std::int64_t factors = 0;
    Sum& operator+=(const Sum& other) { return factors += other.factors, *this; }
  };
  const Sum sum = sum_over_blocks(economy.firms.count(), Sum{}, [&](Block block, Sum& local) {
    for (std::size_t i = block.begin; i < block.end; ++i) local.factors += to_fixed<sum_scale>(exit_factor(economy, i));
  });
  return from_fixed<sum_scale>(sum.factors) / static_cast<double>(economy.firms.count());
}

void count_live_partners(Economy& economy) {
  auto& firms = economy.firms;
  for (auto& columns : firms.technology) {
    for_each_block(firms.count(), [&](Block block) {
      for (std::size_t i = block.begin; i < block.end; ++i) {
        std::uint32_t live = 0;
        for (const std::uint32_t partner : economy.network->partners_of(i)) live += columns.level[partner] > 0 ? 1 : 0;
        columns.live_partners[i] = live;
      }
    });
  }
}

void draw_population(Economy& economy) {
  const PopulationPlan plan = plan_population(economy.scenario, economy.sectors);
  draw_firms(economy, plan, static_cast<std::size_t>(economy.scenario.population.firms));
  connect_firms(economy);
  for (std::size_t j = 0; j < economy.technologies(); ++j) draw_initial_adoption(economy, j);
  settle_employment(economy, plan);
  count_live_partners(economy);
  economy.mean_exit_factor = mean_exit_factor(economy);
  economy.panel = draw_panel(economy.firms, economy.luck);
}

/// What draw_population() made for a scenario with the same population.
void take_over(Economy& economy, const Economy& drawn) {
  economy.firms.resize(drawn.firms.count(), economy.technologies());
  economy.firms = drawn.firms;
  economy.input_output = drawn.input_output;
  economy.network = drawn.network;
  economy.mean_exit_factor = drawn.mean_exit_factor;
  economy.panel = drawn.panel;
}

}  // namespace

std::uint64_t memory_needed(const scenario::Scenario& scenario) {
  Firms one;
  one.technology.resize(scenario.technologies.size());
  std::uint64_t bytes = 0;
  Firms::for_each_array(one, [&](const auto& column) { bytes += column.width() * sizeof(column.values()[0]); });
  constexpr std::uint64_t drawing = 64;  // candidates of the initial adoption and sizes, freed before the first month
  const auto links = static_cast<std::uint64_t>(16 * scenario.network.suppliers_per_firm) + 4;
  return static_cast<std::uint64_t>(scenario.population.firms) * (bytes + links + drawing);
}

Economy build_economy(const scenario::Scenario& scenario, Luck luck, const Economy* drawn) {
  Economy economy(scenario, luck);
  economy.sectors = drawn != nullptr ? drawn->sectors : read_sectors(scenario);
  economy.environment = initial_environment(economy);
  if (drawn != nullptr) {
    take_over(economy, *drawn);
  } else {
    draw_population(economy);
  }
  economy.flows = Flows(economy.technologies(), economy.cells());
  economy.instruments.resize(scenario.policies.size());
  economy.tracks.resize(scenario.chips.tracks.size());
  economy.compute.resize(scenario.chips.tracks.size());
  start_closing(economy);
  return economy;
}

}  // namespace millwright
