#include "core/math.hpp"
#include "policies/instrument.hpp"

// A number of factories a year that others may visit: each gets a share of its price, which may be nothing, and those
// chosen so far draw attention to the technology in their sector, less and less.
namespace millwright::policies {
namespace {

struct DemonstrationParameters : Programme {
  double factories = 0, visibility = 0, half_life = 0;
  scenario::Dated rate;
};

void declare(scenario::Keys<DemonstrationParameters>& keys) {
  declare_schedule(keys);
  declare_reach(keys);
  keys.number("factories", &DemonstrationParameters::factories, {.range = {0, 1e6}})
      .means("Factories of the country that are chosen each year");
  keys.dated_share("rate", &DemonstrationParameters::rate, {.otherwise = "0 %"})
      .means("Share of the project price that a chosen factory is paid")
      .source("judgement; range 0 % to 30 %");
  keys.number("visibility", &DemonstrationParameters::visibility, {.range = {0, 1e6}, .otherwise = "10"})
      .means("Attention to the technology in a sector per share of its firms that were chosen; as in announcement")
      .source("judgement; range 0 to 100");
  keys.duration("half_life", &DemonstrationParameters::half_life, {.range = {0.1, 1200}, .otherwise = "24 months"})
      .means("Time in which half of a factory's visibility is gone")
      .source("judgement");
  declare_budget(keys, "budget").optional().means("Money there is; without limit when left out");
  declare_support(keys);
}

class DemonstrationProgramme final : public Instrument {
 public:
  DemonstrationProgramme(const DemonstrationParameters& parameters, const InstrumentContext& context)
      : terms_(parameters, context),
        parameters_(parameters),
        places_(static_cast<std::int64_t>(parameters.factories * context.simulated_share * places_per_factory)) {}

  const Terms* terms() const override { return &terms_; }
  Offer offer(const Applicant&, const Project& project, Month month) const override {
    const double amount = parameters_.rate.at(month) * project.price;
    const bool asked = parameters_.factories > 0 && (amount > 0 || parameters_.visibility > 0);
    return asked ? Offer{amount, 1, places_per_factory} : Offer{};
  }
  std::int64_t yearly_places(int year, std::int64_t carried_over) const override {
    const Window& window = terms_.effective();
    if (year < window.from.year() || year > window.to.year()) return 0;
    // Parts of a place wait for the next year, so that few simulated firms get their share over the years.
    return places_ + carried_over % places_per_factory;
  }
  double visibility() const override { return parameters_.visibility; }
  double monthly_fade() const override {
    constexpr double ln_two = 0.693147180559945309417;
    return math::exp(-ln_two / parameters_.half_life);
  }

 private:
  Terms terms_;
  DemonstrationParameters parameters_;
  std::int64_t places_;  // a year, of the simulated firms [1/places_per_factory]
};

}  // namespace

InstrumentEntry demonstration_programme() {
  return instrument_entry<DemonstrationProgramme, DemonstrationParameters>(
      "demonstration_programme", "Chooses factories each year that others see");
}

}  // namespace millwright::policies
