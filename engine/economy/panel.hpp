#pragma once

#include <cstdint>
#include <vector>

#include "core/random.hpp"
#include "economy/firms.hpp"

namespace millwright {

/// The firms that the model's own PMI asks, with what they reported last month.
struct SurveyPanel {
  std::vector<std::uint32_t> firm;
  std::vector<std::int32_t> birth;                                       // a firm that was replaced has no last month
  std::vector<double> orders, output, employment, backlog, inventories;  // backlog in months of orders
  std::vector<double> normaliser;  // by sector: that of last month's orders; empty before the first survey
  std::vector<double> typical;     // [ln/month] by sector: growth of a firm without news less that of demand

  template <class Self, class Visit>
  static void visit_all(Self& self, Visit&& visit) {
    visit(self.firm), visit(self.birth), visit(self.orders), visit(self.output), visit(self.employment);
    visit(self.backlog), visit(self.inventories), visit(self.normaliser), visit(self.typical);
  }
};

/// Draws a fixed panel with probability proportional to sales, capped at 1, by independent keyed draws.
/// Source: NBS draws manufacturers in proportion to their revenue within each industry.
SurveyPanel draw_panel(const Firms& firms, Luck luck);

}  // namespace millwright
