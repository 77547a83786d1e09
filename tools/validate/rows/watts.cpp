#include "validate/catalogue.hpp"
#include "validate/worlds.hpp"

// Threshold adopters on Poisson random graphs: one adopter sets off a global cascade inside a window of the mean number
// of partners, and never outside.
namespace millwright::evidence {
namespace {

constexpr double phi = 0.18;        // every firm's threshold
constexpr int most_vulnerable = 5;  // partners at which one adopter is more than that share: 1/5 > 0.18 > 1/6
constexpr std::size_t firms = 4000;
constexpr int seeds_per_graph = 5;
constexpr double global = 0.1;  // share of firms from which on a cascade counts as global; Watts 2002

struct Trial {
  double mean_partners;
  int replicate;
};

/// A random graph of the given mean number of partners; each link by a draw of its own, so no order matters.
Network random_graph(const Trial& trial) {
  const Luck luck{static_cast<std::uint64_t>(trial.mean_partners * 1000), static_cast<std::uint64_t>(trial.replicate)};
  const auto links = static_cast<std::uint64_t>(trial.mean_partners * static_cast<double>(firms) / 2);
  std::vector<std::vector<std::uint32_t>> rows(firms);
  for (std::uint64_t k = 0; k < links; ++k) {
    const Words words = draw({luck, Purpose::network}, k, 0, 0);
    const auto one = static_cast<std::uint32_t>(uniform(words.w[0]) * static_cast<double>(firms));
    const auto two = static_cast<std::uint32_t>(uniform(words.w[1]) * static_cast<double>(firms));
    if (one == two) continue;
    rows[one].push_back(two), rows[two].push_back(one);
  }
  Network network;
  network.offsets.assign(1, 0);
  for (auto& row : rows) {
    std::sort(row.begin(), row.end());
    row.erase(std::unique(row.begin(), row.end()), row.end());
    network.partners.insert(network.partners.end(), row.begin(), row.end());
    network.offsets.push_back(static_cast<std::uint32_t>(network.partners.size()));
  }
  return network;
}

/// Share of firms that have adopted when nothing moves any more, or as soon as the cascade is global.
double cascade(const simulation::LoadedScenario& loaded, const Trial& trial) {
  Model model = model_of(loaded, trial.replicate);
  Trial graph = trial;
  graph.replicate /= seeds_per_graph;
  model.economy.network = std::make_shared<const Network>(random_graph(graph));
  auto& columns = model.economy.firms.technology[0];
  std::fill_n(columns.live_partners.data(), firms, 0U);
  const auto first = static_cast<std::size_t>(uniform(draw({model.economy.luck, Purpose::lottery}, 0, 0, 0).w[0]) *
                                              static_cast<double>(firms));
  columns.level[first] = 1;
  columns.go_live.of(first)[0] = columns.oldest[first] = 0;
  for (const std::uint32_t partner : model.economy.network->partners_of(first)) columns.live_partners[partner] += 1;
  std::size_t adopted = 1;
  for (int still = 0; still < 3;) {
    advance_month(model);
    std::size_t now = 0;
    for (std::size_t i = 0; i < firms; ++i) now += columns.level[i] > 0 ? 1 : 0;
    still = now > adopted ? 0 : still + 1;
    adopted = now;
    if (static_cast<double>(adopted) > global * static_cast<double>(firms)) break;
  }
  return static_cast<double>(adopted) / static_cast<double>(firms);
}

/// z P(X <= 3), X Poisson with mean z: mean number of further vulnerable firms that one at the end of a link reaches.
double reproduction(double z) {
  double term = std::exp(-z), sum = 0;
  for (int k = 0; k <= most_vulnerable - 2; ++k) sum += term, term *= z / (k + 1);
  return z * sum;
}

double where_reproduction_is_one(double low, double high) {
  const bool rising = reproduction(low) < 1;
  for (int step = 0; step < 100; ++step) {
    const double middle = (low + high) / 2;
    ((reproduction(middle) < 1) == rising ? low : high) = middle;
  }
  return low;
}

/// Chance that a firm drawn at random has a partner in the giant cluster of vulnerable firms (Watts 2002, with
/// generating functions: u = 1 - F1(1) + F1(u), chance 1 - exp(z (u - 1))).
double theoretical_chance(double z) {
  const auto f1 = [&](double u) {
    double term = std::exp(-z), sum = 0;
    for (int k = 0; k <= most_vulnerable - 1; ++k) sum += term, term *= z * u / (k + 1);
    return sum;
  };
  double u = 0;
  for (int step = 0; step < 100000; ++step) u = 1 - f1(1) + f1(u);
  return 1 - std::exp(z * (u - 1));
}

Findings find(const Context& context) {
  const auto loaded = quiet_world({fmt::format("population.firms={}", firms),
                                   fmt::format("population.represents={}", firms), "decision.rules={threshold: 100 %}",
                                   fmt::format("decision.parameters.threshold={{mean: {} %}}", 100 * phi)});
  const double low = where_reproduction_is_one(0.5, 2), high = where_reproduction_is_one(3, 9);
  Findings findings{near("upper edge of the window in theory", high, 5.76, 0.005, "as printed")};
  const std::vector<double> densities{0.6, 1.5, 3, 5, 7, 9};
  const int trials = context.seeds * seeds_per_graph;
  const auto shares = each_job(context, trials * static_cast<int>(densities.size()), [&](int job) {
    return cascade(loaded, {densities[static_cast<std::size_t>(job / trials)], job % trials});
  });
  for (std::size_t d = 0; d < densities.size(); ++d) {
    double cascades = 0;
    for (int t = 0; t < trials; ++t)
      cascades += shares[d * static_cast<std::size_t>(trials) + static_cast<std::size_t>(t)] > global ? 1 : 0;
    const double z = densities[d];
    const std::string what = fmt::format("global cascades of {} firms, z = {}", trials, z);
    if (z < low || z > high) {
      findings.push_back(none(what, cascades, "outside the window in theory"));
      continue;
    }
    const double chance = theoretical_chance(z);
    findings.push_back(near(what, cascades, trials * chance, 3 * std::sqrt(trials * chance * (1 - chance)),
                            "3 binomial standard errors about the chance in theory"));
  }
  return findings;
}

}  // namespace

Row watts() {
  return {"watts", "Cascades are global inside the window and nowhere else", "Watts 2002", find};
}

}  // namespace millwright::evidence
