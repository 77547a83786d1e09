#pragma once
// Texts in XML and HTML: escaping, an estimate of how wide they are, and numbers as short as they can be.

#include <string>
#include <string_view>
#include <vector>

namespace millwright::charts {

/// `text` without what no document may hold: control characters other than tab and line end, characters that turn the
/// direction of text, and bytes that are not UTF-8 become U+FFFD; \r\n becomes \n.
std::string cleaned(std::string_view text);

/// `text` for XML and HTML, between tags and in attributes: cleaned, and < > & " ' escaped.
std::string escaped(std::string_view text);

/// [px] How wide `text` is at most, by the widths of DejaVu Sans, the widest of the usual fonts.
double text_width(std::string_view text, double font_size);

/// `text`, cut to at most `width` px and ended by an ellipsis where it is longer. Never cuts a character in two.
std::string shortened(std::string_view text, double width, double font_size);

/// `text` in lines of at most `width` px, broken between words; a word that is longer stands by itself.
std::vector<std::string> wrapped(std::string_view text, double width, double font_size);

/// A coordinate: at most two decimals, no zeros at the end, never "-0". What is not finite becomes 0.
std::string px(double value);

/// A number for readers, with at most `digits` significant digits: "0.25", "1.2e+20"; "" when it is NaN.
std::string plain_number(double value, int digits = 6);

/// `text` with what is neither letter, digit nor hyphen replaced by a hyphen; starts with a letter.
std::string safe_id(std::string_view text);

/// Base64 (RFC 4648) of bytes.
std::string base64(std::string_view bytes);

}  // namespace millwright::charts
