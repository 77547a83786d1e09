#pragma once

#include <span>
#include <string>
#include <vector>

#include "month/model.hpp"
#include "results/result.hpp"

// Two runs or two states held against each other bit by bit.
namespace millwright::evidence {

/// Which part of two results is compared.
struct Compared {
  std::vector<std::string> without = {};  // axes: variables that have one are left out
  std::size_t months = SIZE_MAX;          // the first so many, or all of the shorter run
};

/// How many variables of `one` are missing in `other` or differ from it in any bit.
int differing_variables(const results::Result& one, const results::Result& other, const Compared& compared = {});

/// Stores the firms of a model in another order: row k becomes what was row order[k]. Ids, links, panel and everything
/// else stay with their firm.
void store_in_order(Model& model, std::span<const std::uint32_t> order);

/// A random order of the firms, of the seed given.
std::vector<std::uint32_t> shuffled(std::size_t firms, std::uint64_t seed);

/// How many columns of firms, and numbers of environment and closing sums, differ between two models that may store
/// their firms in different orders. Firms are matched by id.
int differing_columns(const Model& one, const Model& other);

}  // namespace millwright::evidence
