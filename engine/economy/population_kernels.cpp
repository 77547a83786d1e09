#include "economy/population_kernels.hpp"

#include "core/clones.hpp"
#include "economy/tranche.hpp"
#include "theory/pareto.hpp"

namespace millwright {
namespace {

struct DrawnWords {
  Chunk<std::uint64_t> w0, w1, w2;
};

MILLWRIGHT_INLINE void draw_words(Luck luck, Purpose purpose, const FirmBatch& firms, DrawnWords& words) {
  const DrawKey key{luck, purpose};
#pragma GCC ivdep
  for (std::size_t k = 0; k < firms.count; ++k) {
    const Words drawn = draw(key, firms.id[k], firms.birth[k], 0);
    words.w0[k] = drawn.w[0], words.w1[k] = drawn.w[1], words.w2[k] = drawn.w[2];
  }
}

}  // namespace

MILLWRIGHT_CLONES
void draw_traits(Luck luck, const TraitTerms& of_all, const FirmBatch& firms, Traits& traits) {
  const TraitTerms terms = of_all;
  const std::size_t count = firms.count;
  DrawnWords words;
  draw_words(luck, Purpose::management, firms, words);
#pragma GCC ivdep
  for (std::size_t k = 0; k < count; ++k) {
    const double management = normal_pair(words.w0[k], words.w1[k]).first;
    traits.management[k] = static_cast<float>(management);
    traits.yield[k] = static_cast<float>(math::exp(management_effect * management));
  }
  draw_words(luck, Purpose::cost, firms, words);
#pragma GCC ivdep
  for (std::size_t k = 0; k < count; ++k) {
    const NormalPair normals = normal_pair(words.w0[k], words.w1[k]);
    traits.cost[k] = static_cast<float>(terms.cost_sd * normals.first);
    traits.achievable[k] = static_cast<float>(terms.achievable_mean * math::exp(terms.achievable_sd * normals.second));
  }
  draw_words(luck, Purpose::decision_rule, firms, words);
#pragma GCC ivdep
  for (std::size_t k = 0; k < count; ++k) {
    traits.rule_trait[k] = static_cast<float>(normal_pair(words.w0[k], words.w1[k]).first);
    traits.rule_luck[k] = uniform(words.w2[k]);
  }
  draw_words(luck, Purpose::ownership, firms, words);
#pragma GCC ivdep
  for (std::size_t k = 0; k < count; ++k) traits.ownership_luck[k] = uniform(words.w0[k]);
}

MILLWRIGHT_CLONES
void find_price_factors(const float* cost, double loading, std::size_t count, float* price_factor) {
#pragma GCC ivdep
  for (std::size_t k = 0; k < count; ++k)
    price_factor[k] = static_cast<float>(math::exp(loading * static_cast<double>(cost[k])));
}

MILLWRIGHT_CLONES
void draw_tastes(Luck luck, std::uint64_t hash, double scale, const FirmBatch& firms, const std::uint8_t* level,
                 float* taste) {
  const DrawKey key{luck, Purpose::choice_noise, hash};
  Chunk<std::uint64_t> word;
#pragma GCC ivdep
  for (std::size_t k = 0; k < firms.count; ++k) word[k] = draw(key, firms.id[k], firms.birth[k], 0, level[k]).w[0];
#pragma GCC ivdep
  for (std::size_t k = 0; k < firms.count; ++k)
    taste[k] = static_cast<float>(math::exp(scale * standard_logistic(word[k])));
}

MILLWRIGHT_CLONES
void draw_sizes(Luck luck, const SizeTerms& of_all, const FirmBatch& firms, double* workers) {
  const SizeTerms terms = of_all;
  Chunk<double> minimum;
  for (std::size_t k = 0; k < firms.count; ++k) minimum[k] = terms.minimum[firms.sector[k]];
  DrawnWords words;
  draw_words(luck, Purpose::size, firms, words);
#pragma GCC ivdep
  for (std::size_t k = 0; k < firms.count; ++k)
    workers[k] = theory::truncated_pareto_quantile(uniform(words.w1[k]), terms.exponent, minimum[k], terms.largest);
}

}  // namespace millwright
