#include <gtest/gtest.h>

#include "economy/economy.hpp"

// A field that is added to a structure of the state and not visited would be lost when a run goes on from a checkpoint.
namespace millwright {
namespace {

struct Anything {
  template <class T>
  operator T() const;  // never called: only whether it could be
};

template <class T, std::size_t... places>
constexpr bool takes(std::index_sequence<places...>) {
  return requires {
    T{(static_cast<void>(places), Anything{})...};
  };
}

/// Fields of a structure without constructors.
template <class T, std::size_t most = 64>
constexpr std::size_t field_count() {
  if constexpr (takes<T>(std::make_index_sequence<most>{})) {
    return most;
  } else {
    return field_count<T, most - 1>();
  }
}

template <class T>
std::size_t visited() {
  T value{};
  std::size_t count = 0;
  T::visit_all(value, [&](auto&&) { count += 1; });
  return count;
}

template <class T>
class CarriedState : public testing::Test {};

using Structures = testing::Types<FirmColumns, TechnologyColumns, Environment, TechnologyClimate, Closing,
                                  ProductivityYear, SurveyPanel, InstrumentLedger>;
TYPED_TEST_SUITE(CarriedState, Structures);

TYPED_TEST(CarriedState, EveryFieldIsVisited) {
  EXPECT_EQ(visited<TypeParam>(), field_count<TypeParam>());
}

}  // namespace
}  // namespace millwright
