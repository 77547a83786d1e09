#include "plain.hpp"

#include <chrono>
#include <cmath>
#include <random>
#include <vector>

namespace millwright::benchmarks {
namespace {

struct Firm {
  double ln_sales = 1, productivity = 0, volatility = 1, labour_coefficient = 9.0, cost_advantage = 0.05, gain = 0,
         saved = 0;
  double output = 2.8, backlog = 0, inventories = 1.1;
  double sales = 0, employment = 25, value_added = 0, surplus = 0;
};

}  // namespace

ProductionSummary plain_production(std::size_t firms, int months) {
  std::vector<Firm> all(firms);
  std::mt19937_64 generator(1);
  std::normal_distribution<double> normal;
  const auto begin = std::chrono::steady_clock::now();
  for (int month = 0; month < months; ++month) {
    for (Firm& firm : all) {
      const double size = std::pow(firm.employment / 75, -0.17);
      firm.ln_sales += 0.003 * (firm.cost_advantage - 0.05) + 0.05 * size * firm.volatility * normal(generator);
      firm.productivity = 0.985 * firm.productivity + 0.043 * normal(generator);
      const double orders = std::exp(firm.ln_sales);
      const double overstock = std::max(0.0, firm.inventories - 0.5 * firm.output);
      firm.output =
          std::max(0.1 * firm.output, firm.output + 0.5 * (orders - firm.output) + 0.25 * (firm.backlog - overstock));
      firm.sales = std::min(orders + firm.backlog, std::max(0.0, firm.inventories + 0.7 * firm.output));
      firm.backlog = orders + firm.backlog - firm.sales;
      firm.inventories += firm.output - firm.sales;
      const double fewer = std::exp(-firm.gain);
      const double baseline = firm.labour_coefficient * firm.output;
      const double desired =
          baseline * (1 - std::min(firm.saved, 0.9)) * std::exp(-firm.productivity - 0.03125) * fewer;
      firm.employment += 0.1 * (desired - firm.employment);
      const double materials = firm.output * (0.76 - 0.15 * (1 - fewer));
      const double cost = materials + 0.0123 * firm.employment + 0.1 * firm.output;
      firm.value_added = firm.output - materials;
      firm.surplus = firm.sales - cost;
      firm.cost_advantage = std::log(firm.output / cost);
    }
  }
  ProductionSummary summary;
  summary.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  double squares = 0;
  for (const Firm& firm : all) {
    summary.mean_growth += (firm.ln_sales - 1) / static_cast<double>(firms);
    squares += (firm.ln_sales - 1) * (firm.ln_sales - 1) / static_cast<double>(firms);
    summary.mean_employment += firm.employment / static_cast<double>(firms);
  }
  summary.growth_sd = std::sqrt(squares - summary.mean_growth * summary.mean_growth);
  return summary;
}

}  // namespace millwright::benchmarks
