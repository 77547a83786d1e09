#include "scenario/firm_table.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <numeric>

#include "core/errors.hpp"
#include "scenario/language/numbers.hpp"

namespace millwright::scenario {
namespace {

constexpr std::size_t most_problems = 50;  // of one file; nobody reads more
constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// Reads columns of one firm table. Every cell that is wrong becomes a problem.
class FirmTableReader {
 public:
  explicit FirmTableReader(const FirmTable& table) : table_(table), file_(table.file) {
    std::vector<std::string> known;
    for (const Column& column : firm_table_columns()) known.emplace_back(column.name);
    for (const auto& [name, theirs] : table.columns) {
      if (std::find(known.begin(), known.end(), name) == known.end()) {
        const std::string near = nearest(name, known);
        add(file_.where_header(), fmt::format("population.table.columns: there is no column '{}'", printable(name)),
            near.empty() ? fmt::format("known are {}", fmt::join(known, ", "))
                         : fmt::format("did you mean '{}'?", near));
      } else if (!file_.has(theirs)) {
        const std::string near = nearest(theirs, file_.columns());
        add(file_.where_header(), fmt::format("there is no column '{}' for {}", printable(theirs), name),
            near.empty() ? "the columns are: " + listed(file_.columns())
                         : fmt::format("did you mean '{}'?", printable(near)));
      }
    }
  }

  /// How the file names a column; empty where it lacks it.
  std::string name_of(const std::string& column) const {
    for (const auto& [name, theirs] : table_.columns)
      if (name == column) return file_.has(theirs) ? theirs : "";
    return file_.has(column) ? column : "";
  }

  /// A column that must be there.
  void require(const char* column) {
    if (!name_of(column).empty() || maps(column)) return;
    add(file_.where_header(), fmt::format("there is no column '{}'", column),
        fmt::format("name it under population.table.columns, such as {{{}: {}}}", column,
                    printable(file_.columns().front())));
  }

  /// A column of numbers, NaN where nothing is known.
  std::vector<double> numbers(const std::string& column, Range range) {
    const std::string name = name_of(column);
    std::vector<double> values(file_.rows(), unknown);
    for (std::size_t row = 0; row < file_.rows() && !name.empty() && !full(); ++row) {
      const std::string& cell = file_.text(row, name);
      if (is_missing(cell)) continue;
      const auto number = parse_number(cell);
      if (number && *number >= range.least && *number <= range.most) {
        values[row] = *number;
        continue;
      }
      add(file_.where(row, name),
          fmt::format("column '{}': '{}' is not a number between {} and {}", printable(name),
                      printable(cell.substr(0, 60)), range.least, range.most),
          fmt::format("write a plain number, or one of {} where it is not known", tokens()));
    }
    count_missing(column, values, [](double value) { return std::isnan(value); });
    return values;
  }

  /// A column of names, as their place among `names`; -1 where nothing is known.
  std::vector<std::int16_t> codes(const std::string& column, const std::vector<std::string>& names) {
    const std::string name = name_of(column);
    std::vector<std::int16_t> values(file_.rows(), -1);
    for (std::size_t row = 0; row < file_.rows() && !name.empty() && !full(); ++row) {
      const std::string& cell = file_.text(row, name);
      const auto found = std::find(names.begin(), names.end(), cell);
      if (found != names.end()) values[row] = static_cast<std::int16_t>(found - names.begin());
      if (found != names.end() || is_missing(cell)) continue;
      const std::string near = nearest(cell, names);
      add(file_.where(row, name),
          fmt::format("column '{}': there is no {} '{}'", printable(name), column, printable(cell.substr(0, 60))),
          near.empty() ? fmt::format("the scenario has {}", listed(names))
                       : fmt::format("did you mean '{}'?", printable(near)));
    }
    count_missing(column, values, [](std::int16_t value) { return value < 0; });
    return values;
  }

  std::vector<std::string> texts(const std::string& column) const {
    const std::string name = name_of(column);
    std::vector<std::string> values;
    for (std::size_t row = 0; row < file_.rows() && !name.empty(); ++row) values.push_back(file_.text(row, name));
    return values;
  }

  void add(const std::string& where, const std::string& what, const std::string& help) {
    problems_.push_back({where, what, help});
  }
  bool full() const { return problems_.size() >= most_problems; }
  bool fine() const { return problems_.empty(); }
  void throw_if_any() {
    if (!problems_.empty()) throw UserError(std::move(problems_));
  }
  /// Columns of the file that mean nothing here, in words; empty where there are none.
  std::string unused_words() const {
    std::vector<std::string> unused;
    for (const std::string& column : file_.columns()) {
      const bool used = std::any_of(firm_table_columns().begin(), firm_table_columns().end(),
                                    [&](const Column& known) { return name_of(known.name) == column; });
      if (!used) unused.push_back(column);
    }
    return unused.empty() ? "" : listed(unused);
  }
  /// What the file does not give, in words; empty where it gives all.
  std::string missing_words() const {
    std::string words;
    for (const std::string& part : missing_) words += (words.empty() ? "" : ", ") + part;
    return words;
  }

 private:
  static std::string listed(const std::vector<std::string>& names) {
    std::string list;
    for (std::size_t i = 0; i < names.size() && i < 20; ++i) list += (i > 0 ? ", " : "") + printable(names[i]);
    return list + (names.size() > 20 ? ", ..." : "");
  }
  bool maps(const std::string& column) const {
    return std::any_of(table_.columns.begin(), table_.columns.end(),
                       [&](const auto& named) { return named.name == column; });
  }
  bool is_missing(const std::string& cell) const {
    return std::find(table_.missing.begin(), table_.missing.end(), cell) != table_.missing.end();
  }
  std::string tokens() const {
    std::string list;
    for (const std::string& token : table_.missing)
      list += (list.empty() ? "" : ", ") + fmt::format("'{}'", printable(token));
    return list;
  }
  void count_missing(const std::string& column, const auto& values, auto&& lacks) {
    const auto count = static_cast<std::size_t>(std::count_if(values.begin(), values.end(), lacks));
    if (count == values.size()) {
      missing_.push_back(column);
    } else if (count > 0) {
      missing_.push_back(fmt::format("{} of {} {}", count, values.size(), column));
    }
  }

  const FirmTable& table_;
  const CsvTable& file_;
  std::vector<Problem> problems_;
  std::vector<std::string> missing_;
};

std::vector<std::string> names_of(const auto& named) {
  std::vector<std::string> names;
  names.reserve(named.size());
  for (const auto& entry : named) names.push_back(entry.name);
  return names;
}

/// Systematic cloning: the simulated firms lie at even distances along the running sum of the weights.
std::vector<std::uint32_t> cloned(const std::vector<double>& weights, std::size_t count) {
  double total = 0;
  for (const double weight : weights) total += weight;
  std::vector<std::uint32_t> rows;
  rows.reserve(count);
  double passed = weights.front();
  std::uint32_t row = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const double place = (static_cast<double>(i) + 0.5) * total / static_cast<double>(count);
    while (passed <= place && row + 1 < weights.size()) passed += weights[++row];
    rows.push_back(row);
  }
  return rows;
}

std::vector<double> read_weights(FirmTableReader& reader, const CsvTable& file) {
  const std::string name = reader.name_of("weight");
  if (name.empty()) return std::vector<double>(file.rows(), 1);
  std::vector<double> weights;
  double total = 0;
  for (std::size_t row = 0; row < file.rows() && !reader.full(); ++row) {
    const auto weight = parse_number(file.text(row, name));
    weights.push_back(weight.value_or(0));
    total += weights.back();
    if (weight && *weight >= 0 && *weight <= 1e9) continue;
    reader.add(file.where(row, name),
               fmt::format("column '{}': '{}' is not a weight", printable(name),
                           printable(file.text(row, name).substr(0, 60))),
               "write for how many firms it stands; a weight cannot be missing");
  }
  if (reader.fine() && !(total > 0)) {
    reader.add(file.where_header(), fmt::format("column '{}': all weights are 0", printable(name)),
               "write for how many firms each firm stands");
  }
  return weights;
}

/// What is odd about the clones: weights that miss the firms of the country, firms that no simulated one stands for.
void note_clones(const Scenario& scenario, const std::vector<double>& weights, bool weighted,
                 const std::vector<std::uint32_t>& rows, std::vector<std::string>& notes) {
  const std::string where = scenario.population.table.file.where_header();
  const auto represents = static_cast<double>(scenario.population.represents);
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  constexpr double tolerance = 0.05;
  if (weighted && std::abs(total - represents) > tolerance * represents) {
    notes.push_back(fmt::format("{}: the weights add up to {:.0f} firms, population.represents is {:.0f}", where, total,
                                represents));
  }
  std::vector<bool> stands(weights.size());
  for (const std::uint32_t row : rows) stands[row] = true;
  std::size_t left_out = 0;
  for (std::size_t row = 0; row < weights.size(); ++row) left_out += weights[row] > 0 && !stands[row] ? 1 : 0;
  if (left_out > 0) {
    notes.push_back(fmt::format("{}: {} of {} firms are not simulated, since population.firms is {}", where, left_out,
                                weights.size(), scenario.population.firms));
  }
}

void check_ids(FirmTableReader& reader, const CsvTable& file, const std::vector<std::string>& ids) {
  std::map<std::string_view, std::size_t> first;
  for (std::size_t row = 0; row < ids.size() && !reader.full(); ++row) {
    const auto [known, fresh] = first.emplace(ids[row], row);
    if (fresh) continue;
    reader.add(file.where(row, "id"), fmt::format("id '{}' is there twice", printable(ids[row].substr(0, 60))),
               fmt::format("it stands at {} already", file.where(known->second, "id")));
  }
}

}  // namespace

const std::vector<Column>& firm_table_columns() {
  static const std::vector<Column> columns = {
      {"employees", "People who work there", {1, 1e7}, true, "workers"},
      {"sector", "A sector of the sector table"},
      {"id", "Its own name, by which network.file knows it", {}, false},
      {"weight", "For how many firms it stands; 1 when left out", {}, false, "firms"},
      {"region", "One of the scenario's regions", {}, false},
      {"ownership", "One of the scenario's types of ownership", {}, false},
      {"cash", "Cash at the start", {0, 1e9}, false, "million of the base currency"},
      {"debt", "Debt at the start", {0, 1e9}, false, "million of the base currency"},
  };
  return columns;
}

FirmRoster read_firm_table(const Scenario& scenario, const std::vector<std::string>& sectors,
                           std::vector<std::string>& notes) {
  constexpr Range money{0, 1e9};
  const FirmTable& table = scenario.population.table;
  FirmTableReader reader(table);
  reader.require("employees"), reader.require("sector");
  if (table.file.rows() == 0)
    reader.add(table.file.where_header(), "there is no firm in this table", "one row per firm");
  reader.throw_if_any();
  FirmRoster roster;
  roster.employees = reader.numbers("employees", {1, 1e7});
  roster.sector = reader.codes("sector", sectors);
  if (!scenario.regions.empty()) roster.region = reader.codes("region", names_of(scenario.regions));
  if (!scenario.ownership.empty()) roster.ownership = reader.codes("ownership", names_of(scenario.ownership));
  roster.cash = reader.numbers("cash", money);
  roster.debt = reader.numbers("debt", money);
  roster.id = reader.texts("id");
  check_ids(reader, table.file, roster.id);
  const std::vector<double> weights = read_weights(reader, table.file);
  reader.throw_if_any();
  roster.row = cloned(weights, static_cast<std::size_t>(scenario.population.firms));
  note_clones(scenario, weights, !reader.name_of("weight").empty(), roster.row, notes);
  if (const std::string missing = reader.missing_words(); !missing.empty())
    notes.push_back(fmt::format("{}: not in the table and therefore drawn: {}", table.file.where_header(), missing));
  if (const std::string unused = reader.unused_words(); !unused.empty())
    notes.push_back(fmt::format("{}: columns that are not read: {}", table.file.where_header(), unused));
  return roster;
}

}  // namespace millwright::scenario
