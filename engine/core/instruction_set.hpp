#pragma once

namespace millwright {

/// The instruction set of the kernels that run on this processor: "AVX-512", "AVX2", or "the compiler's own" where
/// there is one version only (core/clones.hpp) or the processor knows nothing better.
const char* kernel_instruction_set();

}  // namespace millwright
