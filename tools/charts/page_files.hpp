#pragma once
// page.css and page.js as text in the program.

namespace millwright::charts {

/// The style of a page.
const char* page_style();

/// The script of a page: values under the pointer, one series by itself, downloads.
const char* page_script();

}  // namespace millwright::charts
