#pragma once

#include <cstddef>
#include <optional>

#include "scenario/language/source.hpp"
#include "scenario/language/tree.hpp"

// The only place that knows YAML.
namespace millwright::scenario {

/// Limits on a scenario file, far above any honest one.
struct ReaderLimits {
  static constexpr std::size_t bytes = std::size_t{1} << 20;
  static constexpr std::size_t values = 100'000;
  static constexpr std::size_t depth = 32;
  static constexpr std::size_t scalar_bytes = std::size_t{64} << 10;
};

/// Reads the text of a source from `offset` on as one YAML value: maps, lists and scalars only. Anchors, aliases, tags,
/// merge keys, duplicate keys, further documents, open quotes, control characters and broken UTF-8 are problems.
/// Nothing is returned when the text could not be read to its end.
std::optional<Node> read_yaml(const Sources& sources, int source, Problems& problems, std::size_t offset = 0);

}  // namespace millwright::scenario
