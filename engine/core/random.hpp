#pragma once
// Random numbers are a pure function of who draws, when and what for. No generator has state, so no draw can move another.

#include <Random123/threefry.h>

#include <string_view>

#include "core/math.hpp"

namespace millwright {

/// What a draw is for. The numbers are part of every result: append, never reorder.
enum class Purpose : std::uint64_t {
  size = 1,          // sector and workers of a firm
  productivity,      // its productivity and first volatility
  management,        // its management quality
  cost,              // its cost heterogeneity and achievable share
  required_return,   // its required return
  decision_rule,     // which rule it uses, and its trait under it
  achievable_share,  // share of a promised gain that it can achieve
  choice_noise,      // fixed noise of a choice
  initial_level,     // levels at the start
  initial_age,       // ages of tranches at the start
  initial_cash,      // cash at the start
  network,           // suppliers
  eligibility,       // whether it meets an instrument's conditions
  review,            // whether it reviews a technology in a month
  growth,            // shocks to sales and productivity of a month
  volatility,        // this year's variance of growth
  exit,              // background exit of a month
  entry,             // what an entrant brings
  lottery,           // place in a queue
  pmi,               // innovation and jump of the PMI
  metal,             // innovations of a metal's price
  demand,            // the part of demand that no PMI shows
  payback_limit,     // payback period that it accepts
  survey,            // membership of the PMI panel
};

/// Seed of a scenario and number of the replicate.
struct Luck {
  std::uint64_t seed, replicate;
};

/// Key of a family of draws; `mechanism` separates technologies, instruments and metals from each other.
struct DrawKey {
  Luck luck;
  Purpose purpose;
  std::uint64_t mechanism = 0;
};

/// Four independent words of 64 random bits.
struct Words {
  std::uint64_t w[4];
};

/// FNV-1a, 64 bits: a mechanism's name as a number.
constexpr std::uint64_t mechanism_hash(std::string_view name) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return hash;
}

/// Threefry 4x64 with 20 rounds (Salmon et al. 2011) of the firm's identity, its birth month, the month and `extra`.
inline Words draw(const DrawKey& key, std::uint64_t firm, std::int64_t birth_month, std::int64_t month, std::uint64_t extra = 0) {
  using Generator = r123::Threefry4x64;
  const Generator::key_type k{{key.luck.seed, key.luck.replicate, static_cast<std::uint64_t>(key.purpose), key.mechanism}};
  const Generator::ctr_type c{{firm, static_cast<std::uint64_t>(birth_month), static_cast<std::uint64_t>(month), extra}};
  const auto words = Generator{}(c, k);
  return {{words[0], words[1], words[2], words[3]}};
}

/// Uniform in (0, 1), on a grid of 2^-52 with half a step at either end.
inline double uniform(std::uint64_t word) {
  return std::bit_cast<double>((word >> 12) | 0x3ff0000000000000ULL) - (1.0 - 0x1p-53);
}

struct NormalPair {
  double first, second;
};

/// Two independent standard normals (Box and Muller 1958).
inline NormalPair normal_pair(std::uint64_t first, std::uint64_t second) {
  const double radius = std::sqrt(-2.0 * math::log(uniform(first)));
  const auto angle = math::sin_cos_2pi(uniform(second));
  return {radius * angle.cos, radius * angle.sin};
}

/// Exponential with mean 1.
inline double exponential(std::uint64_t word) { return -math::log(uniform(word)); }

/// Logistic with scale 1.
inline double standard_logistic(std::uint64_t word) { return math::logit(uniform(word)); }

}  // namespace millwright
