#include "unit/month/model_sample.hpp"

// To which experience a price belongs: that of the base month where the scenario says it, else that of the start.
namespace millwright {
namespace {

constexpr std::size_t automation = 1;
constexpr double at_start = 1.3 * 1755132;  // robots in use at the start, and those before them

double first_price(const std::string& experience) {
  ModelSample sample({"technologies.automation.project_price.experience=" + experience});
  advance_environment(sample.model);
  return sample.economy().environment.technology[automation].price_index;
}

TEST(TechnologyPrice, IsDearerWhereItsExperienceIsStillToCome) {
  const double learning = 0.06, priced_at_start = first_price(std::to_string(at_start));
  EXPECT_NEAR(first_price(std::to_string(2 * at_start)) / priced_at_start, 1 / (1 - learning), 1e-9)
      << "one doubling is missing";
  // The robots that are drawn meet the stock up to the last firm's.
  EXPECT_NEAR(first_price("0") / priced_at_start, 1, 0.01) << "nothing is missing";
}

}  // namespace
}  // namespace millwright
