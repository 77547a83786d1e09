#pragma once
// Luck as a pure function: every random number is computed from what it is for, so no generator has state. Adding a
// mechanism, a firm or a month moves no other number, and firms may be visited in any order.

#include <bit>
#include <cmath>
#include <cstdint>
#include <string_view>

#include "core/clones.hpp"
#include "core/math.hpp"

namespace millwright {

/// What a draw is for. Values are part of the results: append new ones, never renumber.
enum class Purpose : std::uint64_t {
  // 5, 7, 9, 17 and 23 stood for what is no longer drawn and stay free.
  size = 1,           // a firm's first sales
  productivity,       // level of ln productivity
  management,         // quality of management, a fixed attribute
  cost,               // how dear a technology is for this firm
  decision_rule = 6,  // which rule of the scenario's mix a firm follows
  choice_noise = 8,   // unobserved taste for one tranche of one technology
  initial_age = 10,   // age of that technology
  initial_cash,       // cash at the start
  network,            // who supplies whom
  eligibility,        // whether an instrument may reach this firm
  review,             // whether a firm looks at a technology this month
  growth,             // monthly noise of sales and of productivity, and background exit
  volatility,         // how noisy a firm's growth is this year
  entry = 18,         // attributes of an entrant that no other purpose covers
  lottery,            // order of applicants for scarce support
  pmi,                // the purchasing managers' index
  metal,              // metal prices
  demand,             // the part of demand that firms do not see
  survey = 24,        // membership of the panel behind the model's own index
  region,             // where a firm is
  ownership,          // who owns a firm
  licence,            // whether a project is licensed to buy on a chip track
  imitation,          // whether an adopter by imitation follows this month
  rewiring,           // who takes whose place among partners drawn at random
  design,             // the points of an experiment
  resampling,         // which rows a bootstrap sample holds
};

/// Which world: all draws change with either number.
struct Luck {
  std::uint64_t seed = 0;
  std::uint64_t replicate = 0;
};

/// FNV-1a, 64 bits: the number a mechanism's name stands for in a DrawKey, the same on every machine.
constexpr std::uint64_t mechanism_hash(std::string_view name) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char letter : name) hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001b3;
  return hash;
}

/// What stays the same in a loop over firms.
struct DrawKey {
  Luck luck;
  Purpose purpose;
  std::uint64_t mechanism = 0;  // mechanism_hash of a technology's, instrument's or metal's name; 0 when there is none
};

/// 256 random bits; each word may serve one draw.
struct Words {
  std::uint64_t w[4];
};

namespace detail {

struct State {
  std::uint64_t a, b, c, d;
};

template <int First, int Second>
MILLWRIGHT_INLINE void mix(std::uint64_t& a, std::uint64_t& b, std::uint64_t& c, std::uint64_t& d) {
  a += b;
  b = std::rotl(b, First) ^ a;
  c += d;
  d = std::rotl(d, Second) ^ c;
}

MILLWRIGHT_INLINE void even_rounds(State& s) {
  mix<14, 16>(s.a, s.b, s.c, s.d);
  mix<52, 57>(s.a, s.d, s.c, s.b);
  mix<23, 40>(s.a, s.b, s.c, s.d);
  mix<5, 37>(s.a, s.d, s.c, s.b);
}

MILLWRIGHT_INLINE void odd_rounds(State& s) {
  mix<25, 33>(s.a, s.b, s.c, s.d);
  mix<46, 12>(s.a, s.d, s.c, s.b);
  mix<58, 22>(s.a, s.b, s.c, s.d);
  mix<32, 32>(s.a, s.d, s.c, s.b);
}

MILLWRIGHT_INLINE void add_key(State& s, std::uint64_t a, std::uint64_t b, std::uint64_t c, std::uint64_t d) {
  s.a += a;
  s.b += b;
  s.c += c;
  s.d += d;
}

}  // namespace detail

/// Threefry 4x64 with 20 rounds: the `counter` encrypted under the `key`. Source: Salmon, Moraes, Dror, Shaw, "Parallel
/// random numbers: as easy as 1, 2, 3", SC11 (2011). Written out, and tested against their library Random123, so that a
/// loop over firms vectorises.
MILLWRIGHT_INLINE Words threefry(const Words& counter, const Words& key) {
  const std::uint64_t k0 = key.w[0];
  const std::uint64_t k1 = key.w[1];
  const std::uint64_t k2 = key.w[2];
  const std::uint64_t k3 = key.w[3];
  const std::uint64_t k4 = 0x1bd11bdaa9fc1a22 ^ k0 ^ k1 ^ k2 ^ k3;
  detail::State s = {counter.w[0] + k0, counter.w[1] + k1, counter.w[2] + k2, counter.w[3] + k3};
  detail::even_rounds(s);
  detail::add_key(s, k1, k2, k3, k4 + 1);
  detail::odd_rounds(s);
  detail::add_key(s, k2, k3, k4, k0 + 2);
  detail::even_rounds(s);
  detail::add_key(s, k3, k4, k0, k1 + 3);
  detail::odd_rounds(s);
  detail::add_key(s, k4, k0, k1, k2 + 4);
  detail::even_rounds(s);
  detail::add_key(s, k0, k1, k2, k3 + 5);
  return {{s.a, s.b, s.c, s.d}};
}

/// The four words of one firm, birth, month and purpose. `birth_month` and `month` are Month::index; a fixed attribute
/// passes 0 as month, background exit 0 as birth month. `extra` tells apart what the rest does not (a level, a metal).
MILLWRIGHT_INLINE Words draw(const DrawKey& key, std::uint64_t firm, std::int64_t birth_month, std::int64_t month,
                             std::uint64_t extra = 0) {
  return threefry({{firm, static_cast<std::uint64_t>(birth_month), static_cast<std::uint64_t>(month), extra}},
                  {{key.luck.seed, key.luck.replicate, static_cast<std::uint64_t>(key.purpose), key.mechanism}});
}

/// A bijection of 64 bits in which every input bit moves every output bit. Source: Steele, Lea and Flood (2014), "Fast
/// splittable pseudorandom number generators", the finaliser of SplitMix64 (Stafford's variant 13).
MILLWRIGHT_INLINE constexpr std::uint64_t scramble(std::uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

/// The word that a mechanism makes of one drawn for all of its kind, so that one draw serves many: of two mechanisms'
/// words neither tells anything of the other, and a further mechanism moves neither.
MILLWRIGHT_INLINE std::uint64_t word_of(std::uint64_t word, std::uint64_t mechanism) {
  return scramble(word ^ mechanism);
}

/// Uniform on the 2^52 midpoints (2 k + 1) / 2^53: never 0 or 1, and symmetric about one half.
MILLWRIGHT_INLINE double uniform(std::uint64_t word) {
  // 52 random bits as the fraction of a number in [1, 2); both subtractions are exact.
  return std::bit_cast<double>((word >> 12) | 0x3ff0000000000000) - (1.0 - 0x1p-53);
}

struct NormalPair {
  double first;
  double second;
};

/// Two independent standard normal variables from two words (Box and Muller, 1958); at most 8.6 in size.
MILLWRIGHT_INLINE NormalPair normal_pair(std::uint64_t word0, std::uint64_t word1) {
  const double radius = std::sqrt(-2.0 * math::log(uniform(word0)));
  const math::SineCosine angle = math::sin_cos_2pi(uniform(word1));
  return {radius * angle.cos, radius * angle.sin};
}

/// Exponential with mean 1.
MILLWRIGHT_INLINE double exponential(std::uint64_t word) {
  return -math::log(uniform(word));
}

/// Logistic with location 0 and scale 1: distribution function math::logistic, variance pi^2 / 3.
MILLWRIGHT_INLINE double standard_logistic(std::uint64_t word) {
  return math::logit(uniform(word));
}

}  // namespace millwright
