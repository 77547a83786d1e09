#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "core/column_memory.hpp"

namespace millwright {

/// One attribute of every firm, stored contiguously. `width` values belong to each firm (a tranche column has four).
template <class T>
class Column {
 public:
  constexpr Column(std::string_view name, std::string_view unit, std::string_view meaning, std::size_t width = 1)
      : name_(name), unit_(unit), meaning_(meaning), width_(width) {}

  /// What so many firms take up in a store [byte].
  std::size_t room_for(std::size_t firms) const { return ColumnStore::room_for(firms * width_ * sizeof(T)); }
  /// Makes room in it.
  void resize(std::size_t firms, const std::shared_ptr<ColumnStore>& store) {
    values_ = Values(firms * width_, T{}, ColumnMemory<T>{store});
  }
  T& operator[](std::size_t i) { return values_[i]; }
  const T& operator[](std::size_t i) const { return values_[i]; }
  T* data() { return values_.data(); }
  const T* data() const { return values_.data(); }
  std::span<T> of(std::size_t firm) { return {values_.data() + firm * width_, width_}; }
  std::span<const T> of(std::size_t firm) const { return {values_.data() + firm * width_, width_}; }
  std::span<T> values() { return values_; }
  std::span<const T> values() const { return values_; }
  void fetch(std::size_t firm) const { millwright::fetch(values_.data() + firm * width_); }
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
  using Values = std::vector<T, ColumnMemory<T>>;

  std::string_view name_, unit_, meaning_;
  std::size_t width_;
  Values values_;
};

}  // namespace millwright
