#include "validate/catalogue.hpp"
#include "validate/samples.hpp"
#include "validate/worlds.hpp"

// What adoption in 2030 hangs on: main parameters that are judgement, each at the ends of its range. The ranges are
// those named with the keys.
namespace millwright::evidence {
namespace {

constexpr int firms = 600, most_seeds = 20;

struct Lever {
  std::string name, technology;
  Settings low, high;
};

Settings one(const std::string& setting) {
  return {setting};
}

std::vector<Lever> levers() {
  const std::string robots = "technologies.automation.", ai = "technologies.ai.";
  return {
      {"automation: price per worker, 120 to 400 k", "automation", one(robots + "project_price.per_worker=120 k CNY"),
       one(robots + "project_price.per_worker=400 k CNY")},
      {"automation: review rate, 2 to 8 %", "automation", one(robots + "review_rate=2 %"),
       one(robots + "review_rate=8 %")},
      {"automation: peers' attention, 0 to 3", "automation", one(robots + "peer_attention=0"),
       one(robots + "peer_attention=3")},
      {"automation: outside price trend, -10 to 0 %", "automation", one(robots + "price_trend=-10 %/year"),
       one(robots + "price_trend=0 %/year")},
      {"automation: running cost, 10 to 25 %", "automation", one(robots + "running_cost_share=10 %"),
       one(robots + "running_cost_share=25 %")},
      {"automation: spread of cost, 0.7 to 1.3", "automation", one("population.cost_sd=0.7"),
       one("population.cost_sd=1.3")},
      {"automation: choice noise, 0.2 to 1", "automation", one("decision.choice_noise=0.2"),
       one("decision.choice_noise=1")},
      {"automation: payback users, 30 to 80 %", "automation",
       one("decision.rules={real_option: 70 %, payback_period: 30 %}"),
       one("decision.rules={real_option: 20 %, payback_period: 80 %}")},
      {"ai: gain, 3 to 15 %", "ai", one(ai + "gain=3 %"), one(ai + "gain=15 %")},
      {"ai: final capability, 2.2 to 4.2", "ai", one(ai + "capability.final=2.2"), one(ai + "capability.final=4.2")},
      {"ai: prior belief, 0.4 to 0.8", "ai", one("beliefs.prior_mean=0.4"), one("beliefs.prior_mean=0.8")},
      {"ai: weight of the prior, 2 to 20 partners", "ai", one("beliefs.prior_weight=2"),
       one("beliefs.prior_weight=20")},
      {"ai: chips per worker, 0.01 to 0.5", "ai", one("chips.chips_per_worker=0.01"),
       one("chips.chips_per_worker=0.5")},
      {"ai: controlled share of computing, 5 to 50 %", "ai", one("chips.controlled_share=5 %"),
       one("chips.controlled_share=50 %")},
      {"ai: review rate, 3 to 15 %", "ai", one(ai + "review_rate=3 %"), one(ai + "review_rate=15 %")},
  };
}

double adoption(const Context& context, const Settings& changes, const std::string& technology, int seed) {
  Settings settings{fmt::format("population.firms={}", firms), "outputs.events=false"};
  settings.insert(settings.end(), changes.begin(), changes.end());
  const auto run = run_seed(shipped(context, "china/baseline.yaml", settings), seed);
  return path_of(run, "adoption_share", place_of(run, "technology", technology)).back();
}

Findings find(const Context& context) {
  const auto all = levers();
  const int seeds = std::min(context.seeds, most_seeds);
  // By lever, then seed: low and high.
  const auto ends = each_job(context, static_cast<int>(all.size()) * seeds * 2, [&](int job) {
    const Lever& lever = all[static_cast<std::size_t>(job / (2 * seeds))];
    return adoption(context, job % 2 == 0 ? lever.low : lever.high, lever.technology, job / 2 % seeds);
  });
  Findings findings;
  for (std::size_t k = 0; k < all.size(); ++k) {
    double change = 0;
    for (std::size_t s = 0; s < static_cast<std::size_t>(seeds); ++s) {
      const std::size_t pair = 2 * (k * static_cast<std::size_t>(seeds) + s);
      change += 100 * (ends[pair + 1] - ends[pair]) / seeds;
    }
    findings.push_back(reported(all[k].name + " [points]", change, "adoption at the end of 2030, high less low"));
  }
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding& a, const Finding& b) { return std::abs(a.value) > std::abs(b.value); });
  return findings;
}

}  // namespace

Row tornado() {
  return {"tornado", "What adoption in 2030 hangs on: judgements at the ends of their ranges",
          "ranges named with the keys", find};
}

}  // namespace millwright::evidence
