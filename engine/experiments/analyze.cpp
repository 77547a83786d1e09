#include "experiments/analyze.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "core/errors.hpp"
#include "experiments/sweep_result.hpp"
#include "scenario/language/numbers.hpp"

namespace millwright::experiments {
namespace {

constexpr Luck bootstrap_luck{20260518, 0};
constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

[[noreturn]] void refuse(const std::string& what, const std::string& help) {
  throw UserError(Problem{"", what, help}, ExitCode::usage);
}

void require_sweep(const results::Result& sweep) {
  const bool is_sweep = sweep.outer.size() == 2 && sweep.outer[0].name == "arm" && sweep.outer[1].name == "point";
  if (is_sweep) return;
  throw UserError(Problem{"", "this is the result of a run, not of a sweep",
                          "name a file that `millwright sweep run` or `sweep merge` wrote"});
}

const statistics::Dimension& dimension(const results::Result& sweep, const std::string& name) {
  return *std::ranges::find(sweep.dimensions, name, &statistics::Dimension::name);
}

const results::Series& series_of(const results::Result& sweep, const std::string& name) {
  for (const auto& series : sweep.series)
    if (series.variable.name == name) return series;
  std::vector<std::string> known;
  for (const auto& series : sweep.series) known.push_back(series.variable.name);
  const std::string near = nearest(name, known);
  refuse(fmt::format("the sweep has no variable '{}'", printable(name)),
         near.empty() ? fmt::format("it has {}", fmt::join(known, ", ")) : fmt::format("did you mean '{}'?", near));
}

/// The wanted labels of a variable, or all, dimension by dimension.
std::vector<std::vector<std::string>> combinations(const results::Result& sweep, const statistics::Variable& variable,
                                                   std::vector<std::string> wanted) {
  std::vector<std::vector<std::string>> all = {{}};
  for (const std::string& name : variable.dimensions) {
    const auto& labels = dimension(sweep, name).labels;
    const auto named = std::ranges::find_if(
        wanted, [&](const std::string& label) { return std::ranges::find(labels, label) != labels.end(); });
    const std::vector<std::string> chosen = named == wanted.end() ? labels : std::vector{*named};
    if (named != wanted.end()) wanted.erase(named);
    std::vector<std::vector<std::string>> longer;
    for (const auto& start : all) {
      for (const std::string& label : chosen) longer.push_back(start), longer.back().push_back(label);
    }
    all = std::move(longer);
  }
  if (!wanted.empty()) {
    refuse(fmt::format("'{}' has no label '{}'", variable.name, printable(wanted.front())),
           "`ncdump -v` shows the labels of a dimension");
  }
  return all;
}

std::vector<OutputChoice> in_arms(const results::Result& sweep, const OutputChoice& level) {
  std::vector<OutputChoice> choices = {level};
  for (std::size_t arm = 1; arm < sweep.outer[0].length; ++arm) {
    choices.push_back(level);
    choices.back().arm = arm, choices.back().less = 0;
  }
  return choices;
}

/// Numbers of a coordinate; texts that are all numbers count as such, others as levels in the order of first sight.
void add_factor(const results::Coordinate& coordinate, std::size_t column, Factors& factors) {
  factors.names.push_back(coordinate.name), factors.units.push_back(coordinate.unit);
  auto& labels = factors.labels.emplace_back();
  std::vector<double> numbers = coordinate.numbers;
  for (const std::string& text : coordinate.texts) numbers.push_back(scenario::parse_number(text).value_or(undefined));
  if (std::ranges::any_of(numbers, [](double number) { return std::isnan(number); })) {
    for (std::size_t p = 0; p < coordinate.texts.size(); ++p) {
      const auto known = std::ranges::find(labels, coordinate.texts[p]);
      numbers[p] = static_cast<double>(known - labels.begin());
      if (known == labels.end()) labels.push_back(coordinate.texts[p]);
    }
  }
  for (std::size_t p = 0; p < numbers.size(); ++p) factors.values(p, column) = numbers[p];
}

/// The design in the unit cube, as merge() left it.
Matrix unit_design(const results::Result& sweep) {
  for (const results::Table& table : sweep.tables) {
    if (table.name != design_table || table.columns.empty()) continue;
    Matrix design(table.columns[0].numbers.size(), table.columns.size());
    for (std::size_t f = 0; f < table.columns.size(); ++f) {
      if (table.columns[f].numbers.size() != design.rows) break;
      for (std::size_t p = 0; p < design.rows; ++p) design(p, f) = table.columns[f].numbers[p];
    }
    return design;
  }
  return {};
}

/// Whether the rows from `start` on are a, b, and a with one factor of b each.
bool is_block(const Matrix& design, std::size_t start) {
  const std::size_t d = design.columns;
  for (std::size_t f = 0; f < d; ++f) {
    for (std::size_t k = 0; k < d; ++k) {
      if (design(start + 2 + f, k) != design(start + (k == f ? 1 : 0), k)) return false;
    }
  }
  return true;
}

/// Whether rows come in blocks of a base point a, b, and a with one factor of b each.
bool is_saltelli(const Matrix& design) {
  const std::size_t d = design.columns, block = d + 2;
  if (d == 0 || design.rows == 0 || design.rows % block != 0) return false;
  for (std::size_t start = 0; start < design.rows; start += block) {
    if (!is_block(design, start)) return false;
  }
  return true;
}

/// Whether the rows from `start` on change each factor once, one at a time.
bool is_trajectory(const Matrix& design, std::size_t start) {
  const std::size_t d = design.columns;
  std::vector<int> changed(d, 0);
  for (std::size_t row = start; row < start + d; ++row) {
    int now = 0;
    for (std::size_t f = 0; f < d; ++f) {
      if (design(row, f) == design(row + 1, f)) continue;
      now += 1, changed[f] += 1;
    }
    if (now != 1) return false;
  }
  return std::ranges::all_of(changed, [](int times) { return times == 1; });
}

/// Whether rows come in trajectories that change each factor once, one at a time.
bool is_morris(const Matrix& design) {
  const std::size_t d = design.columns, rows = d + 1;
  if (d == 0 || design.rows == 0 || design.rows % rows != 0) return false;
  for (std::size_t start = 0; start < design.rows; start += rows) {
    if (!is_trajectory(design, start)) return false;
  }
  return true;
}

results::TableColumn numbers_column(const std::string& name, const std::string& meaning) {
  return {name, "1", meaning, {}, {}, {}};
}

}  // namespace

std::string OutputChoice::name(const results::Result& sweep) const {
  const auto& arms = sweep.outer[0].labels;
  std::string text = less ? fmt::format("{} - {}: ", arms[arm], arms[*less]) : "";
  if (!less && arms.size() > 1) text = arms[arm] + ": ";
  return text + fmt::format("{}{}{} {}", variable, labels.empty() ? "" : " ", fmt::join(labels, " "),
                            to_string(sweep.months[month]));
}

std::vector<OutputChoice> usual_outputs(const results::Result& sweep) {
  require_sweep(sweep);
  constexpr std::size_t most_labels = 4;  // of a variable: more would bury the rest
  std::vector<OutputChoice> choices;
  for (const auto& series : sweep.series) {
    const auto all = combinations(sweep, series.variable, {});
    if (all.size() > most_labels) continue;
    for (const auto& labels : all) {
      for (OutputChoice& choice :
           in_arms(sweep, {series.variable.name, labels, sweep.months.size() - 1, 0, std::nullopt}))
        choices.push_back(std::move(choice));
    }
  }
  return choices;
}

std::vector<OutputChoice> parse_output(const results::Result& sweep, const std::string& text) {
  require_sweep(sweep);
  const std::size_t at = text.rfind('@');
  std::size_t month = sweep.months.size() - 1;
  if (at != std::string::npos) {
    const auto wanted = parse_month(text.substr(at + 1));
    const auto found = wanted ? std::ranges::find(sweep.months, *wanted) : sweep.months.end();
    if (found == sweep.months.end()) {
      refuse(
          fmt::format("the sweep has no month '{}'", printable(text.substr(at + 1))),
          fmt::format("it has months from {} to {}", to_string(sweep.months.front()), to_string(sweep.months.back())));
    }
    month = static_cast<std::size_t>(found - sweep.months.begin());
  }
  std::vector<std::string> parts = {""};
  for (const char letter : text.substr(0, at)) {
    if (letter == ':') parts.emplace_back();
    if (letter != ':') parts.back() += letter;
  }
  const auto& variable = series_of(sweep, parts.front()).variable;
  std::vector<OutputChoice> choices;
  for (const auto& labels : combinations(sweep, variable, {parts.begin() + 1, parts.end()})) {
    for (OutputChoice& choice : in_arms(sweep, {variable.name, labels, month, 0, std::nullopt}))
      choices.push_back(std::move(choice));
  }
  return choices;
}

Output values_of(const results::Result& sweep, const OutputChoice& choice) {
  require_sweep(sweep);
  const auto& series = series_of(sweep, choice.variable);
  std::size_t place = 0, width = 1;
  for (std::size_t k = 0; k < choice.labels.size(); ++k) {
    const auto& labels = dimension(sweep, series.variable.dimensions[k]).labels;
    place =
        place * labels.size() + static_cast<std::size_t>(std::ranges::find(labels, choice.labels[k]) - labels.begin());
    width *= labels.size();
  }
  const std::size_t points = sweep.outer[1].length, replicates = static_cast<std::size_t>(sweep.replicates);
  const auto value = [&](std::size_t arm, std::size_t point, std::size_t replicate) {
    const std::size_t run = (arm * points + point) * replicates + replicate;
    return series.values[(run * sweep.months.size() + choice.month) * width + place];
  };
  Output output{choice.name(sweep), Matrix(points, replicates)};
  for (std::size_t p = 0; p < points; ++p) {
    for (std::size_t r = 0; r < replicates; ++r)
      output.values(p, r) = value(choice.arm, p, r) - (choice.less ? value(*choice.less, p, r) : 0.0);
  }
  return output;
}

Factors factors_of(const results::Result& sweep) {
  require_sweep(sweep);
  std::size_t columns = 0;
  for (const auto& coordinate : sweep.coordinates) columns += coordinate.axis == "point" ? 1 : 0;
  Factors factors;
  factors.values = Matrix(sweep.outer[1].length, columns);
  std::size_t column = 0;
  for (const auto& coordinate : sweep.coordinates)
    if (coordinate.axis == "point") add_factor(coordinate, column++, factors);
  if (columns > 0) return factors;
  throw UserError(Problem{"", "the points of this sweep have no factors", "analyse a sweep with `factors`"});
}

AnalysisKind kind_of(const results::Result& sweep) {
  const Matrix design = unit_design(sweep);
  if (is_saltelli(design)) return AnalysisKind::sobol;
  return is_morris(design) ? AnalysisKind::morris : AnalysisKind::given_data;
}

Indices analyse(const results::Result& sweep, const OutputChoice& choice) {
  const Output output = values_of(sweep, choice);
  const Matrix design = unit_design(sweep);
  switch (kind_of(sweep)) {
    case AnalysisKind::sobol:
      return sobol_indices(output, design.columns, bootstrap_luck);
    case AnalysisKind::morris:
      return morris_effects(output, design, bootstrap_luck);
    default:
      return given_data_indices(output, factors_of(sweep).values, bootstrap_luck);
  }
}

Interest parse_interest(const results::Result& sweep, const std::string& text) {
  const std::size_t sign = text.find_first_of("<>");
  const auto bound = sign == std::string::npos
                         ? std::nullopt
                         : scenario::parse_number(scenario::trimmed(std::string_view(text).substr(sign + 1)));
  if (!bound) {
    refuse(fmt::format("'{}' does not say what is of interest", printable(text)),
           "write for example 'adoption_share:ai@2030-12 > 0.4'");
  }
  const auto choices = parse_output(sweep, std::string(scenario::trimmed(std::string_view(text).substr(0, sign))));
  const std::size_t arms = sweep.outer[0].length;
  if (choices.size() > arms)
    refuse(fmt::format("'{}' has several values", printable(text)), "name a label of each dimension after colons");
  return {choices.front(), text[sign] == '>', *bound};
}

std::vector<Box> discover(const results::Result& sweep, const Interest& interest) {
  const Output output = values_of(sweep, interest.output);
  const Factors factors = factors_of(sweep);
  std::vector<std::size_t> rows;
  std::vector<bool> of_interest;
  for (std::size_t p = 0; p < output.values.rows; ++p) {
    double sum = 0;
    for (const double value : output.values.row(p)) sum += value;
    const double mean = sum / static_cast<double>(output.values.columns);
    if (std::isnan(mean)) continue;
    rows.push_back(p);
    of_interest.push_back(interest.above ? mean > interest.bound : mean < interest.bound);
  }
  Matrix points(rows.size(), factors.values.columns);
  for (std::size_t k = 0; k < rows.size(); ++k)
    for (std::size_t f = 0; f < points.columns; ++f) points(k, f) = factors.values(rows[k], f);
  return prim(points, of_interest);
}

results::Table sensitivity_table(const results::Result& sweep, const std::vector<OutputChoice>& choices,
                                 const std::vector<Indices>& indices) {
  const Factors factors = factors_of(sweep);
  results::Table table{"sensitivity", "index", {}};
  table.columns = {{"output", "1", "output", {}, {}, {}}, {"factor", "1", "factor", factors.names, {}, {}}};
  const bool is_morris_table = !indices.empty() && std::holds_alternative<MorrisEffects>(indices.front());
  const std::vector<const char*> names =
      is_morris_table ? std::vector{"mu_star", "mu", "sigma"} : std::vector{"first", "total"};
  for (const char* name : names) {
    for (const char* part : {"", "_low", "_high"}) {
      table.columns.push_back(
          numbers_column(fmt::format("{}{}", name, part), "sensitivity, or an end of its interval"));
    }
  }
  const auto add = [&](std::size_t column, const std::vector<Estimate>& estimates, std::size_t factor) {
    const Estimate none{undefined, undefined, undefined, undefined, undefined};
    const Estimate& one = factor < estimates.size() ? estimates[factor] : none;
    table.columns[column].numbers.push_back(one.value);
    table.columns[column + 1].numbers.push_back(one.low);
    table.columns[column + 2].numbers.push_back(one.high);
  };
  for (std::size_t k = 0; k < choices.size(); ++k) {
    table.columns[0].labels.push_back(choices[k].name(sweep));
    for (std::size_t f = 0; f < factors.names.size(); ++f) {
      table.columns[0].integers.push_back(static_cast<std::int32_t>(k));
      table.columns[1].integers.push_back(static_cast<std::int32_t>(f));
      if (const auto* sobol = std::get_if<SobolIndices>(&indices[k])) {
        add(2, sobol->first, f), add(5, sobol->total, f);
      } else {
        const auto& effects = std::get<MorrisEffects>(indices[k]);
        add(2, effects.mu_star, f), add(5, effects.mu, f), add(8, effects.sigma, f);
      }
    }
  }
  return table;
}

}  // namespace millwright::experiments
