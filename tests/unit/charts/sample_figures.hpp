#pragma once
// Figures of every kind with made-up numbers, as they may come out of studies and as they should not.

#include <vector>

#include "charts/page.hpp"

namespace millwright::charts {

/// Figures as a report has them.
std::vector<Figure> usual_figures();

/// Gaps, nothing at all, one point, constants, huge and tiny numbers, hostile names.
std::vector<Figure> odd_figures();

/// A page with all of them.
Page sample_page();

/// Smallest figures, one per kind of chart, for exact comparison.
std::vector<Figure> small_figures();

/// A text with everything that XML, HTML and terminals take amiss.
std::string hostile_text();

}  // namespace millwright::charts
