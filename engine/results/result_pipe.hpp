#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "results/result.hpp"
#include "results/stored_file.hpp"

// A result on its way from the process that takes a file apart to the one that wants it.
namespace millwright::results {

/// Hands the bytes of all fields to `put`, piece by piece.
void send_result(const Result& result, const std::function<void(std::string_view)>& put);

/// The result in the bytes that send_result() gave, of which nothing is believed; `name` is what messages call the
/// file.
/// @throws UserError with ExitCode::bad_input unless the bytes hold a result that could have been written
Result receive_result(const std::string& name, std::string_view said);

/// The same of a comparison: every array has as many values as its lengths say.
void send_stored_file(const StoredFile& stored, const std::function<void(std::string_view)>& put);
StoredFile receive_stored_file(const std::string& name, std::string_view said);

}  // namespace millwright::results
