#include "validate/catalogue.hpp"
#include "validate/samples.hpp"
#include "validate/worlds.hpp"

// Investment in bursts. Plants are observed with all their capital; here only automation and AI are bought in lumps,
// and ordinary machines wear out and are replaced without notice inside overhead. So what is comparable is that most
// years bring nothing and that what comes, comes in few years; rates over all capital are shown beside the plants'.
namespace millwright::evidence {
namespace {

constexpr int firms = 5000, years = 7;
constexpr double capital_output = 1.5;  // [year] capital over yearly value added; from memory, range 1 to 2.5

struct Lumps {
  double inaction = 0, spikes = 0, rate = 0, largest_year = 0;
};

/// Orders of new tranches by firm and year, grants included [m currency]; renewals apart.
Lumps lumps_of(const simulation::LoadedScenario& loaded, int replicate) {
  Model model = model_of(loaded, replicate);
  const auto& columns = model.economy.firms;
  std::vector<double> total(firms, 0.0), largest(firms, 0.0);
  Lumps lumps;
  for (int year = 0; year < years; ++year) {
    std::vector<double> ordered(firms, 0.0);
    for (int month = 0; month < 12; ++month) {
      advance_month(model);
      for (std::size_t i = 0; i < firms; ++i) {
        const bool now =
            columns.project[i] != no_project && columns.project_review[i] == model.economy.environment.elapsed;
        ordered[i] += now ? static_cast<double>(columns.project_price[i]) : 0;
      }
    }
    for (std::size_t i = 0; i < firms; ++i) {
      const double rate = ordered[i] / (capital_output * 12 * columns.value_added[i]);
      lumps.inaction += rate < 0.01 ? 1 : 0;
      lumps.spikes += rate > 0.2 ? 1 : 0;
      lumps.rate += rate;
      total[i] += ordered[i], largest[i] = std::max(largest[i], ordered[i]);
    }
  }
  double all = 0, in_largest = 0;
  for (std::size_t i = 0; i < firms; ++i)
    all += total[i] > 0 ? 1 : 0, in_largest += total[i] > 0 ? largest[i] / total[i] : 0;
  const double cells = firms * years;
  return {lumps.inaction / cells, lumps.spikes / cells, lumps.rate / cells, in_largest / all};
}

Findings find(const Context& context) {
  const auto loaded = shipped(context, "china/baseline.yaml", {fmt::format("population.firms={}", firms)});
  std::vector<double> inaction, spikes, rate, largest;
  for (const Lumps& lumps : each_job(context, context.seeds, [&](int seed) { return lumps_of(loaded, seed); })) {
    inaction.push_back(lumps.inaction), spikes.push_back(lumps.spikes);
    rate.push_back(lumps.rate), largest.push_back(lumps.largest_year);
  }
  const std::string plants = "US plants 1972-88, all capital; range in targets.csv";
  return {at_least("firm-years without a project worth 1 % of capital", mean(inaction), 0.081,
                   "inaction in all capital, Cooper-Haltiwanger 2006"),
          at_least("investors: share of 7 years' orders in the largest one", mean(largest), 2.0 / years,
                   "twice an even spread; Doms-Dunne 1998"),
          beside("firm-years above 20 % of capital", mean(spikes), 0.146, 0.226, plants),
          beside("mean rate, automation and AI over all capital", mean(rate), 0.092, 0.152, plants)};
}

}  // namespace

Row lumpy() {
  return {"lumpy", "Firms invest in bursts: mostly nothing, then a project", "Cooper-Haltiwanger 2006", find};
}

}  // namespace millwright::evidence
