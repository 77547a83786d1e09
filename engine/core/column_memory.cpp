#include "core/column_memory.hpp"

#include <sys/mman.h>

namespace millwright {
namespace {

constexpr std::align_val_t large_page{std::size_t{2} << 20};  // of x86-64 and arm64 with ordinary pages of 4096 bytes

}  // namespace

ColumnStore::ColumnStore(std::size_t bytes)
    : memory_(static_cast<std::byte*>(::operator new(bytes, large_page))), room_(bytes) {
  static_cast<void>(madvise(memory_.get(), bytes, MADV_HUGEPAGE));  // where there are none, it works without
}

void ColumnStore::Free::operator()(std::byte* memory) const noexcept {
  ::operator delete(memory, large_page);
}

void* ColumnStore::take(std::size_t bytes) {
  const std::size_t room = room_for(bytes);
  if (room > room_ - used_) throw std::bad_alloc();
  std::byte* column = memory_.get() + used_;
  used_ += room;
  return column;
}

}  // namespace millwright
