#pragma once

#include <array>
#include <cstddef>
#include <string_view>

// The accounts of the whole economy (stock-flow consistency: Godley and Lavoie 2007). Every payment has a payer and a
// payee, so that each row of the matrix payment x account adds up to zero, and what an account takes in less what it
// pays is the change of its money.
namespace millwright {

/// Who pays and is paid.
enum class Account { firms, households, government, banks, capital_goods, rest_of_economy, rest_of_world };
inline constexpr std::array<std::string_view, 7> account_names{
    "firms", "households", "government", "banks", "capital_goods", "rest_of_economy", "rest_of_world"};

/// What is paid, in the order of `payment_kinds`.
enum class Payment {
  home_sales,
  exports,
  wages,
  materials,
  upkeep,
  services,
  running_cost,
  equipment,
  grants,
  interest,
  tax,
  dividends,
  loans,
  repayment,
  equity,
  estates,
  consumption,
  count
};
inline constexpr std::size_t payment_count = static_cast<std::size_t>(Payment::count);

struct PaymentKind {
  std::string_view name;
  Account payer, payee;
};

/// Materials include what firms buy of each other: trade between firms passes through the rest of the economy.
inline constexpr std::array<PaymentKind, payment_count> payment_kinds{{
    {"home_sales", Account::rest_of_economy, Account::firms},
    {"exports", Account::rest_of_world, Account::firms},
    {"wages", Account::firms, Account::households},
    {"materials", Account::firms, Account::rest_of_economy},
    {"upkeep", Account::firms, Account::capital_goods},  // replaces what conventional capital loses
    {"services", Account::firms, Account::rest_of_economy},
    {"running_cost", Account::firms, Account::capital_goods},  // of automation
    {"equipment", Account::firms, Account::capital_goods},     // projects, renewals, entrants' first equipment
    {"grants", Account::government, Account::firms},
    {"interest", Account::firms, Account::banks},
    {"tax", Account::firms, Account::government},
    {"dividends", Account::firms, Account::households},
    {"loans", Account::banks, Account::firms},
    {"repayment", Account::firms, Account::banks},
    {"equity", Account::households, Account::firms},   // what entrants begin with
    {"estates", Account::firms, Account::households},  // what is left of exits' money after their banks
    {"consumption", Account::households, Account::rest_of_economy},
}};

}  // namespace millwright
