#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "results/result.hpp"

// A result as one row of bytes, for a pipe between two processes of one program. No file holds it.
namespace millwright::results {

/// Hands the bytes to `put`, piece by piece.
void write_plain(const Result& result, const std::function<void(std::string_view)>& put);

/// The result that write_plain() took apart, doubles with all their bits. The bytes are not trusted.
/// @throws std::runtime_error when they end early, go on, or claim more than there are
Result read_plain(std::string_view bytes);

}  // namespace millwright::results
