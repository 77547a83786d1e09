#pragma once

#include <string_view>

namespace millwright::tool {

/// The source of this program, a gzip-compressed tar archive with the folder millwright-VERSION; empty when the program
/// was built where nothing told which files belong to it (cmake/Source.cmake).
std::string_view source_archive();

/// The shell script that checks and reproduces what `bundle` packs.
std::string_view replicate_script();

}  // namespace millwright::tool
