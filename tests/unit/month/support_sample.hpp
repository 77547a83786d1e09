#pragma once

#include <gtest/gtest.h>

#include <cstring>

#include "economy/closing.hpp"
#include "month/rationing.hpp"
#include "month/support.hpp"
#include "unit/month/model_sample.hpp"

// Models of China with further policies, and applications made by hand.
namespace millwright {

constexpr std::uint8_t ai = 0, automation = 1;

/// The setting that adds the policy `name`.
inline std::string policy(const std::string& name, const std::string& word, const std::string& keys) {
  return "policies." + name + "={instrument: " + word + ", effective: {from: 2024-03, to: 2027-12}, " + keys + "}";
}

struct SupportSample : ModelSample {
  using ModelSample::ModelSample;

  std::uint8_t instrument(const std::string& name) const {
    for (std::size_t p = 0; p < scenario->policies.size(); ++p) {
      if (scenario->policies[p].name == name) return static_cast<std::uint8_t>(p);
    }
    throw std::out_of_range("no policy " + name);
  }
  InstrumentLedger& ledger(const std::string& name) { return economy().instruments[instrument(name)]; }

  void advance_to(Month month) {
    while (economy().environment.month < month) advance_month(model);
  }

  /// A rich firm's project at a price of 10, worth `value`, that asks for `awards`.
  Application application(std::uint32_t firm, double value, std::vector<Award> awards) {
    Application made;
    made.available = 1e6;
    made.firm = firm, made.technology = automation, made.value = value, made.price = 10;
    for (const Award& award : awards) made.grant += award.amount;
    made.awards = std::move(awards);
    return made;
  }
};

/// Whether two economies have the same firms, to the last bit.
inline bool same_firms(const Economy& one, const Economy& other) {
  std::vector<std::pair<const void*, std::size_t>> columns;
  Firms::for_each_array(one.firms,
                        [&](const auto& column) { columns.emplace_back(column.data(), column.values().size_bytes()); });
  std::size_t next = 0;
  bool same = true;
  Firms::for_each_array(other.firms, [&](const auto& column) {
    const auto& [data, bytes] = columns[next++];
    same = same && bytes == column.values().size_bytes() && std::memcmp(data, column.data(), bytes) == 0;
  });
  return same;
}

}  // namespace millwright
