#pragma once

#include <array>
#include <cstdint>

// The purchasing managers' index as the National Bureau of Statistics of China computes it (NBS, Explanatory Notes on
// the PMI: sub-indices are diffusion indices; five of them make the index).
namespace millwright::theory {

/// Answers to one question: better, same or worse than last month.
struct Answers {
  std::int64_t better = 0, worse = 0, asked = 0;

  /// A change is an answer when its size exceeds `noticeable`.
  void add(double change, double noticeable) {
    better += change > noticeable ? 1 : 0;
    worse += change < -noticeable ? 1 : 0;
    asked += 1;
  }
  Answers& operator+=(const Answers& other) {
    better += other.better, worse += other.worse, asked += other.asked;
    return *this;
  }
  /// Per cent better plus half of per cent same; 50 when nobody was asked.
  double index() const {
    return asked == 0 ? 50.0 : 50.0 * (1.0 + static_cast<double>(better - worse) / static_cast<double>(asked));
  }
};

/// The index from the sub-indices of orders, output, employment, supplier deliveries (which count against it) and
/// inventories.
inline double purchasing_managers_index(const std::array<double, 5>& items) {
  return 0.30 * items[0] + 0.25 * items[1] + 0.20 * items[2] + 0.15 * (100 - items[3]) + 0.10 * items[4];
}

}  // namespace millwright::theory
