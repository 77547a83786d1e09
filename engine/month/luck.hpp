#pragma once

#include <array>

#include "month/kernels.hpp"
#include "month/model.hpp"

// What firms draw every month after their reviews. One draw serves three purposes.
namespace millwright {

/// By place in the block. Normals for the noise of sales and of productivity, a uniform for background exit.
struct MonthLuck {
  std::array<double, block_size> sales, productivity, exit;

  MonthLuck(const Economy& economy, Block block) {
    for (std::size_t begin = block.begin; begin < block.end; begin += chunk_size) {
      const std::size_t place = begin - block.begin;
      draw_three({economy.luck, Purpose::growth}, {economy.firms.id.data() + begin, economy.environment.month.index},
                 std::min(chunk_size, block.end - begin), {&sales[place], &productivity[place], &exit[place]});
    }
  }
};

}  // namespace millwright
