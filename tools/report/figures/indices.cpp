#include <fmt/format.h>

#include <cmath>

#include "report/curves.hpp"
#include "report/part.hpp"
#include "report/sensitivity.hpp"
#include "report/words.hpp"

// Sensitivity indices of a sweep's outputs: Sobol' indices, or Morris's elementary effects.
namespace millwright::report {
namespace {

using experiments::MorrisEffects;
using experiments::SobolIndices;

std::string definition_of(const experiments::Indices& indices) {
  const auto& evidence = evidence_of(indices);
  std::string text;
  if (std::holds_alternative<MorrisEffects>(indices)) {
    text = "Elementary effects (Morris 1991; Campolongo, Cariboni and Saltelli 2007), per unit of the cube of factors.";
  } else if (std::get<SobolIndices>(indices).total.empty()) {
    text = "First-order indices of given data: the share of the variance that knowing the factor alone would remove.";
  } else {
    text =
        "Sobol' indices (estimators of Jansen 1999). First order: the share of the variance that knowing the factor "
        "alone would remove; total: the share that remains when all others are known.";
  }
  text += fmt::format(" Intervals of 95 % from 400 resamples of {} units.", evidence.units);
  if (evidence.dropped > 0) text += fmt::format(" {} units are left out, since a run failed.", evidence.dropped);
  if (!std::isnan(evidence.noise_share)) {
    text += fmt::format(" Luck makes {} of the variance of means over replicates and is taken off.",
                        tool::percent(evidence.noise_share));
  }
  return text;
}

std::string caption_of(const experiments::Indices& indices, const std::vector<std::string>& factors) {
  const auto order = ranked(indices);
  const auto measures = measures_of(indices);
  const bool by_total = std::holds_alternative<SobolIndices>(indices);
  const Measure& by = by_total ? measures.back() : measures.front();
  std::vector<std::string> parts;
  std::size_t nothing = 0;
  for (const std::size_t f : order) {
    const auto& one = (*by.estimates)[f];
    if (!(one.low > 0)) {
      ++nothing;
    } else if (parts.size() < 3) {
      parts.push_back(fmt::format("{} {:.2g}", factors[f], one.value));
    }
  }
  std::string text =
      parts.empty() ? "No factor has an interval above zero" : fmt::format("By their {}: {}", by.name, listed(parts));
  if (nothing > 0 && !parts.empty()) {
    text += fmt::format("; of {} the interval holds zero or cannot be told",
                        tool::counted(static_cast<std::int64_t>(nothing), "factor"));
  }
  text += ".";
  if (evidence_of(indices).multimodal) text += " The output has more than one peak, so that its variance says little.";
  return text;
}

/// Whether any factor has an index; without variance beyond luck none has.
bool is_known(const experiments::Indices& indices) {
  for (const Measure& measure : measures_of(indices)) {
    for (const auto& one : *measure.estimates)
      if (std::isfinite(one.value)) return true;
  }
  return false;
}

charts::Figure figure_of(const SweepStudy& study, const SweepOutput& output) {
  const auto order = ranked(*output.indices);
  charts::IntervalChart chart;
  const bool is_morris = std::holds_alternative<MorrisEffects>(*output.indices);
  chart.x = {is_morris ? "elementary effect" : "share of the variance", "", charts::Scale::linear, false, true};
  for (const std::size_t f : order) chart.categories.push_back(study.factors->names[f]);
  for (const Measure& measure : measures_of(*output.indices)) {
    charts::Estimates group{measure.name, {}, {}, {}};
    for (const std::size_t f : order) {
      const auto& one = (*measure.estimates)[f];
      group.value.push_back(one.value), group.low.push_back(one.low), group.high.push_back(one.high);
    }
    chart.groups.push_back(std::move(group));
  }
  return {"indices-" + output_id(study.run.result, output.choice), "What it depends on: " + output.name,
          caption_of(*output.indices, study.factors->names), definition_of(*output.indices), std::move(chart)};
}

}  // namespace

Blocks indices(const Material& material) {
  Blocks blocks;
  if (!material.sweep || !material.sweep->factors) return {};
  for (const SweepOutput& output : material.sweep->outputs) {
    if (output.indices && !is_known(*output.indices)) {
      blocks.emplace_back(charts::Paragraph{fmt::format(
          "What {} depends on cannot be told: between points it varies no more than luck does.", output.name)});
    } else if (output.indices) {
      blocks.emplace_back(figure_of(*material.sweep, output));
    } else if (!output.why_none.empty()) {
      blocks.emplace_back(charts::Paragraph{fmt::format("{} has no indices: {}.", output.name, output.why_none)});
    }
  }
  return blocks;
}

}  // namespace millwright::report
