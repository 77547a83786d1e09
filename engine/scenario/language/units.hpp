#pragma once

#include <optional>
#include <string>
#include <string_view>

// Numbers and units as people write them in a scenario, into canonical numbers.
namespace millwright::scenario {

/// A number that was read, or advice on how to write it.
struct Reading {
  std::optional<double> value;
  std::string help;  // what was probably meant; may be empty even without a value
};

/// What stands in place of a currency for an amount in average yearly wages, such as `12 wages`.
inline constexpr std::string_view yearly_wages = "wages";
/// What stands in place of a currency in a default that holds in any.
inline constexpr std::string_view no_currency = "\u00a4";

/// An amount of money in million of its own currency.
struct MoneyReading {
  std::optional<double> value;  // [million of `currency`]
  std::string currency;
  std::string help;
  bool nominal = false;  // in prices of its own month
};

/// A bare number, with k, m, bn or tn where wanted: `100 k` is 100000.
Reading parse_bare(std::string_view text);
/// `15 %`, or a bare number in [0, 1].
Reading parse_share(std::string_view text);
/// `5 pp` is 0.05.
Reading parse_points(std::string_view text);
/// `4.4 %/year` is 0.044.
Reading parse_rate(std::string_view text);
/// [months] `18 months`, `2 years`.
Reading parse_duration(std::string_view text);
/// [per month] `80 k/month`.
Reading parse_flow(std::string_view text);
/// `60 bn CNY`, `60 bn CNY nominal`, `12 wages`.
MoneyReading parse_money(std::string_view text);

}  // namespace millwright::scenario
