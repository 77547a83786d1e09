#include "economy/panel.hpp"

#include "core/fixed_point.hpp"
#include "economy/economy.hpp"

namespace millwright {
namespace {

constexpr double panel_firms = 3200;  // NBS surveys about 3 200 manufacturers

/// Expected panel size when a firm is drawn with probability min(1, factor x sales).
double expected_size(const Firms& firms, double factor) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < firms.count(); ++i) sum += to_fixed<sum_scale>(std::min(1.0, factor * firms.sales[i]));
  return from_fixed<sum_scale>(sum);
}

}  // namespace

SurveyPanel draw_panel(const Firms& firms, Luck luck) {
  const double wanted = std::min(panel_firms, 0.5 * static_cast<double>(firms.count()));
  double low = 0, high = 1;
  while (expected_size(firms, high) < wanted) low = high, high *= 2;
  for (int step = 0; step < 30; ++step) {
    const double middle = 0.5 * (low + high);
    (expected_size(firms, middle) < wanted ? low : high) = middle;
  }
  SurveyPanel panel;
  for (std::size_t i = 0; i < firms.count(); ++i) {
    const Words words = draw({luck, Purpose::survey}, firms.id[i], firms.birth[i], 0);
    if (uniform(words.w[0]) >= high * firms.sales[i]) continue;
    panel.firm.push_back(static_cast<std::uint32_t>(i));
    panel.birth.push_back(firms.birth[i]);
    panel.orders.push_back(firms.orders[i]);
    panel.output.push_back(firms.output[i]);
    panel.employment.push_back(firms.employment[i]);
    panel.backlog.push_back(firms.backlog[i] / firms.orders[i]);
    panel.inventories.push_back(firms.inventories[i]);
  }
  return panel;
}

}  // namespace millwright
