#pragma once

#include "core/rates.hpp"
#include "scenario/language/keys.hpp"

// Who decides: firms, sectors, the supply network, how firms grow, finance themselves, enter and exit.
namespace millwright::scenario {

/// A table of the user's own firms, and how its columns are named.
struct FirmTable {
  CsvTable file;
  std::vector<Named<std::string>> columns;
  std::vector<std::string> missing;
  bool confidential = false;
  std::int64_t min_cell = 0;

  bool given() const { return !file.columns().empty(); }
};

/// The columns of such a table, as they are named here.
const std::vector<Column>& firm_table_columns();

inline void declare(Keys<FirmTable>& keys) {
  Key& file = keys.table("file", &FirmTable::file);
  file.population().means("CSV with one row per firm; what is missing is drawn").example("firms.csv");
  for (const Column& column : firm_table_columns()) file.column(column);
  keys.map_of_texts("columns", &FirmTable::columns)
      .optional()
      .population()
      .means("How the file names these columns, such as {employees: besch, sector: wz}")
      .example("{employees: besch, sector: wz}");
  keys.names("missing", &FirmTable::missing, {.otherwise = "[\"\", NA]"})
      .population()
      .means("What stands in a cell whose value is not known")
      .example("[\"\", NA]");
  keys.flag("confidential", &FirmTable::confidential, {.otherwise = "false"})
      .means("Whether the result must not hold the table, single firms, or values of groups smaller than min_cell");
  keys.count("min_cell", &FirmTable::min_cell, {.range = {1, 1e6}, .otherwise = "3"})
      .means("Fewest firms of a confidential table in a group whose values are published");
}

/// The firms of such a table as columns. NaN and -1 mean that the value is drawn.
struct FirmRoster {
  std::vector<std::string> id;
  std::vector<double> employees, cash, debt;  // [worker], [m currency]
  std::vector<std::int16_t> sector, region, ownership;
  std::vector<std::uint32_t> row;  // by simulated firm, ascending: the firm of the table that it stands for

  bool empty() const { return row.empty(); }
};

struct Population {
  FirmTable table;
  FirmRoster roster;  // filled from the table when the scenario is loaded
  std::int64_t firms = 0, represents = 0;
  double workers_per_firm = 0, size_exponent = 0, largest_firm = 0, cost_sd = 0;
};

inline void declare(Keys<Population>& keys) {
  keys.count("firms", &Population::firms, {.range = {1, 1e8}, .otherwise = "100000"})
      .population()
      .means("Simulated firms; those of a table are cloned in proportion to their weights until there are so many");
  keys.section("table", &Population::table).optional().means("A table of your own firms, instead of drawn ones");
  keys.count("represents", &Population::represents, {.range = {1, 1e10}})
      .population()
      .means("Firms of the country that they stand for: scales counts, budgets, supplies and totals");
  keys.number("workers_per_firm", &Population::workers_per_firm, {.range = {1, 1e6}, .otherwise = "141"})
      .population()
      .means("Mean number of workers")
      .source("NBS 2022-2025: above-scale industrial firms have 140 to 150 each");
  keys.number("size_exponent", &Population::size_exponent, {.range = {0.5, 3}, .otherwise = "1.06"})
      .population()
      .means("Exponent of the Pareto distribution of workers")
      .source("Axtell 2001");
  keys.number("largest_firm", &Population::largest_firm, {.range = {10, 1e7}, .otherwise = "100 k"})
      .population()
      .means("Workers at which the distribution is truncated")
      .source("judgement");
  keys.number("cost_sd", &Population::cost_sd, {.range = {0, 5}, .otherwise = "1.1", .unit = "ln"})
      .population()
      .means("Standard deviation over firms of the log project price")
      .source("judgement: scratch fit; range 0.7 to 1.3");
}

struct Sectors {
  CsvTable table;
};

inline void declare(Keys<Sectors>& keys) {
  const Range share{0, 1}, some{0.01, 1};
  keys.table("table", &Sectors::table)
      .population()
      .means("CSV with one row per sector")
      .example("data/sectors.csv")
      .column({"sector", "Name of the sector"})
      .column({"firm_share", "Share of the country's firms; 1 in all", share})
      .column({"employment_share", "Share of the workers; 1 in all", share})
      .column({"value_added_share_of_output", "Value added as a share of output", some})
      .column({"labour_share_of_value_added", "Labour compensation as a share of value added", some})
      .column({"nonferrous_price_exposure", "Non-ferrous metals as a share of output", share})
      .column({"TECHNOLOGY_potential", "Share of the work or value added that the technology can reach", share})
      .column({"export_share", "Exports as a share of sales; 0 when left out", share, false})
      .column({"TECHNOLOGY_supply", "Share of the technology's equipment that the sector makes; 0 when left out", share,
               false});
}

struct Region {
  double share = 0;
};

inline void declare(Keys<Region>& keys) {
  keys.share("share", &Region::share).population().means("Share of firms; the regions' shares add up to 100 %");
}

struct Ownership {
  double share = 0, loan_spread = 0;
};

inline void declare(Keys<Ownership>& keys) {
  keys.share("share", &Ownership::share).population().means("Share of firms; the types' shares add up to 100 %");
  keys.points("loan_spread", &Ownership::loan_spread, {.range = {-0.2, 0.5}, .otherwise = "0 pp"})
      .means("Spread of this type's loans over the loan rate, on top of the spread by size")
      .source("judgement");
}

/// One simulated firm that buys from another.
struct FirmLink {
  std::uint32_t buyer = 0, supplier = 0;
  auto operator<=>(const FirmLink&) const = default;
};

struct SupplyNetwork {
  double suppliers_per_firm = 0, size_exponent = 0, same_region = 0;
  CsvTable input_output, file;
  std::vector<FirmLink> links;  // filled from `file` when the scenario is loaded; ascending, each once
};

inline void declare(Keys<SupplyNetwork>& keys) {
  keys.table("file", &SupplyNetwork::file)
      .optional()
      .population()
      .means(
          "Who supplies whom among the firms of population.table, instead of drawn links: CSV, or GraphML with an edge "
          "from supplier to buyer")
      .example("links.csv")
      .column({"supplier", "The firm that supplies, by the table's id"})
      .column({"buyer", "The firm that it supplies, by the table's id"});
  keys.number("suppliers_per_firm", &SupplyNetwork::suppliers_per_firm, {.range = {0.1, 100}, .otherwise = "3"})
      .population()
      .means("Mean number of suppliers")
      .source("judgement");
  keys.number("size_exponent", &SupplyNetwork::size_exponent, {.range = {0, 2}, .otherwise = "0.8"})
      .population()
      .means("Power of size in the choice of a supplier within its sector")
      .source("judgement");
  keys.share("same_region", &SupplyNetwork::same_region, {.otherwise = "60 %"})
      .population()
      .means("Share of links that are drawn within the buyer's region; the others may lead anywhere")
      .source("judgement");
  keys.table("input_output", &SupplyNetwork::input_output)
      .population()
      .means(
          "CSV matrix of direct requirements: the row's sector supplies the column's, both in the order of the table")
      .example("data/input_output.csv")
      .column({"supplier", "Sector that supplies; it is the first column, whatever its name"})
      .column({"SECTOR", "Its deliveries per unit of that sector's output, one column for every sector", {0, 10}});
}

struct Dynamics {
  double selection = 0, productivity_persistence = 0, productivity_sd = 0;
  double growth_noise = 0, growth_noise_size_exponent = 0, reference_workers = 0, employment_adjustment = 0;
  double order_response = 0, backlog_response = 0, least_inventories = 0, most_inventories = 0;
  double investment_feedback = 0;
};

inline void declare(Keys<Dynamics>& keys) {
  keys.number("selection", &Dynamics::selection, {.range = {0, 0.2}, .otherwise = "0.003", .unit = "1/month"})
      .means("Response of a firm's growth to its cost advantage (replicator)")
      .source("scratch run: keeps the size exponent at 1.06 with weak selection; range 0.001 to 0.01");
  keys.share("productivity_persistence", &Dynamics::productivity_persistence,
             {.range = {0, 0.9999}, .otherwise = "0.985"})
      .means("Monthly persistence of log productivity")
      .source("scratch run; range 0.97 to 0.995");
  keys.number("productivity_sd", &Dynamics::productivity_sd, {.range = {0, 3}, .otherwise = "0.25", .unit = "ln"})
      .population()
      .means("Standard deviation of the part of log productivity that moves within a firm")
      .source("judgement: the dispersion of 0.63 (Hsieh-Klenow 2009) is mostly between firms; see engine/MODEL.md");
  keys.number("growth_noise", &Dynamics::growth_noise, {.range = {0, 1}, .otherwise = "0.05", .unit = "1/sqrt(month)"})
      .means("Standard deviation of log sales growth of a firm of the reference size")
      .source("scratch run: Laplace growth rates");
  keys.number("growth_noise_size_exponent", &Dynamics::growth_noise_size_exponent,
              {.range = {-1, 1}, .otherwise = "-0.17"})
      .means("Power of size in that standard deviation")
      .source("Stanley et al. 1996");
  keys.number("reference_workers", &Dynamics::reference_workers,
              {.range = {1, 1e6}, .otherwise = "75", .unit = "workers"})
      .means("The reference size");
  keys.share("employment_adjustment", &Dynamics::employment_adjustment,
             {.range = {0.01, 1}, .otherwise = "10 %", .unit = "1/month"})
      .means("Share of the gap to desired employment that is closed in a month")
      .source("judgement");
  keys.share("order_response", &Dynamics::order_response, {.range = {0.01, 1}, .otherwise = "50 %", .unit = "1/month"})
      .means("Share of the gap between orders and output that output closes in a month")
      .source("judgement");
  keys.share("investment_feedback", &Dynamics::investment_feedback, {.otherwise = "100 %"})
      .means(
          "How much orders of equipment beyond those of the first year move the demand of all sectors; 0: not at all")
      .source("Leontief 1986; the sectors that make the equipment stand in the sector table");
  keys.share("backlog_response", &Dynamics::backlog_response, {.otherwise = "25 %", .unit = "1/month"})
      .means("Share of the backlog that is added to a month's output")
      .source("judgement");
  keys.number("least_inventories", &Dynamics::least_inventories,
              {.range = {0, 0.9}, .otherwise = "0.3", .unit = "months of output"})
      .population()
      .means("Finished goods that a firm does not deliver")
      .source("judgement");
  keys.number("most_inventories", &Dynamics::most_inventories,
              {.range = {0, 0.95}, .otherwise = "0.5", .unit = "months of output"})
      .population()
      .means("Finished goods above which a firm makes less: the excess counts against the backlog")
      .source("judgement");
}

struct Finance {
  double leverage = 0, reserve = 0, initial_debt = 0, initial_cash = 0, initial_cash_sd = 0;
  double repayment = 0, tax = 0, payout = 0, small_firm_spread = 0, net_margin = 0;
};

inline void declare(Keys<Finance>& keys) {
  keys.number("leverage", &Finance::leverage, {.range = {0, 20}, .otherwise = "0.6", .unit = "of yearly value added"})
      .means("Debt up to which banks lend")
      .source("judgement; range 0.3 to 1.2");
  keys.duration("reserve", &Finance::reserve, {.range = {0, 24}, .otherwise = "1 months", .unit = "months of wages"})
      .means("Cash that a firm does not spend on projects")
      .source("judgement");
  keys.number("initial_debt", &Finance::initial_debt,
              {.range = {0, 20}, .otherwise = "0.3", .unit = "of yearly value added"})
      .population()
      .means("Debt at the start")
      .source("judgement");
  keys.number("initial_cash", &Finance::initial_cash,
              {.range = {0, 20}, .otherwise = "0.15", .unit = "of yearly value added"})
      .population()
      .means("Median cash at the start")
      .source("judgement");
  keys.number("initial_cash_sd", &Finance::initial_cash_sd, {.range = {0, 3}, .otherwise = "0.6", .unit = "ln"})
      .population()
      .means("Spread of initial cash over firms")
      .source("judgement");
  keys.share("repayment", &Finance::repayment, {.otherwise = "1.6667 %", .unit = "1/month"})
      .means("Share of debt repaid in a month")
      .source("judgement: five-year loans");
  keys.share("tax", &Finance::tax, {.otherwise = "25 %"})
      .means("Corporate income tax")
      .source("Enterprise Income Tax Law");
  keys.share("payout", &Finance::payout, {.otherwise = "30 %"})
      .means("Share of after-tax profit paid out")
      .source("judgement");
  keys.points("small_firm_spread", &Finance::small_firm_spread, {.range = {-0.2, 0.5}, .otherwise = "1 pp"})
      .means("Spread over the loan rate of firms in the smallest size class")
      .source("judgement");
  keys.share("net_margin", &Finance::net_margin, {.range = {-0.5, 0.9}, .otherwise = "5.3 %"})
      .means("Profit before interest and tax as a share of sales in the base month, without adoption")
      .source("NBS, industrial profits 2025");
}

struct Capital {
  double output_ratio = 0, intangibles = 0;
  AnnualRate depreciation{};
};

inline void declare(Keys<Capital>& keys) {
  keys.number("output_ratio", &Capital::output_ratio,
              {.range = {0, 20}, .otherwise = "1.5", .unit = "of yearly value added"})
      .means("Conventional capital, beside the technologies of the scenario")
      .source("from memory; range 1 to 2.5");
  keys.number("intangibles", &Capital::intangibles, {.range = {0, 20}, .otherwise = "3"})
      .means("Intangible capital that comes with each unit of AI capital, in the share of AI with intangibles")
      .source("Brynjolfsson-Rock-Syverson, from memory; range 1 to 9");
  keys.rate("depreciation", &Capital::depreciation, {.range = {0, 1}, .otherwise = "8 %/year"})
      .means("What conventional capital loses in a year, and what is spent to replace it")
      .source("judgement");
}

struct Turnover {
  AnnualRate exit_rate{};
  double exit_size_exponent = 0, entrant_size = 0, entrant_adoption = 0;
};

inline void declare(Keys<Turnover>& keys) {
  keys.rate("exit_rate", &Turnover::exit_rate, {.range = {0, 5}, .otherwise = "8 %/year"})
      .means("Yearly exits, insolvencies included")
      .source("from memory; range 5 % to 12 %");
  keys.number("exit_size_exponent", &Turnover::exit_size_exponent, {.range = {-2, 2}, .otherwise = "-0.4"})
      .means("Power of size in the exit hazard")
      .source(
          "judgement: firms of 10 000 workers leave at about 1 % a year; -0.2 would retire robots faster than reported "
          "stocks allow");
  keys.number("entrant_size", &Turnover::entrant_size, {.range = {0.01, 10}, .otherwise = "0.3"})
      .means("Size of an entrant relative to a fresh draw of the initial distribution")
      .source("judgement");
  keys.share("entrant_adoption", &Turnover::entrant_adoption, {.otherwise = "50 %"})
      .means("An entrant's chance to be equipped, relative to its sector's adoption share")
      .source("judgement");
}

}  // namespace millwright::scenario
