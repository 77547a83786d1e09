#include <fmt/format.h>

#include <algorithm>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/connected_components.hpp>
#include <boost/graph/core_numbers.hpp>
#include <boost/graph/page_rank.hpp>
#include <functional>
#include <numeric>

#include "core/math.hpp"
#include "economy/network.hpp"

namespace millwright {
namespace {

using Graph = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, boost::no_property,
                                                 boost::no_property, std::uint32_t, std::uint64_t>;

/// Each link stands in the graph in both directions, as in the rows.
Graph graph_of(const Network& network) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ends;
  ends.reserve(network.partners.size());
  for (std::uint32_t i = 0; i < network.firms(); ++i) {
    for (const std::uint32_t partner : network.partners_of(i)) ends.emplace_back(i, partner);
  }
  return Graph(boost::edges_are_sorted, ends.begin(), ends.end(), static_cast<std::uint32_t>(network.firms()));
}

template <class T>
auto by_firm(std::vector<T>& values, const Graph& graph) {
  return boost::make_iterator_property_map(values.begin(), get(boost::vertex_index, graph));
}

void measure_components(const Graph& graph, NetworkMeasures& measures) {
  std::vector<std::uint32_t> component(measures.firms);
  measures.components = boost::connected_components(graph, by_firm(component, graph));
  std::vector<std::size_t> members(measures.components);
  for (const std::uint32_t c : component) ++members[c];
  const auto largest = *std::max_element(members.begin(), members.end());
  measures.largest_component_share = static_cast<double>(largest) / static_cast<double>(measures.firms);
}

/// Estimate of Hill (1975) from the largest 1 % of firms, at least ten.
double hill_exponent(std::span<const std::uint32_t> ascending) {
  const std::size_t tail = std::max<std::size_t>(ascending.size() / 100, 10);
  if (ascending.size() <= tail || ascending[ascending.size() - tail - 1] == 0) return 0;
  const double threshold = ascending[ascending.size() - tail - 1];
  double sum = 0;
  for (const std::uint32_t partners : ascending.last(tail)) sum += math::log(partners / threshold);
  return sum > 0 ? static_cast<double>(tail) / sum : 0;
}

void measure_partners(const Network& network, NetworkMeasures& measures) {
  std::vector<std::uint32_t> partners(measures.firms);
  for (std::size_t i = 0; i < partners.size(); ++i) {
    partners[i] = static_cast<std::uint32_t>(network.partners_of(i).size());
  }
  std::sort(partners.begin(), partners.end());
  const auto isolated = std::upper_bound(partners.begin(), partners.end(), 0u) - partners.begin();
  const auto firms = static_cast<double>(measures.firms);
  measures.isolated_share = static_cast<double>(isolated) / firms;
  measures.mean_partners = static_cast<double>(network.partners.size()) / firms;
  measures.percentile_99_partners = partners[(measures.firms - 1) * 99 / 100];
  measures.max_partners = partners.back();
  measures.tail_exponent = hill_exponent(partners);
}

std::string row_fault(const Network& network, std::uint32_t firm) {
  const auto row = network.partners_of(firm);
  if (std::find(row.begin(), row.end(), firm) != row.end()) return fmt::format("firm {} is its own partner", firm);
  for (const std::uint32_t partner : row) {
    if (partner >= network.firms())
      return fmt::format("firm {} has the partner {}, which does not exist", firm, partner);
  }
  const auto disorder = std::adjacent_find(row.begin(), row.end(), std::greater_equal<>{});
  return disorder == row.end() ? "" : fmt::format("the partners of firm {} are not in order", firm);
}

/// Reads the rows of others, so these must be without faults.
std::string one_way_fault(const Network& network, std::uint32_t firm) {
  for (const std::uint32_t partner : network.partners_of(firm)) {
    const auto back = network.partners_of(partner);
    if (!std::binary_search(back.begin(), back.end(), firm))
      return fmt::format("firm {} does not know firm {}", partner, firm);
  }
  return {};
}

}  // namespace

std::string fault_of(const Network& network) {
  if (network.offsets.empty() || network.offsets.back() != network.partners.size()) {
    return "the rows do not end where the list of partners ends";
  }
  if (!std::is_sorted(network.offsets.begin(), network.offsets.end())) return "a row ends before it begins";
  std::string fault;
  for (std::uint32_t i = 0; i < network.firms() && fault.empty(); ++i) fault = row_fault(network, i);
  for (std::uint32_t i = 0; i < network.firms() && fault.empty(); ++i) fault = one_way_fault(network, i);
  return fault;
}

NetworkMeasures measure(const Network& network) {
  NetworkMeasures measures{.firms = network.firms(), .links = network.partners.size() / 2};
  if (measures.firms == 0) return measures;
  const Graph graph = graph_of(network);
  measure_components(graph, measures);
  measure_partners(network, measures);
  std::vector<std::uint32_t> core(measures.firms);
  measures.highest_core = boost::core_numbers(graph, by_firm(core, graph));
  std::vector<double> rank(measures.firms), next(measures.firms);
  constexpr double damping = 0.85;  // Brin and Page (1998)
  boost::graph::page_rank(graph, by_firm(rank, graph), boost::graph::n_iterations(50), damping, num_vertices(graph),
                          by_firm(next, graph));
  const double total = std::accumulate(rank.begin(), rank.end(), 0.0);  // firms without partners lose some
  measures.largest_page_rank = *std::max_element(rank.begin(), rank.end()) / total;
  return measures;
}

}  // namespace millwright
