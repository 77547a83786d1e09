#include "economy/initial_adoption.hpp"

#include <fmt/format.h>

#include <array>

#include "core/errors.hpp"
#include "core/fixed_point.hpp"
#include "core/parallel.hpp"
#include "economy/population.hpp"
#include "economy/tranche.hpp"
#include "theory/j_curve.hpp"

namespace millwright {
namespace {

struct Past {
  Month month{};        // go-live of a tranche
  double feasible = 1;  // at that time
  double gain_multiplier = 1;
};

/// The draw of one firm before the intercept is known: levels are passed one after the other as the intercept rises.
struct Candidate {
  std::array<double, tranches> threshold{};  // intercept from which on the firm has this level and all before it
  std::array<std::int16_t, tranches> age{};  // [months] of each tranche; negative: still under way
  std::array<float, tranches> robots{};
};

class InitialDraw {
 public:
  InitialDraw(Economy& economy, std::size_t technology)
      : economy_(economy),
        j_(technology),
        technology_(economy.scenario.technologies[technology].value),
        hash_(mechanism_hash(economy.scenario.technologies[technology].name)),
        candidates_(economy.firms.count()) {
    tabulate_past();
    for_each_block(candidates_.size(), [&](Block block) {
      for (std::size_t i = block.begin; i < block.end; ++i) candidates_[i] = draw_candidate(i);
    });
  }

  void apply() {
    const bool by_stock = technology_.initial.stock > 0;
    const double per_firm = 1 / economy_.firms_represented();
    const double wanted = by_stock ? technology_.initial.stock * per_firm
                                   : technology_.initial.share * static_cast<double>(candidates_.size());
    if (wanted <= 0) return;
    const double intercept = solve(wanted);
    for_each_block(candidates_.size(), [&](Block block) {
      for (std::size_t i = block.begin; i < block.end; ++i) equip(i, level(candidates_[i], intercept));
    });
  }

 private:
  void tabulate_past() {
    const auto& scenario = economy_.scenario;
    double performance = technology_.compute ? 0.0 : 1.0;
    for (int age = 0; age <= static_cast<int>(technology_.service_life); ++age) {
      const Month month = scenario.start - age;
      if (technology_.compute) {
        double best = 0;
        for (const auto& track : scenario.chips.tracks) {
          if (!is_closed(track.value, month)) best = std::max(best, track.value.performance.at(month));
        }
        performance = computing_performance(scenario.chips, best);
      }
      past_.push_back(
          {month, technology_.feasible_share.at(month), capability(technology_.capability, month) * performance});
    }
  }

  /// Age of a tranche: go-lives grew exponentially from one service life ago until the projects under way.
  int draw_age(std::uint64_t word) const {
    const double lead = technology_.lead_time, span = technology_.service_life + lead;
    const double growth = monthly(technology_.initial.past_growth).value;
    const double u = uniform(word);
    const double waited = growth > 1e-9 ? -math::log(1 - u * (1 - math::exp(-growth * span))) / growth : u * span;
    return static_cast<int>(waited) - static_cast<int>(lead);
  }

  Candidate draw_candidate(std::size_t i) const {
    const auto& firms = economy_.firms;
    const auto& initial = technology_.initial;
    const DrawKey ages{economy_.luck, Purpose::initial_age, hash_};
    Candidate candidate;
    const double workers = std::min(baseline_workers(economy_, i), initial.size_limit);
    const double score = initial.size_slope * math::log(workers) +
                         initial.potential_slope * economy_.sectors[firms.sector[i]].potential[j_] +
                         initial.management_slope * static_cast<double>(firms.management[i]) +
                         initial.cost_slope * static_cast<double>(firms.cost[i]);
    for (std::size_t k = 0; k < tranches; ++k) {
      const double own =
          initial.level_step * static_cast<double>(k) - score - choice_draw(economy_, i, hash_, static_cast<int>(k));
      candidate.threshold[k] = k == 0 ? own : std::max(own, candidate.threshold[k - 1]);
    }
    const Words words = draw(ages, firms.id[i], firms.birth[i], 0);
    for (std::size_t k = 0; k < tranches; ++k) {
      candidate.age[k] = static_cast<std::int16_t>(draw_age(words.w[k]));
      candidate.robots[k] = static_cast<float>(tranche(i, candidate, k).robots);
    }
    return candidate;
  }

  Tranche tranche(std::size_t i, const Candidate& candidate, std::size_t k) const {
    const auto& firms = economy_.firms;
    const Past& past = past_[static_cast<std::size_t>(std::max<int>(candidate.age[k], 0))];
    return next_tranche(technology_,
                        {economy_.sectors[firms.sector[i]].potential[j_], past.feasible, past.gain_multiplier,
                         baseline_workers(economy_, i), static_cast<double>(firms.yield[i])},
                        static_cast<int>(k));
  }

  int level(const Candidate& candidate, double intercept) const {
    int passed = 0;
    for (int k = 0; k < technology_.levels; ++k) {
      passed += intercept >= candidate.threshold[static_cast<std::size_t>(k)] ? 1 : 0;
    }
    return passed;
  }

  static bool last_under_way(const Candidate& candidate, int level) {
    return level > 0 && candidate.age[static_cast<std::size_t>(level - 1)] < 0;
  }

  double live_units(const Candidate& candidate, double intercept) const {
    const int drawn = level(candidate, intercept);
    const int live = drawn - (last_under_way(candidate, drawn) ? 1 : 0);
    if (technology_.initial.stock <= 0) return live > 0 ? 1 : 0;
    double robots = 0;
    for (int k = 0; k < live; ++k) robots += static_cast<double>(candidate.robots[static_cast<std::size_t>(k)]);
    return robots;
  }

  double total(double intercept) const {
    struct Sum {
      std::int64_t units = 0;
      Sum& operator+=(const Sum& other) { return units += other.units, *this; }
    };
    return from_fixed<sum_scale>(sum_over_blocks(candidates_.size(), Sum{}, [&](Block block, Sum& sum) {
                                   for (std::size_t i = block.begin; i < block.end; ++i)
                                     sum.units += to_fixed<sum_scale>(live_units(candidates_[i], intercept));
                                 }).units);
  }

  double solve(double wanted) const {
    double low = -60, high = 60;
    if (total(high) < wanted) {
      throw UserError({"",
                       fmt::format("technology '{}': the stock at the start exceeds what all firms together could use",
                                   economy_.scenario.technologies[j_].name),
                       "lower initial.stock, or raise feasible_share or the sectors' potential"});
    }
    for (int step = 0; step < 45; ++step) {
      const double middle = 0.5 * (low + high);
      (total(middle) < wanted ? low : high) = middle;
    }
    return high;
  }

  void equip(std::size_t i, int drawn) {
    auto& firms = economy_.firms;
    auto& columns = firms.technology[j_];
    const Candidate& candidate = candidates_[i];
    for (int k = 0; k < drawn; ++k) {
      const auto slot = static_cast<std::size_t>(k);
      const Tranche what = tranche(i, candidate, slot);
      if (k == drawn - 1 && candidate.age[slot] < 0 && firms.project[i] == no_project) {
        start_project(i, what, -candidate.age[slot]);
      } else if (k < drawn - 1 || candidate.age[slot] >= 0) {
        put_live(i, columns, what, std::max<int>(candidate.age[slot], 0));
      }
    }
    if (columns.level[i] > 0) draw_taste(economy_, i, j_, hash_);
  }

  void start_project(std::size_t i, const Tranche& what, int months_left) {
    auto& firms = economy_.firms;
    firms.project[i] = static_cast<std::uint8_t>(j_);
    firms.project_months[i] = static_cast<std::uint8_t>(months_left);
    firms.project_review[i] = static_cast<std::int16_t>(months_left - static_cast<int>(technology_.lead_time));
    firms.project_effect[i] = static_cast<float>(what.effect);
    firms.project_robots[i] = static_cast<float>(what.robots);
  }

  void put_live(std::size_t i, TechnologyColumns& columns, const Tranche& what, int age) {
    const std::size_t slot = columns.level[i]++;
    columns.go_live.of(i)[slot] = static_cast<std::int16_t>(-age);
    columns.oldest[i] = std::min(columns.oldest[i], columns.go_live.of(i)[slot]);
    columns.effect.of(i)[slot] = static_cast<float>(what.effect);
    columns.robots.of(i)[slot] = static_cast<float>(what.robots);
    columns.robots_in_use[i] += static_cast<double>(columns.robots.of(i)[slot]);
    const auto factor = static_cast<double>(columns.price_factor[i]);
    columns.capital[i] +=
        list_price(technology_, what.affected_workers, factor) * math::power(monthly_survival(technology_), age);
    const double effect = static_cast<double>(columns.effect.of(i)[slot]);
    if (technology_.effect == scenario::Effect::saves_labour) {
      columns.saved[i] += effect;
    } else {
      const double achievable = static_cast<double>(economy_.firms.achievable[i]);
      columns.promised_gain[i] += effect;
      columns.realised_gain[i] +=
          theory::j_curve_path(effect, achievable, technology_.dip, technology_.time_constant, age);
    }
  }

  Economy& economy_;
  std::size_t j_;
  const scenario::Technology& technology_;
  std::uint64_t hash_;
  std::vector<Past> past_;
  std::vector<Candidate> candidates_;
};

}  // namespace

void draw_initial_adoption(Economy& economy, std::size_t technology) {
  InitialDraw(economy, technology).apply();
}

}  // namespace millwright
