# engine/layers.txt becomes link targets millwright_<layer>; a layer with no .cpp file is header-only.
file(STRINGS engine/layers.txt lines REGEX "^[a-z]")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS engine/layers.txt)
set(MILLWRIGHT_LAYERS "")
foreach(line IN LISTS lines)
  string(REGEX MATCH "^([a-z]+):(.*)$" _ "${line}")
  set(layer ${CMAKE_MATCH_1})
  string(STRIP "${CMAKE_MATCH_2}" below)
  separate_arguments(below)
  list(TRANSFORM below PREPEND millwright_)
  list(APPEND MILLWRIGHT_LAYERS ${layer})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS engine/${layer}/*.cpp)
  if(sources)
    add_library(millwright_${layer} STATIC ${sources})
    target_link_libraries(millwright_${layer} PUBLIC millwright_options ${below} ${${layer}_libraries} PRIVATE millwright_warnings)
    target_precompile_headers(millwright_${layer} PRIVATE <algorithm> <cstdint> <functional> <map> <memory> <optional>
      <span> <string> <string_view> <utility> <vector> <fmt/format.h>)
  else()
    add_library(millwright_${layer} INTERFACE)
    target_link_libraries(millwright_${layer} INTERFACE millwright_options ${below} ${${layer}_libraries})
  endif()
endforeach()

# The engine's version and commit reach one file only, so that a commit recompiles nothing else.
if(EXISTS ${PROJECT_SOURCE_DIR}/.git/logs/HEAD)  # a new commit configures anew, so that a result never names an older one
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS .git/logs/HEAD)
endif()
include(Source)  # sets MILLWRIGHT_GIT_HASH
set_source_files_properties(engine/simulation/version.cpp PROPERTIES SKIP_PRECOMPILE_HEADERS ON
  COMPILE_DEFINITIONS "MILLWRIGHT_VERSION=\"${PROJECT_VERSION}\";MILLWRIGHT_GIT_HASH=\"${MILLWRIGHT_GIT_HASH}\"")
