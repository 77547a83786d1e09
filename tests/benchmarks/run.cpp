// Speeds as ratios in one run: the engine's production loop against the plain one, and the whole model against it.
#include "simulation/run.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <memory>
#include <vector>

#include "core/parallel.hpp"
#include "month/kernels.hpp"
#include "plain.hpp"

namespace millwright::benchmarks {
namespace {

struct Columns {
  explicit Columns(std::size_t n)
      : id(n),
        volatility(n, 1),
        ln_sales(n, 1),
        productivity(n, 0),
        orders(n),
        output(n, 2.8),
        backlog(n, 0),
        inventories(n, 1.1),
        sales(n),
        employment(n, 25),
        value_added(n),
        surplus(n),
        advantage(n, 0.05) {
    for (std::size_t i = 0; i < n; ++i) id[i] = static_cast<std::uint32_t>(i);
  }
  std::vector<std::uint32_t> id;
  std::vector<double> volatility, ln_sales, productivity, orders, output, backlog, inventories, sales, employment,
      value_added, surplus, advantage;
};

ProductionSector one_sector() {
  return {.labour_coefficient = 9.0,
          .order_ratio = 1.0,
          .size_offset = -std::log(75 / 9.0),
          .mean_advantage = 0.05,
          .materials = 0.76,
          .gain_on_materials = 0.15,
          .overhead = 0.1};
}

double firm_months_per_second(std::size_t firms, int months, double seconds) {
  return static_cast<double>(firms) * months / seconds;
}

struct Speed {
  double building_seconds = 0, firm_months_per_second = 0;  // drawing firms and their network; the months alone
};

/// The shipped baseline with `firms` firms.
Speed whole_model(int threads, std::size_t firms) {
  using Clock = std::chrono::steady_clock;
  scenario::LoadOptions options;
  options.file = std::string(MILLWRIGHT_SOURCE_DIR) + "/scenarios/china/baseline.yaml";
  options.settings = {"population.firms=" + std::to_string(firms)};
  const ThreadLimit limit(threads);
  const auto loaded = simulation::load_scenario(options);
  const auto begin = Clock::now();
  auto built = begin;
  simulation::RunOptions run;
  run.progress = [&](const simulation::Progress& now) {
    if (now.drawn) built = Clock::now();
  };
  simulation::simulate(loaded, run);
  const auto seconds = [](auto span) { return std::chrono::duration<double>(span).count(); };
  return {seconds(built - begin), firm_months_per_second(firms, loaded.months(), seconds(Clock::now() - built))};
}

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1000;
}

bool agree(const ProductionSummary& plain, const ProductionSummary& engine) {
  return std::abs(plain.mean_growth - engine.mean_growth) < 0.01 &&
         std::abs(plain.growth_sd / engine.growth_sd - 1) < 0.02 &&
         std::abs(plain.mean_employment / engine.mean_employment - 1) < 0.02;
}

int run() {
  constexpr std::size_t firms = 200'000, country = 480'000;
  constexpr int months = 24;
  const auto plain = plain_production(firms, months), engine = engine_production(firms, months);
  const double plain_speed = firm_months_per_second(firms, months, plain.seconds);
  const double engine_speed = firm_months_per_second(firms, months, engine.seconds);
  std::printf("production loop, plain C++       %7.1f million firm-months/s, one thread\n", plain_speed / 1e6);
  std::printf("production loop, engine          %7.1f million firm-months/s, one thread: %.2f x plain\n",
              engine_speed / 1e6, engine_speed / plain_speed);
  const Speed two = whole_model(2, country), one = whole_model(1, country), few = whole_model(2, 10'000);
  std::printf(
      "whole model, 480 000 firms x 84  %7.1f million firm-months/s, two threads: %.2f x the plain loop, %.2f x one "
      "thread, %.2f x 10 000 firms\n",
      two.firm_months_per_second / 1e6, two.firm_months_per_second / plain_speed,
      two.firm_months_per_second / one.firm_months_per_second, two.firm_months_per_second / few.firm_months_per_second);
  std::printf("drawing 480 000 firms            %7.2f s, two threads\n", two.building_seconds);
  std::printf("peak memory                      %7.0f MB\n", peak_megabytes());
  if (!agree(plain, engine)) {
    std::printf("FAILED: the two production loops do not compute the same thing\n");
    return 1;
  }
  constexpr double most_megabytes = 1500;  // promised for 480 000 firms
  if (peak_megabytes() > most_megabytes) {
    std::printf("FAILED: more memory than the %.0f MB promised\n", most_megabytes);
    return 1;
  }
  return 0;
}

}  // namespace

ProductionSummary engine_production(std::size_t firms, int months) {
  Columns c(firms);
  const ProductionMonth month{0.003, 0.05, -0.17, 0.985, 0.043, 0.03125, 1.0, 0.1, 0.0123, 1.0, 0.5, 0.25, 0.3, 0.5};
  const ProductionSector sector = one_sector();
  const auto input = std::make_unique<ProductionInput>();
  std::fill_n(input->gain, chunk_size, 0.0), std::fill_n(input->saved, chunk_size, 0.0),
      std::fill_n(input->running, chunk_size, 0.0);
  double sales_luck[chunk_size], productivity_luck[chunk_size], exit_luck[chunk_size];
  input->sales_luck = sales_luck, input->productivity_luck = productivity_luck;
  const auto begin = std::chrono::steady_clock::now();
  for (int m = 0; m < months; ++m) {
    for (std::size_t at = 0; at < firms; at += chunk_size) {
      const std::size_t count = std::min(chunk_size, firms - at);
      draw_three({{1, 0}, Purpose::growth}, {c.id.data() + at, m}, count, {sales_luck, productivity_luck, exit_luck});
      produce(month, sector, *input,
              {c.volatility.data() + at, c.ln_sales.data() + at, c.productivity.data() + at, c.orders.data() + at,
               c.output.data() + at, c.backlog.data() + at, c.inventories.data() + at, c.sales.data() + at,
               c.employment.data() + at, c.value_added.data() + at, c.surplus.data() + at, c.advantage.data() + at},
              count);
    }
  }
  ProductionSummary summary;
  summary.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  double squares = 0;
  for (std::size_t i = 0; i < firms; ++i) {
    summary.mean_growth += (c.ln_sales[i] - 1) / static_cast<double>(firms);
    squares += (c.ln_sales[i] - 1) * (c.ln_sales[i] - 1) / static_cast<double>(firms);
    summary.mean_employment += c.employment[i] / static_cast<double>(firms);
  }
  summary.growth_sd = std::sqrt(squares - summary.mean_growth * summary.mean_growth);
  return summary;
}

}  // namespace millwright::benchmarks

int main() {
  return millwright::benchmarks::run();
}
