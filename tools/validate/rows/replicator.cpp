#include "theory/replicator.hpp"

#include "validate/catalogue.hpp"
#include "validate/worlds.hpp"

// Selection between two types of firms in a run, against Fisher's principle in closed form.
namespace millwright::evidence {
namespace {

struct Shares {
  double gap = 0, start = 0, end = 0;
};

/// Half of the firms have saved 30 % of their labour for good; the cheaper half grows.
Shares select() {
  const auto loaded = quiet_world({"dynamics.selection=0.05", "technologies.machine.review_rate=0 %"});
  Model model = model_of(loaded, 0);
  auto& firms = model.economy.firms;
  for (std::size_t i = 0; i < firms.count(); i += 2) firms.technology[0].saved[i] = 0.3;
  double initial = 0, advantage = 0;
  Shares shares;
  for (int month = 0; month < loaded.months(); ++month) {
    advance_month(model);
    double cheap = 0, all = 0;
    for (std::size_t i = 0; i < firms.count(); ++i) {
      cheap += i % 2 == 0 ? firms.orders[i] : 0;
      all += firms.orders[i];
    }
    if (month == 0) {
      initial = shares.start = cheap / all;
      advantage = firms.cost_advantage[0] - firms.cost_advantage[1];
      continue;
    }
    const double expected =
        theory::replicator_share(initial, loaded.scenario.dynamics.selection, advantage, static_cast<double>(month));
    shares.gap = std::max(shares.gap, std::abs(cheap / all - expected));
    shares.end = cheap / all;
  }
  return shares;
}

Findings find(const Context&) {
  const Shares shares = select();
  return {near("share of the cheaper type, largest gap in 119 months", shares.gap, 0, 1e-12, "rounding"),
          at_least("rise of its share", shares.end - shares.start, 0.01, "else the comparison shows nothing")};
}

}  // namespace

Row replicator() {
  return {"replicator", "Shares move by selection times the difference in cost", "Metcalfe 1994", find};
}

}  // namespace millwright::evidence
