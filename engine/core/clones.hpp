#pragma once
// One kernel for several instruction sets, chosen when the program starts.

/// Put before the definition of a free function whose plain loops run over columns: the compiler makes a version for
/// each instruction set, with the same bits, because fused multiply-add is off (-ffp-contract=off). Only code inlined
/// into the function gains: a lambda that is passed on does not, so call such a kernel from the body of for_each_block.
/// Empty where the versions are not needed for speed (other processors), where the compiler handles them badly (clang),
/// and under the sanitizers, whose start-up cannot bear the run-time choice.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && defined(__OPTIMIZE__) && \
    !defined(__SANITIZE_THREAD__) && !defined(__SANITIZE_ADDRESS__)
#define MILLWRIGHT_CLONES __attribute__((target_clones("default", "avx2", "arch=x86-64-v4")))
#else
#define MILLWRIGHT_CLONES
#endif

/// For the small functions that kernels call: without it g++ stops inlining where a kernel uses many, and the loop
/// around them no longer vectorises.
#define MILLWRIGHT_INLINE inline __attribute__((always_inline))
