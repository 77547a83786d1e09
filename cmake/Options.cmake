# The same bits everywhere: no fused multiply-add, no fast-math (engine/ARCHITECTURE.md, "Same bits").
if("${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_RELEASE}" MATCHES "-Ofast|-ffast-math|-fassociative-math|-freciprocal-math")
  message(FATAL_ERROR "fast-math flags change results: remove them from CMAKE_CXX_FLAGS")
endif()

find_program(CCACHE ccache)
if(CCACHE)
  # ccache reuses objects that were compiled with a precompiled header only under these settings.
  set(launcher ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${launcher} CACHE STRING "")
  set(CMAKE_C_COMPILER_LAUNCHER ${launcher} CACHE STRING "")
  add_compile_options($<$<COMPILE_LANG_AND_ID:CXX,GNU>:-fpch-preprocess>)
endif()

set(CMAKE_CXX_FLAGS_RELEASE "-O3 -DNDEBUG" CACHE STRING "" FORCE)  # g++ 12 vectorises the block loops only at -O3

add_library(millwright_options INTERFACE)
# -fno-math-errno: sqrt is one instruction, so that loops with it vectorise. -fno-trapping-math: nobody asks for
# floating-point exceptions, so a choice between two numbers may compute both, and loops with choices vectorise. Neither
# changes a bit.
target_compile_options(millwright_options INTERFACE -ffp-contract=off -fno-math-errno -fno-trapping-math)
target_compile_features(millwright_options INTERFACE cxx_std_20)
target_include_directories(millwright_options INTERFACE ${PROJECT_SOURCE_DIR}/engine)
if(MILLWRIGHT_CONTRACTS)
  target_compile_definitions(millwright_options INTERFACE MILLWRIGHT_CONTRACTS)
endif()
if(MILLWRIGHT_STD_THREADS)
  target_compile_definitions(millwright_options INTERFACE MILLWRIGHT_STD_THREADS)
endif()

add_library(millwright_warnings INTERFACE)
target_compile_options(millwright_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wdouble-promotion -Wnon-virtual-dtor -Werror
  # g++ 12 invents overflows where a std::string is assigned or moves; the address sanitizer finds the real ones.
  "$<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-array-bounds;-Wno-stringop-overflow;-Wno-restrict>"
  $<$<CXX_COMPILER_ID:Clang>:-Wno-unknown-pragmas>)  # `GCC ivdep`
