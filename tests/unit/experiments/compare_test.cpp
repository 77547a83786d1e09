#include "experiments/compare.hpp"

#include <cmath>
#include <functional>
#include <map>
#include <tuple>
#include <utility>

#include "unit/simulation/runs.hpp"

// A grant on China's firms, compared with none: against a count by other means, and what is refused.
namespace millwright::experiments {
namespace {

results::Result arm(const std::string& name, std::vector<std::string> settings = {}) {
  settings.insert(settings.begin(), "end=2025-12");
  return runs::china({.settings = std::move(settings), .scenario_name = name, .replicates = 3});
}

const results::Result& without() {
  static const auto result = arm("no_grant");
  return result;
}

const results::Result& with() {
  static const auto result = arm("");
  return result;
}

const Comparison& grant() {
  static const auto comparison = compare(without(), with(), {});
  return comparison;
}

const std::vector<std::int32_t>& column(const results::Result& result, const std::string& table,
                                        const std::string& name) {
  const auto found = std::ranges::find(result.tables, table, &results::Table::name);
  return std::ranges::find(found->columns, name, &results::TableColumn::name)->integers;
}

using Key = std::tuple<int, int, int>;

/// First go-lives of one replicate and technology, counted without the code under test.
std::map<Key, int> first_live(const results::Result& result, int replicate, int technology) {
  std::map<Key, int> first;
  const auto key = [&](const std::string& table, std::size_t row) {
    return Key{column(result, table, table == "lives" ? "life_replicate" : "event_replicate")[row],
               column(result, table, "firm")[row], column(result, table, "generation")[row]};
  };
  const auto& live = column(result, "lives", "live_at_start_" + std::to_string(technology));
  for (std::size_t row = 0; row < live.size(); ++row) {
    if (live[row] == 1 && std::get<0>(key("lives", row)) == replicate) first[key("lives", row)] = -1;
  }
  const auto &month = column(result, "events", "month"), &of = column(result, "events", "technology");
  for (std::size_t row = 0; row < month.size(); ++row) {
    if (of[row] == technology && std::get<0>(key("events", row)) == replicate)
      first.try_emplace(key("events", row), month[row]);  // events are in the order of months
  }
  return first;
}

TEST(Compare, AdoptersOfBothArmsAreThoseOfACountByHand) {
  for (int technology = 0; technology < 2; ++technology) {
    const auto& all = grant().technologies[static_cast<std::size_t>(technology)].groups[0];
    for (int replicate = 0; replicate < 3; ++replicate) {
      const auto& counts = all.replicates[static_cast<std::size_t>(replicate)];
      EXPECT_EQ(counts.adopters_base, static_cast<std::int64_t>(first_live(without(), replicate, technology).size()));
      EXPECT_EQ(counts.adopters_policy, static_cast<std::int64_t>(first_live(with(), replicate, technology).size()));
    }
  }
}

TEST(Compare, ClassesAddUpInEveryGroupAndGroupsToTheWhole) {
  for (const auto& technology : grant().technologies) {
    for (std::size_t r = 0; r < 3; ++r) {
      std::map<std::string, std::int64_t> firms;  // by axis
      for (const Group& group : technology.groups) {
        EXPECT_TRUE(group.replicates[r].adds_up()) << technology.technology << " " << group.label;
        for (const std::int64_t number : group.replicates[r].firms) firms[group.axis] += number;
      }
      EXPECT_EQ(firms["sector"], firms[""]);
      EXPECT_EQ(firms["size"], firms[""]);
    }
  }
}

TEST(Compare, OnlyTheGrantDiffersAndItsRecipientsAreThoseOfItsAwards) {
  EXPECT_EQ(grant().instruments, std::vector<std::string>{"equipment_grant"});
  EXPECT_DOUBLE_EQ(grant().represents, 160);
  const auto ai = runs::place(with(), "technology", "ai"), automation = runs::place(with(), "technology", "automation");
  for (const ClassCounts& counts : grant().technologies[ai].groups[0].replicates) EXPECT_EQ(counts.recipients, 0);
  std::int64_t recipients = 0;
  for (const ClassCounts& counts : grant().technologies[automation].groups[0].replicates)
    recipients += counts.recipients;
  EXPECT_GT(recipients, 0);
  const auto& by_instrument = grant().technologies[automation].groups.back();
  EXPECT_EQ(by_instrument.label, "equipment_grant");
  for (std::size_t r = 0; r < 3; ++r)
    EXPECT_EQ(by_instrument.replicates[r].recipients,
              grant().technologies[automation].groups[0].replicates[r].recipients);
}

TEST(Compare, UndiscountedSpendingIsThatOfTheSeries) {
  const auto spent = programme_spending(with(), {"equipment_grant"}, 23, 0);
  const std::size_t p = runs::place(with(), "instrument", "equipment_grant");
  for (int r = 0; r < 3; ++r) {
    double sum = 0;
    for (std::size_t month = 0; month < 24; ++month)
      sum += runs::at(with(), runs::series(with(), "spending"), month, r)[p];
    EXPECT_NEAR(spent[static_cast<std::size_t>(r)], sum, 1e-9 * sum);
    EXPECT_LT(programme_spending(with(), {"equipment_grant"}, 23, 0.05)[static_cast<std::size_t>(r)], sum);
  }
}

TEST(Compare, ThePublicBalanceIsWhatTheGovernmentsMoneyLost) {
  const auto balance = government_balance(with(), 23, 0);
  const std::size_t government = runs::place(with(), "account", "government");
  for (int r = 0; r < 3; ++r) {
    const double money = runs::at(with(), runs::series(with(), "money"), 23, r)[government];
    EXPECT_NEAR(balance[static_cast<std::size_t>(r)], -money, 1e-6 * std::abs(money));
  }
}

TEST(Compare, AnArmComparedWithItselfDiffersInNothing) {
  const auto same = compare(with(), with(), {});
  EXPECT_TRUE(same.instruments.empty());
  for (const auto& technology : same.technologies) {
    for (const ClassCounts& counts : technology.groups[0].replicates) {
      EXPECT_EQ(counts.of(AdoptionClass::unaffected), counts.adopters_base);
      EXPECT_EQ(counts.months_earlier[static_cast<std::size_t>(AdoptionClass::unaffected)], 0);
    }
  }
  for (const auto& difference : same.differences) {
    for (const Spread& value : difference.values) EXPECT_TRUE(value.mean == 0 || std::isnan(value.mean));
  }
}

TEST(Compare, DifferencesOfSeriesAreThoseOfTheArms) {
  const auto found = std::ranges::find_if(grant().differences,
                                          [](const auto& one) { return one.variable.name == "employment_difference"; });
  ASSERT_NE(found, grant().differences.end());
  double sum = 0;
  for (int r = 0; r < 3; ++r) {
    sum += runs::at(with(), runs::series(with(), "employment"), 23, r)[0] -
           runs::at(without(), runs::series(without(), "employment"), 23, r)[0];
  }
  EXPECT_NEAR(found->values[23].mean, sum / 3, 1e-6 * std::abs(sum) + 1e-6);
  EXPECT_LE(found->values[23].low, found->values[23].high);
}

TEST(Compare, AnEarlierHorizonSeesOnlyWhatHappenedByThen) {
  const auto early =
      compare(without(), with(), {.horizon = 5, .discount_rate = 0.03});  // before the grant takes effect
  for (const auto& technology : early.technologies) {
    for (const ClassCounts& counts : technology.groups[0].replicates) {
      EXPECT_EQ(counts.recipients, 0);
      EXPECT_TRUE(counts.adds_up());
    }
  }
}

TEST(Compare, ExtraSpendingIsTheGrossCost) {
  const CompareOptions options{.horizon = 20, .discount_rate = 0.04};
  EXPECT_DOUBLE_EQ(extra_spending(without(), with(), options), compare(without(), with(), options).cost.gross.estimate);
  EXPECT_EQ(extra_spending(with(), with(), options), 0);
}

TEST(Compare, RecipientsMayBeThoseOfChosenInstruments) {
  CompareOptions options;
  options.instruments = {"relending"};
  const auto chosen = compare(without(), with(), options);
  EXPECT_EQ(chosen.instruments, std::vector<std::string>{"relending"});
  for (const auto& technology : chosen.technologies) EXPECT_TRUE(technology.groups[0].replicates[0].adds_up());
  const auto automation = runs::place(with(), "technology", "automation");
  EXPECT_NE(chosen.technologies[automation].groups[0].replicates[0].recipients,
            grant().technologies[automation].groups[0].replicates[0].recipients);
}

TEST(Compare, SmallNumbersOfConfidentialFirmsAreNotTold) {
  CompareOptions options;
  options.confidential = Confidential{{}, 1000000};
  for (std::uint32_t firm = 0; firm < 3000; ++firm) options.confidential->row.push_back(firm);
  const auto none = compare(without(), with(), options);
  EXPECT_EQ(none.technologies[0].groups[0].replicates[0].of(AdoptionClass::unaffected), not_told);
  EXPECT_FALSE(none.cost.per[0].determined) << "the cost per additional adopter would tell their number";
  EXPECT_TRUE(std::isnan(none.cost.per[0].brought.estimate));
  options.confidential->min_cell = 1;
  const auto some = compare(without(), with(), options);
  EXPECT_EQ(some.technologies[0].groups[0].replicates[0].of(AdoptionClass::unaffected),
            grant().technologies[0].groups[0].replicates[0].of(AdoptionClass::unaffected));
}

/// What is said of the arm with the grant after a change to its file by somebody else.
std::string said_of_changed(const std::function<void(results::Result&)>& change) {
  results::Result other = with();
  change(other);
  try {
    compare(without(), other, {});
  } catch (const UserError& error) {
    return error.problems()[0].what;
  }
  return "";
}

results::TableColumn& changed(results::Result& result, const std::string& table, const std::string& name) {
  const auto found = std::ranges::find(result.tables, table, &results::Table::name);
  return *std::ranges::find(found->columns, name, &results::TableColumn::name);
}

TEST(Compare, WhatTablesOfOthersCodeIsBelievedOnlyWithinTheirLabels) {
  for (const auto& [table, name] : {std::pair{"events", "technology"}, std::pair{"awarded", "instrument"},
                                    std::pair{"lives", "sector"}, std::pair{"lives", "size"}}) {
    EXPECT_NE(said_of_changed([&](auto& r) { changed(r, table, name).labels.clear(); }), "") << name;
    EXPECT_NE(said_of_changed([&](auto& r) {
                auto& column = changed(r, table, name);
                column.numbers.assign(std::exchange(column.integers, {}).size(), 0.0);
              }),
              "")
        << name;
  }
  EXPECT_NE(said_of_changed([](auto& r) {
              auto& column = changed(r, "awarded", "technology");
              column.labels.emplace_back("more");
              column.integers[0] = static_cast<std::int32_t>(column.labels.size()) - 1;
            }),
            "");
  EXPECT_NE(said_of_changed([](auto& r) { changed(r, "lives", "life_replicate").integers[0] = 3; }), "");
  EXPECT_NE(said_of_changed([](auto& r) { changed(r, "events", "month").integers[0] = -2; }), "");
  EXPECT_NE(said_of_changed([](auto& r) {
              const auto spending =
                  std::ranges::find_if(r.series, [](const auto& series) { return series.variable.name == "spending"; });
              spending->values.resize(3), spending->variable.dimensions.clear();
            }),
            "");
}

TEST(Compare, ArmsThatAreNotOnTheSameLuckAreRefusedWithARemedy) {
  const auto refused = [&](const results::Result& other, const std::string& part) {
    try {
      compare(with(), other, {});
    } catch (const UserError& error) {
      EXPECT_EQ(static_cast<int>(error.code()), static_cast<int>(ExitCode::bad_input));
      EXPECT_NE(error.problems()[0].what.find(part), std::string::npos) << error.problems()[0].what;
      EXPECT_FALSE(error.problems()[0].help.empty());
      return;
    }
    ADD_FAILURE() << "not refused: " << part;
  };
  refused(arm("", {"seed=2"}), "seed");
  refused(arm("", {"start=2024-02"}), "first month");
  refused(arm("", {"end=2025-11"}), "last month");
  refused(runs::china({.settings = {"end=2025-12"}, .scenario_name = {}, .replicates = 2}), "replicates");
  refused(arm("", {"population.firms=2900"}), "the same firms");
  refused(arm("", {"outputs.events=false"}), "no table lives");
}

}  // namespace
}  // namespace millwright::experiments
