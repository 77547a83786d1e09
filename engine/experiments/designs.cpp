#include "experiments/designs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <boost/random/sobol.hpp>
#include <numeric>

#include "core/errors.hpp"

namespace millwright::experiments {
namespace {

constexpr std::size_t most_numbers = 100'000'000;  // 0.8 GB; judgement: a larger design is a slip of the pen

[[noreturn]] void refuse(std::string what, std::string help) {
  throw UserError(Problem{"", std::move(what), std::move(help)});
}

/// An empty design of that size, or UserError.
Matrix sized(std::size_t rows, std::size_t factors) {
  if (rows == 0) refuse("the design has no points", "ask for one point or more");
  if (factors == 0) refuse("the design has no factors", "name one factor or more");
  if (rows > most_numbers / factors) {
    refuse(fmt::format("a design of {} points and {} factors is too large", rows, factors),
           fmt::format("at most {} points fit for as many factors", most_numbers / factors));
  }
  return {rows, factors};
}

/// blocks * size without overflow: too large a product is one that sized() refuses.
std::size_t times(std::size_t blocks, std::size_t size) {
  return size != 0 && blocks > most_numbers / size ? most_numbers + 1 : blocks * size;
}

DrawKey key_of(Luck luck, std::string_view design) {
  return {luck, Purpose::design, mechanism_hash(design)};
}

std::size_t index_below(std::size_t count, std::uint64_t word) {
  return static_cast<std::size_t>(uniform(word) * static_cast<double>(count));
}

/// 0, ..., count - 1 in random order (Fisher and Yates); `which` and `part` tell permutations of one key apart.
std::vector<std::size_t> permutation(std::size_t count, const DrawKey& key, std::uint64_t which, std::int64_t part) {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), 0);
  for (std::size_t i = count; i > 1; --i) {
    std::swap(order[i - 1], order[index_below(i, draw(key, which, part, 0, i).w[0])]);
  }
  return order;
}

/// A random linear map of binary digits and a random shift. Each digit depends on itself and those before it, so equal
/// slices move onto equal slices.
class DigitalScramble {
 public:
  DigitalScramble(const DrawKey& key, std::uint64_t factor) {
    for (std::size_t digit = 0; digit < digits; ++digit) {
      const Words words = draw(key, digit, 0, 0, factor);
      const std::uint64_t own = std::uint64_t{1} << (digits - 1 - digit);
      const std::uint64_t before = ~(own | (own - 1));
      mask_[digit] = own | (words.w[0] & before);
      shift_ |= words.w[1] & own;
    }
  }

  std::uint64_t operator()(std::uint64_t word) const {
    std::uint64_t moved = 0;
    for (const std::uint64_t mask : mask_) moved = moved << 1 | (static_cast<unsigned>(std::popcount(word & mask)) & 1);
    return moved ^ shift_;
  }

 private:
  static constexpr std::size_t digits = 64;
  std::uint64_t mask_[digits];
  std::uint64_t shift_ = 0;
};

std::vector<std::size_t> first_primes(std::size_t count) {
  std::vector<std::size_t> primes;
  for (std::size_t candidate = 2; primes.size() < count; ++candidate) {
    const auto divides = [candidate](std::size_t prime) { return candidate % prime == 0; };
    if (std::none_of(primes.begin(), primes.end(), divides)) primes.push_back(candidate);
  }
  return primes;
}

/// Random permutations of the digits of numbers in [0, 1) to a base, one for each place that a double can tell.
class DigitScramble {
 public:
  DigitScramble(std::size_t base, const DrawKey& key, std::uint64_t factor) : base_(base) {
    double weight = 1;
    for (std::int64_t place = 0; weight > 0x1p-53; ++place) {
      places_.push_back(permutation(base, key, factor, place));
      weight /= static_cast<double>(base);
    }
  }

  /// The digits of `index` behind the point, in reverse order and permuted. The zeros beyond its last digit are
  /// permuted too.
  double operator()(std::uint64_t index) const {
    std::vector<std::size_t> digits;
    for (const auto& order : places_) {
      digits.push_back(order[index % base_]);
      index /= base_;
    }
    double sum = 0;
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) {
      sum = (sum + static_cast<double>(*digit)) / static_cast<double>(base_);
    }
    return std::min(sum, 1 - 0x1p-53);
  }

 private:
  std::size_t base_;
  std::vector<std::vector<std::size_t>> places_;
};

}  // namespace

Matrix grid(std::span<const std::size_t> levels) {
  std::size_t rows = 1;
  for (const std::size_t count : levels) rows = times(rows, count);
  Matrix points = sized(rows, levels.size());
  for (std::size_t k = 0; k < rows; ++k) {
    std::size_t rest = k;
    for (std::size_t j = levels.size(); j-- > 0; rest /= levels[j]) {
      const auto steps = static_cast<double>(levels[j] - 1);
      points(k, j) = levels[j] == 1 ? 0.5 : static_cast<double>(rest % levels[j]) / steps;
    }
  }
  return points;
}

Matrix latin_hypercube(std::size_t points, std::size_t factors, Luck luck) {
  Matrix design = sized(points, factors);
  const DrawKey slices = key_of(luck, "latin_hypercube.slices"), places = key_of(luck, "latin_hypercube.places");
  for (std::size_t j = 0; j < factors; ++j) {
    const auto slice = permutation(points, slices, j, 0);
    for (std::size_t k = 0; k < points; ++k) {
      const double place = static_cast<double>(slice[k]) + uniform(draw(places, k, 0, 0, j).w[0]);
      design(k, j) = std::min(place / static_cast<double>(points), 1 - 0x1p-53);
    }
  }
  return design;
}

std::size_t sobol_factors() {
  return boost::random::default_sobol_table::max_dimension;
}

Matrix sobol(std::size_t points, std::size_t factors, Luck luck) {
  if (factors > sobol_factors()) {
    refuse(fmt::format("Sobol's sequence has {} dimensions, not {}", sobol_factors(), factors),
           "take a latin hypercube, or fewer factors; the design of Saltelli needs two dimensions for each");
  }
  Matrix design = sized(points, factors);
  const DrawKey key = key_of(luck, "sobol");
  std::vector<DigitalScramble> scrambled;
  for (std::size_t j = 0; j < factors; ++j) scrambled.emplace_back(key, j);
  boost::random::sobol sequence(factors);  // starts behind the zero point
  for (std::size_t k = 0; k < points; ++k) {
    for (std::size_t j = 0; j < factors; ++j) design(k, j) = uniform(scrambled[j](k == 0 ? 0 : sequence()));
  }
  return design;
}

Matrix halton(std::size_t points, std::size_t factors, Luck luck) {
  Matrix design = sized(points, factors);
  const DrawKey key = key_of(luck, "halton");
  const auto primes = first_primes(factors);
  for (std::size_t j = 0; j < factors; ++j) {
    const DigitScramble scrambled(primes[j], key, j);
    for (std::size_t k = 0; k < points; ++k) design(k, j) = scrambled(k);
  }
  return design;
}

Matrix saltelli(std::size_t blocks, std::size_t factors, Luck luck) {
  const std::size_t rows = factors + 2;
  Matrix design = sized(times(blocks, rows), factors);
  const Matrix base = sobol(blocks, 2 * factors, luck);
  for (std::size_t block = 0; block < blocks; ++block) {
    for (std::size_t row = 0; row < rows; ++row) {
      for (std::size_t j = 0; j < factors; ++j) {
        const bool from_b = row == 1 || row == j + 2;
        design(block * rows + row, j) = base(block, from_b ? factors + j : j);
      }
    }
  }
  return design;
}

Matrix morris(std::size_t trajectories, std::size_t factors, std::size_t levels, Luck luck) {
  if (levels < 2 || levels % 2 != 0) {
    refuse(fmt::format("Morris's design has {} levels", levels), "take an even number of levels, such as 4");
  }
  const std::size_t rows = factors + 1, half = levels / 2;
  Matrix design = sized(times(trajectories, rows), factors);
  const DrawKey starts = key_of(luck, "morris.starts"), orders = key_of(luck, "morris.orders");
  const auto coordinate = [levels](std::size_t level) {
    return static_cast<double>(level) / static_cast<double>(levels - 1);
  };
  for (std::size_t t = 0; t < trajectories; ++t) {
    const auto order = permutation(factors, orders, t, 0);
    for (std::size_t step = 0; step < factors; ++step) {
      const std::size_t j = order[step];
      const Words words = draw(starts, t, 0, 0, j);
      const std::size_t low = index_below(half, words.w[0]);
      const bool up = (words.w[1] >> 63) != 0;
      for (std::size_t row = 0; row < rows; ++row) {
        const bool raised = (row > step) == up;  // the factor changes between row `step` and the next
        design(t * rows + row, j) = coordinate(raised ? low + half : low);
      }
    }
  }
  return design;
}

std::size_t level_at(std::size_t levels, double u) {
  return std::min(static_cast<std::size_t>(u * static_cast<double>(levels)), levels - 1);
}

double value_at(const Factor& factor, double u) {
  if (const auto* range = std::get_if<Range>(&factor)) return range->low * (1 - u) + range->high * u;
  if (const auto* levels = std::get_if<Levels>(&factor)) return levels->values[level_at(levels->values.size(), u)];
  const auto& [low, high] = std::get<LogRange>(factor);
  if (u == 0 || u == 1) return u == 0 ? low : high;
  return std::clamp(low * math::power(high / low, u), low, high);
}

std::string fault_of(const Factor& factor) {
  const auto fault_of_range = [](double low, double high) -> std::string {
    if (!std::isfinite(low) || !std::isfinite(high)) return "an end of the range is not a number";
    return low < high ? "" : "the range does not end above its start";
  };
  if (const auto* range = std::get_if<Range>(&factor)) return fault_of_range(range->low, range->high);
  if (const auto* range = std::get_if<LogRange>(&factor)) {
    return range->low <= 0 ? "a range in equal ratios must start above 0" : fault_of_range(range->low, range->high);
  }
  const auto& values = std::get<Levels>(factor).values;
  if (values.empty()) return "the list of levels is empty";
  const bool finite = std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
  return finite ? "" : "a level is not a number";
}

}  // namespace millwright::experiments
