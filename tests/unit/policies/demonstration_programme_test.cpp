#include "unit/policies/programme_sample.hpp"

namespace millwright::policies {
namespace {

TEST(DemonstrationProgramme, AFactoryTakesAPlaceAndMayBePaid) {
  const Offer unpaid = offered(*programme("demonstration_programme", "factories: 40"));
  EXPECT_EQ(unpaid.amount, 0);
  EXPECT_EQ(unpaid.places, places_per_factory);
  const Offer paid = offered(*programme("demonstration_programme", "factories: 40, rate: 20 %"));
  EXPECT_DOUBLE_EQ(paid.amount, 2);
  EXPECT_EQ(paid.places, places_per_factory);
}

TEST(DemonstrationProgramme, PlacesAreThoseOfTheCountryScaledToTheSimulatedFirms) {
  const auto made = programme("demonstration_programme", "factories: 40");
  EXPECT_EQ(made->yearly_places(2024, 0), 10 * places_per_factory);
  EXPECT_EQ(made->yearly_places(2025, 0), 10 * places_per_factory);
  EXPECT_EQ(made->yearly_places(2023, 0), 0);
  EXPECT_EQ(made->yearly_places(2026, 0), 0);
}

TEST(DemonstrationProgramme, PartsOfAPlaceWaitForTheNextYearAndWholeOnesAreLost) {
  const auto made = programme("demonstration_programme", "factories: 6");  // one and a half
  EXPECT_EQ(made->yearly_places(2024, 0), 3 * places_per_factory / 2);
  EXPECT_EQ(made->yearly_places(2025, places_per_factory / 2), 2 * places_per_factory);
  EXPECT_EQ(made->yearly_places(2025, 3 * places_per_factory / 2), 2 * places_per_factory);
}

TEST(DemonstrationProgramme, HalfOfItsVisibilityIsGoneAfterEachHalfLife) {
  const auto made = programme("demonstration_programme", "factories: 6, half_life: 6 months");
  double left = 1;
  for (int month = 0; month < 12; ++month) left *= made->monthly_fade();
  EXPECT_NEAR(left, 0.25, 1e-12);
}

TEST(DemonstrationProgramme, WithoutFactoriesOrWithoutAnyEffectItOffersNothing) {
  EXPECT_FALSE(offered(*programme("demonstration_programme", "factories: 0, rate: 20 %")).made());
  EXPECT_FALSE(offered(*programme("demonstration_programme", "factories: 40, visibility: 0")).made());
}

}  // namespace
}  // namespace millwright::policies
