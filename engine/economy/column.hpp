#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace millwright {

/// One attribute of every firm, stored contiguously. `width` values belong to each firm (a tranche column has four).
template <class T>
class Column {
 public:
  constexpr Column(std::string_view name, std::string_view unit, std::string_view meaning, std::size_t width = 1)
      : name_(name), unit_(unit), meaning_(meaning), width_(width) {}

  void resize(std::size_t firms) { values_.resize(firms * width_); }
  T& operator[](std::size_t i) { return values_[i]; }
  const T& operator[](std::size_t i) const { return values_[i]; }
  T* data() { return values_.data(); }
  const T* data() const { return values_.data(); }
  std::span<T> of(std::size_t firm) { return {values_.data() + firm * width_, width_}; }
  std::span<const T> of(std::size_t firm) const { return {values_.data() + firm * width_, width_}; }
  std::span<T> values() { return values_; }
  std::span<const T> values() const { return values_; }
  /// Asks memory for the rows [begin, end), so that they are there by the time they are used.
  void fetch(std::size_t begin, std::size_t end) const {
    constexpr std::size_t line = 64 / sizeof(T);  // what memory hands over at once: 64 bytes
    for (std::size_t k = begin * width_; k < end * width_; k += line) __builtin_prefetch(values_.data() + k);
  }
  std::size_t size() const { return values_.size(); }
  std::size_t width() const { return width_; }
  std::string_view name() const { return name_; }
  std::string_view unit() const { return unit_; }
  std::string_view meaning() const { return meaning_; }

  /// The values alone, as a span: nothing that reads them back may change how many there are.
  template <class Self, class Visit>
  static void visit_all(Self& self, Visit&& visit) {
    visit(self.values());
  }

 private:
  std::string_view name_, unit_, meaning_;
  std::size_t width_;
  std::vector<T> values_;
};

}  // namespace millwright
