// Not a verb: what review, accounts and environment ask of the instruments.
#include "month/support.hpp"

#include "economy/sector_runs.hpp"
#include "theory/j_curve.hpp"

namespace millwright {
namespace {

using policies::Combine;
using policies::Offer;

constexpr double months_per_year = 12;

policies::Project project_of(const Model& model, const Application& application) {
  policies::Project project{.price = application.price, .affected_workers = application.tranche.affected_workers};
  if (!model.technology(application.technology).compute) return project;
  const auto& chips = model.economy.scenario.chips;
  project.commodity = (1 - chips.controlled_share) * chips.commodity_compute * project.affected_workers;
  if (application.track != no_track)
    project.chips = application.chips * model.economy.environment.tracks[application.track].price;
  return project;
}

/// What the firm would apply for in `month`, with the instruments that are announced today.
struct Support {
  std::vector<Award>& awards;
  double amount = 0;  // [m currency] in all
};

void take(Support& support, std::size_t instrument, const Offer& offer) {
  support.awards.push_back({.instrument = static_cast<std::uint8_t>(instrument),
                            .amount = offer.amount,
                            .per_amount = offer.per_amount,
                            .places = offer.places});
  support.amount += offer.amount;
}

void cap_at(Support& support, double price) {
  if (support.amount <= price) return;
  for (Award& award : support.awards) award.amount *= price / support.amount;
  support.amount = price;
}

/// Fills `awards`, which keep their memory; returns their sum [m currency].
double find_support(const Model& model, const policies::Applicant& applicant, const policies::Project& project,
                    Month month, std::vector<Award>& awards) {
  const Economy& economy = model.economy;
  awards.clear();
  Support support{awards};
  Offer best;
  std::size_t best_instrument = 0;
  for (std::size_t p = 0; p < model.instruments.size(); ++p) {
    const auto* terms = model.instruments[p]->terms();
    if (terms == nullptr || !terms->announced(economy.environment.month)) continue;
    const Offer offer = policies::offer_of(*model.instruments[p], applicant, project, month, economy.luck);
    if (!offer.made()) continue;
    if (terms->combine() == Combine::add || !(offer.amount > 0)) {
      take(support, p, offer);
    } else if (offer.amount > best.amount) {
      best = offer, best_instrument = p;
    }
  }
  if (best.amount > 0) take(support, best_instrument, best);
  cap_at(support, project.price);
  return support.amount;
}

}  // namespace

policies::Applicant applicant_of(const Model& model, std::size_t firm, std::size_t technology) {
  const auto& firms = model.economy.firms;
  const double interest =
      firms.debt[firm] * (model.economy.environment.loan_rate + loan_spread(model.economy, firm)) / months_per_year;
  return {firms.id[firm],
          firms.birth[firm],
          technology,
          firms.sector[firm],
          firms.size[firm],
          firms.region[firm],
          firms.ownership[firm],
          firms.surplus[firm] - interest};
}

void mark_eligible(const Model& model, std::size_t technology, std::span<const std::uint32_t> firms,
                   std::uint8_t* eligible) {
  const Economy& economy = model.economy;
  std::array<std::uint32_t, chunk_size> id;
  std::array<std::int32_t, chunk_size> birth;
  bool looked_up = false;
  for (const auto& instrument : model.instruments) {
    const auto* terms = instrument->terms();
    if (terms == nullptr || !terms->serves(technology, economy.environment.month)) continue;
    for (std::size_t k = 0; k < firms.size() && !looked_up; ++k)
      id[k] = economy.firms.id[firms[k]], birth[k] = economy.firms.birth[firms[k]];
    looked_up = true;
    terms->mark_eligible({{id.data(), firms.size()}, {birth.data(), firms.size()}}, economy.luck, eligible);
  }
}

void apply_for_support(const Model& model, Application& application) {
  application.awards.clear();
  application.grant = 0;
  const auto applicant = applicant_of(model, application.firm, application.technology);
  application.grant = find_support(model, applicant, project_of(model, application), model.economy.environment.month,
                                   application.awards);
}

std::optional<Month> worth_waiting_for(const Model& model, const Application& application) {
  const auto& now = model.economy.environment;
  std::optional<Month> best_month;
  std::vector<Award> awards;
  double best = application.value - (application.price - application.grant);
  for (const auto& instrument : model.instruments) {
    const auto* terms = instrument->terms();
    if (terms == nullptr || !terms->wait() || !terms->announced(now.month)) continue;
    const Month from = terms->effective().from;
    if (from <= now.month) continue;
    const auto applicant = applicant_of(model, application.firm, application.technology);
    const auto project = project_of(model, application);
    if (!policies::offer_of(*instrument, applicant, project, from, model.economy.luck).made()) continue;
    const double net = application.price - find_support(model, applicant, project, from, awards);
    const double later = (application.value - net) * math::exp(-now.loan_rate * (from - now.month) / months_per_year);
    if (later > best) best = later, best_month = from;
  }
  return best_month;
}

bool programme_begins(const Model& model, Month month) {
  return std::any_of(model.instruments.begin(), model.instruments.end(), [&](const auto& instrument) {
    return instrument->terms() != nullptr && instrument->terms()->effective().from == month;
  });
}

double policy_attention(const Model& model, Month month, std::size_t technology, std::size_t sector) {
  const Economy& economy = model.economy;
  double attention = 0;
  for (std::size_t p = 0; p < model.instruments.size(); ++p) {
    attention += model.instruments[p]->attention(month, technology, sector);
    const auto& visible = economy.instruments[p].visible;
    if (visible.empty() || economy.closing.firms[sector] == 0) continue;
    attention += model.instruments[p]->visibility() * visible[technology * economy.sectors.size() + sector] /
                 static_cast<double>(economy.closing.firms[sector]);
  }
  return attention;
}

double expected_levy(const Model& model, std::size_t firm, std::size_t technology) {
  double rate = 0;
  for (const std::uint8_t p : model.levies) {
    rate += model.instruments[p]->expected_levy(applicant_of(model, firm, technology), model.economy.environment.month);
  }
  return std::min(rate, 1.0);
}

double collect_levies(const Model& model, std::size_t firm, BlockOutput& output) {
  const Economy& economy = model.economy;
  double saved = 0;
  for (const auto& columns : economy.firms.technology) saved += columns.saved[firm];
  if (!(saved > 0)) return 0;
  // As in production, no firm saves more than most_saved of the workers that its output would need.
  const double workers = economy.sectors[economy.firms.sector[firm]].labour_coefficient * economy.firms.output[firm] *
                         economy.environment.detrend;
  const double per_share = std::min(1.0, most_saved / saved) * workers * economy.environment.labour_cost;
  std::int64_t owed = 0;
  output.levies.resize(model.instruments.size(), 0);
  for (const std::uint8_t p : model.levies) {
    double base = 0;
    for (std::size_t j = 0; j < economy.technologies(); ++j) {
      base += model.instruments[p]->levy(applicant_of(model, firm, j), economy.environment.month) *
              economy.firms.technology[j].saved[firm] * (1 - model.technology(j).running_cost_share);
    }
    const auto cents = static_cast<std::int64_t>(base * per_share * policies::cents_per_million);
    output.levies[p] += cents;
    owed += cents;
  }
  return static_cast<double>(owed) / policies::cents_per_million;
}

std::vector<double> recovery_steps(const Model& model, std::size_t technology) {
  const double time_constant = model.technology(technology).time_constant;
  std::vector<double> steps{theory::monthly_step(time_constant)};
  for (const auto& instrument : model.instruments) {
    steps.push_back(theory::monthly_step(time_constant * (1 - instrument->faster())));
  }
  return steps;
}

}  // namespace millwright
