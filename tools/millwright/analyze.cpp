#include "experiments/analyze.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <memory>

#include "command.hpp"
#include "json.hpp"
#include "report/sensitivity.hpp"
#include "report/words.hpp"
#include "results/read_result.hpp"
#include "results/result_file.hpp"
#include "terminal.hpp"

// `millwright analyze`: which factors of a sweep matter, and where its outcomes of interest lie.
namespace millwright::tool {
namespace {

using report::evidence_of;
using report::ranked;

namespace fs = std::filesystem;
using experiments::Box;
using experiments::Estimate;
using experiments::Factors;
using experiments::MorrisEffects;
using experiments::OutputChoice;
using experiments::SobolIndices;

struct Analyze {
  fs::path file;
  std::vector<std::string> outputs;
  std::optional<std::string> interest;
  std::optional<fs::path> output, csv;
  bool json = false;
  results::Overwrite overwrite = results::Overwrite::refuse;
};

/// One measure of all factors, such as their total indices.
struct Measure {
  const char* name;
  const char* short_name;  // of a column of the CSV file
  const std::vector<Estimate>* estimates;
};

std::vector<Measure> measures_of(const experiments::Indices& indices) {
  if (const auto* effects = std::get_if<MorrisEffects>(&indices)) {
    return {{"mu*", "mu_star", &effects->mu_star}, {"mu", "mu", &effects->mu}, {"sigma", "sigma", &effects->sigma}};
  }
  const auto& sobol = std::get<SobolIndices>(indices);
  std::vector<Measure> measures = {{"first order", "first", &sobol.first}};
  if (!sobol.total.empty()) measures.push_back({"total", "total", &sobol.total});
  return measures;
}

std::string number(double value) {
  return std::isnan(value) ? "-" : fmt::format("{:.3g}", value);
}

std::string cell(const Estimate& estimate) {
  return fmt::format("{:>7} [{}, {}]", number(estimate.value), number(estimate.low), number(estimate.high));
}

/// Whether more points would still move it by more than its interval.
bool moves(const Estimate& estimate) {
  return std::abs(estimate.value - estimate.at_half) > (estimate.high - estimate.low) / 2;
}

void print_notes(const experiments::Indices& indices) {
  const auto& evidence = evidence_of(indices);
  if (evidence.dropped > 0) put(fmt::format("  {} units left out, since a run failed\n", evidence.dropped));
  if (!std::isnan(evidence.noise_share)) {
    put(fmt::format("  luck makes {} of the variance of means over replicates; it is taken off\n",
                    percent(evidence.noise_share)));
  }
  if (evidence.multimodal)
    put("  note: the output has more than one peak, so its variance says little; see its distribution\n");
}

void print_indices(const std::string& name, const experiments::Indices& indices, const Factors& factors) {
  const auto& evidence = evidence_of(indices);
  put(fmt::format("{}: mean {}, variance {}\n", printable(name), number(evidence.mean), number(evidence.variance)));
  const auto measures = measures_of(indices);
  std::string head = fmt::format("  {:<30}", "");
  for (const Measure& measure : measures) head += fmt::format(" {:<24}", measure.name);
  put(head.substr(0, head.find_last_not_of(' ') + 1) + "\n");
  bool any_zero = false, any_moving = false;
  for (const std::size_t f : ranked(indices)) {
    std::string line = fmt::format("  {:<30.30}", printable(factors.names[f]));
    const Estimate& leading = (*measures.back().estimates)[f];
    for (const Measure& measure : measures) line += fmt::format(" {:<24}", cell((*measure.estimates)[f]));
    line = line.substr(0, line.find_last_not_of(' ') + 1);
    if (leading.spans_zero()) line += " 0", any_zero = true;
    if (moves(leading)) line += " ~", any_moving = true;
    put(line + "\n");
  }
  if (any_zero) put("  0: the interval of 95 % holds zero: no effect, or one too small for so many points\n");
  if (any_moving) put("  ~: it still moves by more than its interval as points are added: simulate more\n");
  print_notes(indices);
}

Json json_of(const Estimate& estimate) {
  const auto value = [](double number) { return std::isnan(number) ? Json() : Json(number); };
  return {{"value", value(estimate.value)},
          {"low", value(estimate.low)},
          {"high", value(estimate.high)},
          {"at_quarter", value(estimate.at_quarter)},
          {"at_half", value(estimate.at_half)}};
}

Json json_of(const std::string& name, const experiments::Indices& indices, const Factors& factors) {
  const auto& evidence = evidence_of(indices);
  Json told = {{"output", name},
               {"mean", evidence.mean},
               {"variance", evidence.variance},
               {"units", evidence.units},
               {"dropped", evidence.dropped},
               {"noise_share", std::isnan(evidence.noise_share) ? Json() : Json(evidence.noise_share)},
               {"several_peaks", evidence.multimodal},
               {"factors", Json::array()}};
  for (const std::size_t f : ranked(indices)) {
    Json factor = {{"factor", factors.names[f]}};
    for (const Measure& measure : measures_of(indices)) factor[measure.short_name] = json_of((*measure.estimates)[f]);
    told["factors"].push_back(std::move(factor));
  }
  return told;
}

std::string csv_field(const std::string& text) {
  std::string quoted = "\"";
  for (const char letter : printable(text)) quoted += letter == '"' ? "\"\"" : std::string(1, letter);
  return quoted + "\"";
}

/// One estimate as the end of a row.
std::string csv_of(const Estimate& one) {
  const auto value = [](double x) { return std::isnan(x) ? std::string() : fmt::format("{}", x); };
  return fmt::format("{},{},{},{},{}\n", value(one.value), value(one.low), value(one.high), value(one.at_quarter),
                     value(one.at_half));
}

std::string csv_of(const std::vector<std::string>& names, const std::vector<experiments::Indices>& indices,
                   const Factors& factors) {
  std::string text = "output,factor,measure,value,low,high,at_quarter,at_half\n";
  for (std::size_t k = 0; k < names.size(); ++k) {
    for (const std::size_t f : ranked(indices[k])) {
      for (const Measure& measure : measures_of(indices[k])) {
        text += fmt::format("{},{},{},", csv_field(names[k]), csv_field(factors.names[f]), measure.short_name);
        text += csv_of((*measure.estimates)[f]);
      }
    }
  }
  return text;
}

std::string bound_text(const Factors& factors, std::size_t f, double value) {
  if (std::isinf(value)) return value < 0 ? "-" : "+";
  if (factors.labels[f].empty()) return fmt::format("{:.4g}", value);
  const auto level =
      static_cast<std::size_t>(std::clamp(std::round(value), 0.0, static_cast<double>(factors.labels[f].size() - 1)));
  return factors.labels[f][level];
}

void print_boxes(const std::vector<Box>& boxes, const Factors& factors) {
  put("step  points  coverage  density  limits\n");
  for (std::size_t k = 0; k < boxes.size(); ++k) {
    const Box& box = boxes[k];
    put(fmt::format("{:>4} {:>7} {:>9} {:>8}  {}\n", k, box.points, percent(box.coverage), percent(box.density),
                    counted(static_cast<std::int64_t>(box.restricted()), "factor")));
  }
  const Box& last = boxes.back();
  put("limits of the last box:\n");
  for (std::size_t f = 0; f < last.limits.size(); ++f) {
    const auto& limit = last.limits[f];
    if (!limit.restricts()) continue;
    put(fmt::format("  {:<30} {} to {}   p {}\n", printable(factors.names[f]),
                    printable(bound_text(factors, f, limit.low)), printable(bound_text(factors, f, limit.high)),
                    number(limit.p_value)));
  }
  if (last.restricted() == 0) put("  none: no factor tells these points from the others\n");
}

/// null where it is not finite.
Json finite(double value) {
  return std::isfinite(value) ? Json(value) : Json();
}

Json json_of(const Box& box, const Factors& factors) {
  Json limits = Json::array();
  for (std::size_t f = 0; f < box.limits.size(); ++f) {
    const auto& limit = box.limits[f];
    if (!limit.restricts()) continue;
    limits.push_back({{"factor", factors.names[f]},
                      {"low", finite(limit.low)},
                      {"high", finite(limit.high)},
                      {"p", finite(limit.p_value)}});
  }
  return {{"points", box.points},
          {"of_interest", box.of_interest},
          {"coverage", finite(box.coverage)},
          {"density", finite(box.density)},
          {"mass", box.mass},
          {"limits", std::move(limits)}};
}

Json json_of(const std::vector<Box>& boxes, const Factors& factors) {
  Json told = Json::array();
  for (const Box& box : boxes) told.push_back(json_of(box, factors));
  return told;
}

ExitCode discover(const Analyze& options, const results::Result& sweep) {
  const auto boxes = experiments::discover(sweep, experiments::parse_interest(sweep, *options.interest));
  const Factors factors = experiments::factors_of(sweep);
  if (options.json) {
    put(json_text({{"interest", *options.interest}, {"boxes", json_of(boxes, factors)}}));
  } else {
    put(fmt::format("{}: {} of {} points\n", printable(*options.interest), boxes.front().of_interest,
                    boxes.front().points));
    print_boxes(boxes, factors);
  }
  return ExitCode::done;
}

ExitCode run(const Analyze& options) {
  if (options.output) results::check_writable(*options.output, options.overwrite);
  if (options.csv) results::check_writable(*options.csv, options.overwrite);
  results::Result sweep = results::read_result(options.file);
  if (options.interest) return discover(options, sweep);
  std::vector<OutputChoice> choices;
  for (const std::string& text : options.outputs) {
    for (OutputChoice& choice : experiments::parse_output(sweep, text)) choices.push_back(std::move(choice));
  }
  if (options.outputs.empty()) choices = experiments::usual_outputs(sweep);
  const Factors factors = experiments::factors_of(sweep);
  std::vector<experiments::Indices> indices;
  std::vector<std::string> names;
  for (const OutputChoice& choice : choices) {
    indices.push_back(experiments::analyse(sweep, choice));
    names.push_back(choice.name(sweep));
  }
  Json told = Json::array();
  for (std::size_t k = 0; k < choices.size(); ++k) {
    if (options.json) {
      told.push_back(json_of(names[k], indices[k], factors));
    } else {
      print_indices(names[k], indices[k], factors);
    }
  }
  if (options.json) put(json_text({{"outputs", std::move(told)}}));
  if (options.csv) {
    const std::string text = csv_of(names, indices, factors);
    results::write_durably(*options.csv, std::as_bytes(std::span(text.data(), text.size())), options.overwrite);
  }
  if (options.output) {
    std::erase_if(sweep.tables, [](const auto& table) { return table.name == "sensitivity"; });
    sweep.tables.push_back(experiments::sensitivity_table(sweep, choices, indices));
    results::write_result(*options.output, sweep, options.overwrite);
  }
  return ExitCode::done;
}

}  // namespace

Command analyze_command() {
  const auto options = std::make_shared<Analyze>();
  Command command;
  command.name = "analyze";
  command.purpose = "tell which factors of a sweep matter, and in which box of them something happens";
  command.examples = {"millwright analyze output/drivers.h5",
                      "millwright analyze output/drivers.h5 --of adoption_share:ai@2030-12 --csv drivers.csv",
                      "millwright analyze output/drivers.h5 --interest 'adoption_share:ai@2030-12 > 0.4'"};
  command.arguments = {"FILE", "the merged file of a sweep", 1, 1,
                       [options](const std::string& file) { options->file = file; }};
  command.options = {
      {"--of", "OUTPUT",
       "analyse VARIABLE[:LABEL...][@MONTH], such as adoption_share:ai@2030-12; may be given again. Otherwise every "
       "variable of few labels in the last month",
       [options](const std::string& text) { options->outputs.push_back(text); }},
      {"--interest", "CONDITION",
       "scenario discovery (PRIM): the box of factors in which OUTPUT of the first arm is > or < a number",
       [options](const std::string& text) { options->interest = text; }},
      {"-o,--output", "FILE", "write the sweep with the table `sensitivity` added",
       [options](const std::string& file) { options->output = file; }},
      {"--csv", "FILE", "write all numbers as CSV", [options](const std::string& file) { options->csv = file; }},
      {"--force", "", "replace files that exist",
       [options](const std::string&) { options->overwrite = results::Overwrite::replace; }},
      {"--json", "", "write all numbers to standard output as JSON",
       [options](const std::string&) { options->json = true; }}};
  command.run = [options](const std::vector<std::string>&) { return run(*options); };
  return command;
}

}  // namespace millwright::tool
