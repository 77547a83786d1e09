# Each library with the one layer that may include it; tests/promises/structure.py holds the same list for headers.
find_package(Threads REQUIRED)
find_package(TBB REQUIRED)                       # core
find_package(fmt REQUIRED)                       # everywhere
find_package(yaml-cpp REQUIRED)                  # scenario
find_package(pugixml REQUIRED)                    # scenario
find_package(Boost 1.74 REQUIRED)                # economy (Boost.Graph), experiments (Boost.Random, Boost.Math); headers only
# Static where there is an archive: the shared library of Debian brings thirty others along (for files on servers), which
# every start of the program would load; of the archive only what is used is linked.
set(HDF5_USE_STATIC_LIBRARIES ON)
add_link_options(-Wl,--as-needed)
find_package(HDF5 REQUIRED COMPONENTS C HL)      # results
find_package(LibArchive REQUIRED)                # results
find_library(READSTAT_LIBRARY NAMES readstat REQUIRED)   # results: files for Stata
find_package(ZLIB REQUIRED)                      # results: what libarchive and HDF5 compress with
# The shared libarchive loads a dozen libraries for formats nobody asks for. Of the static one the linker drops these
# formats, and with them what they ask for, where it collects sections.
add_link_options(-Wl,--gc-sections)
include(CheckCSourceCompiles)
find_library(LIBARCHIVE_STATIC NAMES libarchive.a)
set(CMAKE_REQUIRED_LIBRARIES ${LIBARCHIVE_STATIC} ZLIB::ZLIB)
set(CMAKE_REQUIRED_LINK_OPTIONS -Wl,--gc-sections)
check_c_source_compiles("#include <archive.h>
  int main(void) { return archive_write_set_format_pax_restricted(0) + archive_write_add_filter_gzip(0); }"
  LIBARCHIVE_STATIC_LINKS)
unset(CMAKE_REQUIRED_LIBRARIES)
unset(CMAKE_REQUIRED_LINK_OPTIONS)
set(archive_libraries LibArchive::LibArchive)
if(LIBARCHIVE_STATIC AND LIBARCHIVE_STATIC_LINKS)
  set(archive_libraries ${LIBARCHIVE_STATIC} ZLIB::ZLIB)
endif()
find_package(CLI11 REQUIRED)                     # tools
find_package(nlohmann_json REQUIRED)             # tools

set(core_libraries fmt::fmt Threads::Threads)
if(NOT MILLWRIGHT_STD_THREADS)
  list(APPEND core_libraries TBB::tbb)
endif()
set(scenario_libraries yaml-cpp pugixml::pugixml)
set(economy_libraries Boost::headers)
set(experiments_libraries Boost::headers)
set(results_libraries hdf5::hdf5_hl hdf5::hdf5 ${HDF5_C_LIBRARIES} ${archive_libraries} ${READSTAT_LIBRARY})
