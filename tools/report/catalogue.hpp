#pragma once

#include "report/part.hpp"

namespace millwright::report {

/// A heading of the page and the parts below it, in the order of the page.
struct SectionEntry {
  const char* id;
  const char* title;
  std::vector<Part> parts;
};

/// All sections there are. To add a part: one file in figures/, one word in catalogue.cpp, one test.
const std::vector<SectionEntry>& section_catalogue();

/// The page of a report: sections whose parts have nothing to show are left out.
charts::Page page_of(const Material& material);

/// The figures of a page, in its order.
std::vector<const charts::Figure*> figures_of(const charts::Page& page);

}  // namespace millwright::report
