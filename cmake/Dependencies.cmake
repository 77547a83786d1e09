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
find_package(CLI11 REQUIRED)                     # tools
find_package(nlohmann_json REQUIRED)             # tools

set(core_libraries fmt::fmt Threads::Threads)
if(NOT MILLWRIGHT_STD_THREADS)
  list(APPEND core_libraries TBB::tbb)
endif()
set(scenario_libraries yaml-cpp pugixml::pugixml)
set(economy_libraries Boost::headers)
set(experiments_libraries Boost::headers)
set(results_libraries hdf5::hdf5_hl hdf5::hdf5 ${HDF5_C_LIBRARIES})
