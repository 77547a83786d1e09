#include "validate/evidence.hpp"

namespace millwright::evidence {

Finding near(std::string what, double value, double expected, double tolerance, std::string basis) {
  const bool passed = std::abs(value - expected) <= tolerance;  // false for a value that is not a number
  return {std::move(what), value, expected, tolerance, Relation::near, std::move(basis), passed};
}

Finding at_least(std::string what, double value, double bound, std::string basis) {
  return {std::move(what), value, bound, 0, Relation::at_least, std::move(basis), value >= bound};
}

Finding at_most(std::string what, double value, double bound, std::string basis) {
  return {std::move(what), value, bound, 0, Relation::at_most, std::move(basis), value <= bound};
}

Finding none(std::string what, double count, std::string basis) {
  return near(std::move(what), count, 0, 0, std::move(basis));
}

Finding beside(std::string what, double value, double low, double high, std::string basis) {
  return {std::move(what),     value, (low + high) / 2, (high - low) / 2, Relation::reported, std::move(basis),
          std::isfinite(value)};
}

Finding reported(std::string what, double value, std::string basis) {
  const double nothing = std::numeric_limits<double>::quiet_NaN();
  return {std::move(what), value, nothing, nothing, Relation::reported, std::move(basis), std::isfinite(value)};
}

std::filesystem::path shipped_scenarios() {
  return MILLWRIGHT_SCENARIOS;
}

}  // namespace millwright::evidence
