#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <set>

#include "core/errors.hpp"
#include "report/material.hpp"
#include "report/sensitivity.hpp"

// Which outputs of a sweep a report shows, and in which part of it they are high.
namespace millwright::report {
namespace {

using experiments::Box;
using experiments::OutputChoice;

constexpr std::size_t most_outputs = 6;  // of those that nobody asked for
constexpr double upper_part = 0.75;      // points above this quantile are of interest if nothing else is said

/// Means over replicates by point, ascending, without points whose runs failed.
std::vector<double> sorted_means(const results::Result& sweep, const OutputChoice& choice) {
  std::vector<double> means = point_means(sweep, choice);
  std::erase_if(means, [](double mean) { return !std::isfinite(mean); });
  std::ranges::sort(means);
  return means;
}

/// The box in which coverage and density are high together: that of the largest harmonic mean.
std::size_t best_box(const std::vector<Box>& boxes) {
  std::size_t best = 0;
  double most = -1;
  for (std::size_t k = 0; k < boxes.size(); ++k) {
    const double both = boxes[k].coverage + boxes[k].density;
    const double harmonic = both > 0 ? 2 * boxes[k].coverage * boxes[k].density / both : 0;
    if (harmonic > most) most = harmonic, best = k;
  }
  return best;
}

std::optional<Discovery> discovery_of(const SweepStudy& study, const Wishes& wishes) {
  const results::Result& sweep = study.run.result;
  Discovery found;
  if (wishes.interest) {
    found.interest = experiments::parse_interest(sweep, *wishes.interest);
    found.condition = *wishes.interest;
  } else {
    if (study.outputs.empty()) return {};
    const SweepOutput& first = study.outputs.front();
    const auto means = sorted_means(sweep, first.choice);
    if (means.size() < 2 || means.front() == means.back()) return {};
    const auto rank = static_cast<std::size_t>(upper_part * static_cast<double>(means.size() - 1));
    found.interest = {first.choice, true, means[rank]};
    found.condition = fmt::format("the quarter of points with the highest {}", first.name);
  }
  found.boxes = experiments::discover(sweep, found.interest);
  if (found.boxes.empty()) return {};
  found.chosen = best_box(found.boxes);
  return found;
}

std::vector<OutputChoice> choices_of(const results::Result& sweep, const Wishes& wishes) {
  std::vector<OutputChoice> choices;
  for (const std::string& text : wishes.outputs) {
    for (OutputChoice& choice : experiments::parse_output(sweep, text)) choices.push_back(std::move(choice));
  }
  if (!wishes.outputs.empty()) return choices;
  choices = experiments::usual_outputs(sweep);
  if (choices.size() > most_outputs) choices.resize(most_outputs);
  return choices;
}

SweepOutput analysed(const results::Result& sweep, const OutputChoice& choice, bool has_factors) {
  SweepOutput output{choice, output_words(sweep, choice), {}, {}};
  if (!has_factors) return output;
  try {
    output.indices = experiments::analyse(sweep, choice);
  } catch (const UserError& error) {
    output.why_none = error.problems().front().what;
  }
  return output;
}

/// Whether points are combinations of factors; those of a sweep of whole scenarios have a name each and nothing else.
bool varies_factors(const results::Result& sweep) {
  std::size_t factors = 0, names = 0;
  for (const auto& coordinate : sweep.coordinates) {
    if (coordinate.axis != "point") continue;
    const std::set<std::string> different(coordinate.texts.begin(), coordinate.texts.end());
    ++factors;
    if (!different.empty() && different.size() == coordinate.texts.size()) ++names;
  }
  return factors > names;
}

}  // namespace

SweepStudy study_of(Run run, const Wishes& wishes) {
  SweepStudy study{std::move(run), {}, {}, {}};
  const results::Result& sweep = study.run.result;
  const bool has_factors = varies_factors(sweep);
  if (has_factors) study.factors = experiments::factors_of(sweep);
  for (const OutputChoice& choice : choices_of(sweep, wishes))
    study.outputs.push_back(analysed(sweep, choice, has_factors));
  if (has_factors) study.discovery = discovery_of(study, wishes);
  return study;
}

}  // namespace millwright::report
