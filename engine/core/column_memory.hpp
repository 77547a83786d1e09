#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>

#include "core/clones.hpp"

// Memory for the columns of a table, which loops go through side by side. All are in one piece on large pages, where
// the system has them: without, such a loop looks up more addresses than a processor remembers.
namespace millwright {

constexpr std::size_t cache_line = 64;  // [byte] what memory hands over at once

/// Asks memory for what stands at an address, so that it is there by the time it is used.
MILLWRIGHT_INLINE void fetch(const void* address) {
  __builtin_prefetch(address);
  asm volatile("");  // g++ drops a function that does nothing but ask for memory, since that has no effect
}

/// One piece of memory that columns take their parts of, one after the other, and that is given back as a whole.
class ColumnStore {
 public:
  /// Room for columns whose room_for() adds up to `bytes`. Throws std::bad_alloc.
  explicit ColumnStore(std::size_t bytes);

  /// What a column of `bytes` takes up. The gap lets columns of equal length begin at different lines of a page: a
  /// first-level cache keeps but few lines that have the same place in their pages.
  static constexpr std::size_t room_for(std::size_t bytes) {
    constexpr std::size_t gap = 5;  // [line] odd, so that as many columns as a page has lines differ
    return ((bytes + cache_line - 1) / cache_line + gap) * cache_line;
  }

  /// The next column. Throws std::bad_alloc when the room is used up.
  void* take(std::size_t bytes);

 private:
  struct Free {
    void operator()(std::byte* memory) const noexcept;
  };
  std::unique_ptr<std::byte, Free> memory_;
  std::size_t room_, used_ = 0;
};

/// Allocates from a store that lives as long as any of its columns; without one, and for copies, as usual.
template <class T>
struct ColumnMemory {
  // NOLINTBEGIN(readability-identifier-naming): names that std::allocator_traits looks for
  using value_type = T;
  using propagate_on_container_move_assignment = std::true_type;
  using propagate_on_container_swap = std::true_type;
  // NOLINTEND(readability-identifier-naming)

  std::shared_ptr<ColumnStore> store;

  T* allocate(std::size_t count) {
    return static_cast<T*>(store != nullptr ? store->take(count * sizeof(T)) : ::operator new(count * sizeof(T)));
  }
  void deallocate(T* column, std::size_t) noexcept {
    if (store == nullptr) ::operator delete(column);
  }
  ColumnMemory select_on_container_copy_construction() const { return {}; }
  bool operator==(const ColumnMemory&) const = default;
};

}  // namespace millwright
