#include "results/library_version.hpp"

#include <fmt/format.h>
#include <hdf5.h>

namespace millwright::results {

LibraryVersion library_version() {
  unsigned major = 0, minor = 0, release = 0;
  H5dont_atexit();
  H5get_libversion(&major, &minor, &release);
  return {fmt::format("{}.{}.{}", H5_VERS_MAJOR, H5_VERS_MINOR, H5_VERS_RELEASE),
          fmt::format("{}.{}.{}", major, minor, release), H5Zfilter_avail(H5Z_FILTER_DEFLATE) > 0};
}

}  // namespace millwright::results
