#pragma once

#include <vector>

#include "economy/network.hpp"
#include "theory/pareto.hpp"

namespace millwright {

/// Firms with the sizes that the shipped scenarios have, dealt over three sectors, and the request to connect them.
struct NetworkSample {
  std::vector<std::uint8_t> sector;
  std::vector<double> size;
  std::vector<double> input_output = {0.20, 0.05, 0.00,   // the first sector supplies itself and a little the second
                                      0.10, 0.30, 0.40,   // the second supplies all
                                      0.10, 0.15, 0.10};  // so does the third

  explicit NetworkSample(std::size_t firms) {
    for (std::size_t i = 0; i < firms; ++i) {
      const double u = (static_cast<double>(i * 7919 % firms) + 0.5) / static_cast<double>(firms);
      sector.push_back(static_cast<std::uint8_t>(i % 4 == 3 ? 1 : i % 4));
      size.push_back(theory::truncated_pareto_quantile(u, 1.06, 20, 100000));
    }
  }

  NetworkRequest request(std::uint64_t seed = 1) const {
    NetworkRequest request;
    request.sector = sector;
    request.size = size;
    request.sectors = 3;
    request.input_output = input_output;
    request.luck = {seed, 0};
    return request;
  }
};

}  // namespace millwright
