#include "core/math.hpp"
#include "policies/instrument.hpp"

// A government programme or speech: it costs nothing, draws attention, and is forgotten with a half-life.
namespace millwright::policies {
namespace {

/// What an announcement is about; it reaches firms of every size.
struct Subject {
  std::vector<std::string> technology, sector;
};

void declare(scenario::Keys<Subject>& keys) {
  keys.names("technology", &Subject::technology).optional().means("Technologies it is about; all when left out");
  keys.names("sector", &Subject::sector).optional().means("Sectors it is about; all when left out");
}

struct AnnouncementParameters {
  Month announce{};
  double strength = 0, half_life = 0;
  Subject target;
  std::string source;
};

void declare(scenario::Keys<AnnouncementParameters>& keys) {
  keys.month("announce", &AnnouncementParameters::announce).means("Month of the announcement");
  keys.number("strength", &AnnouncementParameters::strength, {.range = {0, 100}, .otherwise = "0.3"})
      .means("Attention in the month of the announcement; 1 adds attention.policy times the plain review rate")
      .source("judgement");
  keys.duration("half_life", &AnnouncementParameters::half_life, {.range = {0.1, 1200}, .otherwise = "12 months"})
      .means("Time in which half of the attention is gone")
      .source("judgement");
  keys.section("target", &AnnouncementParameters::target).means("Whom it is about");
  keys.text("source", &AnnouncementParameters::source).optional().means("Where the announcement is documented");
}

class Announcement final : public Instrument {
 public:
  Announcement(const AnnouncementParameters& parameters, const InstrumentContext& context)
      : parameters_(parameters),
        mask_(resolve({parameters.target.technology, parameters.target.sector, {}, {}, {}}, context)) {}

  double attention(Month month, std::size_t technology, std::size_t sector) const override {
    const int age = month - parameters_.announce;
    if (age < 0 || (mask_.technology[technology] & mask_.sector[sector]) == 0) return 0;
    constexpr double ln_two = 0.693147180559945309417;
    return parameters_.strength * math::exp(-ln_two * age / parameters_.half_life);
  }

 private:
  AnnouncementParameters parameters_;
  TargetMask mask_;
};

}  // namespace

InstrumentEntry announcement() {
  return instrument_entry<Announcement, AnnouncementParameters>("announcement",
                                                                "Draws attention to a technology, for a while");
}

}  // namespace millwright::policies
