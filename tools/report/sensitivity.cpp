#include "report/sensitivity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "report/curves.hpp"
#include "report/words.hpp"

namespace millwright::report {

using experiments::MorrisEffects;
using experiments::OutputChoice;
using experiments::SobolIndices;

std::vector<Measure> measures_of(const experiments::Indices& indices) {
  if (const auto* effects = std::get_if<MorrisEffects>(&indices))
    return {{"mu*, mean size of effects", &effects->mu_star}, {"sigma, their spread", &effects->sigma}};
  const auto& sobol = std::get<SobolIndices>(indices);
  std::vector<Measure> measures{{"first order", &sobol.first}};
  if (!sobol.total.empty()) measures.push_back({"total", &sobol.total});
  return measures;
}

std::vector<std::size_t> ranked(const experiments::Indices& indices) {
  const auto measures = measures_of(indices);
  const bool by_total = std::holds_alternative<SobolIndices>(indices);
  const auto& by = *(by_total ? measures.back() : measures.front()).estimates;
  std::vector<std::size_t> order(by.size());
  for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
  const auto weight = [&](std::size_t k) {
    return std::isnan(by[k].value) ? -std::numeric_limits<double>::infinity() : by[k].value;
  };
  std::ranges::stable_sort(order, [&](std::size_t one, std::size_t other) { return weight(one) > weight(other); });
  return order;
}

const experiments::Evidence& evidence_of(const experiments::Indices& indices) {
  return std::visit([](const auto& one) -> const experiments::Evidence& { return one.evidence; }, indices);
}

std::vector<double> point_means(const results::Result& sweep, const OutputChoice& choice) {
  const auto values = experiments::values_of(sweep, choice).values;
  std::vector<double> means;
  for (std::size_t p = 0; p < values.rows; ++p) {
    double sum = 0;
    for (const double value : values.row(p)) sum += value;
    means.push_back(sum / static_cast<double>(values.columns));
  }
  return means;
}

std::string output_id(const results::Result& sweep, const OutputChoice& choice) {
  std::string id = id_part(choice.variable);
  for (const std::string& label : choice.labels) id += "-" + id_part(label);
  if (choice.less) {
    id += "-effect-of-" + id_part(sweep.outer[0].labels[choice.arm]);
  } else if (choice.arm > 0) {
    id += "-in-" + id_part(sweep.outer[0].labels[choice.arm]);
  }
  return id + "-" + to_string(sweep.months[choice.month]);
}

std::string output_words(const results::Result& sweep, const OutputChoice& choice) {
  std::string text = choice.variable;
  for (const std::string& label : choice.labels) text += " " + label;
  text += " " + to_string(sweep.months[choice.month]);
  const auto& arms = sweep.outer[0].labels;
  if (choice.less) {
    return choice.less == 0 ? fmt::format("effect of {} on {}", arms[choice.arm], text)
                            : fmt::format("effect of {} against {} on {}", arms[choice.arm], arms[*choice.less], text);
  }
  return arms.size() > 1 ? fmt::format("{}, {}", text, arms[choice.arm]) : text;
}

std::string value_words(const charts::Axis& axis, double value) {
  constexpr double small = 0.01, whole = 1000;
  if (std::isnan(value)) return "-";
  if (axis.percent) return std::abs(value) < small ? fmt::format("{:.2g} %", 100 * value) : tool::percent(value);
  return std::abs(value) >= whole ? tool::count(value) : fmt::format("{:.3g}", value);
}

std::string difference_words(const charts::Axis& axis, double value) {
  if (axis.percent && !std::isnan(value)) return fmt::format("{:.2g} pp", 100 * value);
  return value_words(axis, value);
}

charts::Axis axis_of(const results::Result& sweep, const OutputChoice& choice) {
  const std::string unit = ResultView(sweep).unit(choice.variable);
  const bool is_share = unit == "1" && choice.variable.find("share") != std::string::npos;
  return {output_words(sweep, choice), unit == "1" && !is_share ? "" : unit, charts::Scale::linear, is_share, false};
}

std::string factor_words(const experiments::Factors& factors, std::size_t factor, double value) {
  const auto& labels = factors.labels[factor];
  if (labels.empty()) {
    const std::string& unit = factors.units[factor];
    return fmt::format("{:.4g}{}", value, unit == "1" || unit.empty() ? "" : " " + unit);
  }
  const double last = static_cast<double>(labels.size() - 1);
  return labels[static_cast<std::size_t>(std::clamp(std::round(value), 0.0, last))];
}

}  // namespace millwright::report
