#include "embedded.hpp"

// Files as bytes of the program. The assembler includes them: a literal of that size takes a compiler many seconds.
// NOLINTBEGIN
#define EMBED(name, file)                                                                                            \
  __asm__(".section .rodata\n.global " #name "_begin, " #name "_end\n" #name "_begin:\n.incbin \"" file "\"\n" #name \
          "_end:\n.byte 0\n.previous\n");                                                                            \
  extern "C" const char name##_begin[], name##_end[];

EMBED(millwright_source, SOURCE_ARCHIVE)
EMBED(millwright_replicate, REPLICATE_SCRIPT)
// NOLINTEND

namespace millwright::tool {
namespace {

std::string_view between(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

}  // namespace

std::string_view source_archive() {
  return between(millwright_source_begin, millwright_source_end);
}

std::string_view replicate_script() {
  return between(millwright_replicate_begin, millwright_replicate_end);
}

}  // namespace millwright::tool
