#include "core/instruction_set.hpp"

#include "core/clones.hpp"

#define MILLWRIGHT_TEXT_OF(...) #__VA_ARGS__
#define MILLWRIGHT_TEXT(...) MILLWRIGHT_TEXT_OF(__VA_ARGS__)

namespace millwright {
namespace {

[[maybe_unused]] constexpr bool has_versions = sizeof(MILLWRIGHT_TEXT(MILLWRIGHT_CLONES)) > 1;

}  // namespace

const char* kernel_instruction_set() {
#if defined(__x86_64__) && !defined(__clang__)  // clang knows fewer of these names, and makes no versions
  if (has_versions && __builtin_cpu_supports("x86-64-v4") != 0) return "AVX-512";
  if (has_versions && __builtin_cpu_supports("avx2") != 0) return "AVX2";
#endif
  return "the compiler's own";
}

}  // namespace millwright
