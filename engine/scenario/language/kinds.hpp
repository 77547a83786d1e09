#pragma once

#include <string>

#include "scenario/language/schema.hpp"

// The kinds of values in words, for messages and the reference page.
namespace millwright::scenario {

/// "a share".
const char* noun_of(Kind kind);

/// The text of a default, with a currency in place of the sign of none (units.hpp).
std::string in_currency(std::string text, std::string_view currency);

/// A value as it may be written: the key's own example, its default, or one of its kind.
std::string example_of(const Key& key);

/// The kind of one step of a dated kind, of one year of yearly amounts, of one part of a mix; any other kind itself.
Kind step_kind(Kind kind);

/// Whether a value of the kind is one number, with or without a unit.
bool is_amount(Kind kind);

/// True for numbers and what varies in time: kinds that a higher layer may edit instead of replacing them.
bool takes_edits(Kind kind);

/// The unit in which a difference of two such values is written: points for shares, the kind itself otherwise.
Kind difference_kind(Kind kind);

/// A canonical value as text that reads back as exactly the same number.
std::string exact_text(Kind kind, double value, const std::string& currency);

/// A canonical value as a user would write it, such as "15 %" for the share 0.15; `currency` is the base currency.
std::string written(Kind kind, double value, const std::string& currency);

}  // namespace millwright::scenario
