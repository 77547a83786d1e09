#pragma once

#include <cstdint>
#include <vector>

#include "core/contracts.hpp"

namespace millwright {

/// A dense table of integers, (first, second, third), that verbs add to: order cannot matter.
class Tally {
 public:
  Tally() = default;
  Tally(std::size_t first, std::size_t second, std::size_t third = 1)
      : second_(second), third_(third), values_(first * second * third, 0) {}

  std::int64_t& at(std::size_t i, std::size_t j, std::size_t k = 0) { return values_[(i * second_ + j) * third_ + k]; }
  std::int64_t at(std::size_t i, std::size_t j, std::size_t k = 0) const {
    return values_[(i * second_ + j) * third_ + k];
  }
  std::size_t first() const { return second_ * third_ == 0 ? 0 : values_.size() / (second_ * third_); }
  std::size_t second() const { return second_; }
  std::size_t third() const { return third_; }
  const std::vector<std::int64_t>& values() const { return values_; }
  void clear() { values_.assign(values_.size(), 0); }

  Tally& operator+=(const Tally& other) {
    EXPECT(values_.size() == other.values_.size());
    for (std::size_t i = 0; i < values_.size(); ++i) values_[i] += other.values_[i];
    return *this;
  }

  template <class Self, class Visit>
  static void visit_all(Self& self, Visit&& visit) {
    visit(self.second_), visit(self.third_), visit(self.values_);
  }

 private:
  std::size_t second_ = 0, third_ = 0;
  std::vector<std::int64_t> values_;
};

}  // namespace millwright
