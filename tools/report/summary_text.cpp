#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "core/errors.hpp"
#include "report/summary.hpp"
#include "report/words.hpp"

namespace millwright::tool {
namespace {

constexpr std::size_t most_reasons = 3;

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

/// Builds lines "label    text"; a label that repeats is shown once.
class Lines {
 public:
  void add(const std::string& label, const std::string& text) {
    text_ += fmt::format("{:<13}{}\n", label == last_ ? "" : label, text);
    last_ = label;
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_, last_;
};

/// Writes an estimate with its range when there are several replicates.
class Estimates {
 public:
  explicit Estimates(int replicates) : several_(replicates > 1) {}

  std::string operator()(const Estimate& estimate, const std::function<std::string(double)>& words) const {
    if (!several_ || std::isnan(estimate.mean)) return words(estimate.mean);
    return fmt::format("{} [{} to {}]", words(estimate.mean), words(estimate.low), words(estimate.high));
  }

 private:
  bool several_;
};

std::string heading(const Summary& summary) {
  const std::string scenario =
      summary.scenario_name.empty() ? "" : fmt::format(" ({})", printable(summary.scenario_name));
  return fmt::format("{}{}: {} firms of {}, {} to {}, {}, seed {}\n", printable(summary.title), scenario,
                     with_commas(std::llround(summary.firms.mean)),
                     counted(static_cast<std::int64_t>(summary.sectors), "sector"), to_string(summary.start),
                     to_string(summary.end), counted(summary.replicates, "replicate"), summary.seed);
}

void add_adopters(const Summary& summary, const Estimates& with_range, Lines& lines) {
  for (const TechnologySummary& technology : summary.technologies) {
    std::vector<std::string> sizes;
    for (const SizeAdoption& part : technology.by_size) {
      sizes.push_back(fmt::format("{} {}", printable(part.size), percent(part.share.end.mean)));
    }
    lines.add("adopters", fmt::format("{}: {} of firms at the start, {} at the end: {}", printable(technology.name),
                                      percent(technology.adoption.start.mean),
                                      with_range(technology.adoption.end, percent), joined(sizes)));
  }
  for (const TechnologySummary& technology : summary.technologies) {
    std::vector<std::string> reasons;
    const std::size_t shown = std::min(most_reasons, technology.reasons.size());
    for (std::size_t k = 0; k < shown; ++k) {
      reasons.push_back(fmt::format("{}{} {}", percent(technology.reasons[k].share), k == 0 ? " of them" : "",
                                    reason_words(technology.reasons[k].reason)));
    }
    lines.add("the others",
              fmt::format("{}: {}", printable(technology.name), reasons.empty() ? "none" : joined(reasons)));
  }
}

void add_robots(const Summary& summary, const Estimates& with_range, Lines& lines) {
  for (const TechnologySummary& technology : summary.technologies) {
    if (std::isnan(technology.robots_in_use.mean)) continue;
    lines.add("robots",
              fmt::format("{} installed in the first {}, {} in use at the end",
                          with_range(technology.robots_first_year, count),
                          counted(std::min(summary.months, 12), "month"), with_range(technology.robots_in_use, count)));
  }
}

void add_grants(const Summary& summary, const Estimates& with_range, Lines& lines) {
  const auto amount = [&](double millions) { return money(millions, printable(summary.currency)); };
  for (const ProgrammeSummary& programme : summary.programmes) {
    std::vector<std::string> months;
    for (const Month month : programme.ran_out) months.push_back(to_string(month));
    const std::string given = programme.spent.mean > 0 || !(programme.forgone.mean > 0)
                                  ? with_range(programme.spent, amount) + " to"
                                  : with_range(programme.forgone, amount) + " of taxes forgone for";
    lines.add("support", fmt::format("{}: {} {} projects; the money {}", printable(programme.name), given,
                                     with_range(programme.awards, count),
                                     months.empty() ? "lasted" : "ran out in " + joined(months)));
  }
}

void add_economy(const Summary& summary, const Estimates& with_range, Lines& lines) {
  const double relative = summary.employment.end.mean / summary.employment.start.mean - 1;
  lines.add("jobs", fmt::format("{} at the start, {} at the end ({}{}); machines do the work of {}",
                                count(summary.employment.start.mean), with_range(summary.employment.end, count),
                                relative > 0 ? "+" : "", percent(relative), with_range(summary.displaced, count)));
  std::string productivity;
  if (!std::isnan(summary.productivity_growth.mean)) {
    productivity =
        fmt::format("labour productivity grows {} a year; ", with_range(summary.productivity_growth, percent));
  }
  const auto index = [](double value) { return fmt::format("{:.1f}", value); };
  lines.add("economy", fmt::format("{}PMI of the simulated firms {} on average, of the scenario {}", productivity,
                                   with_range(summary.pmi_model, index), index(summary.pmi_scenario.mean)));
}

}  // namespace

std::string summary_text(const Summary& summary) {
  const Estimates with_range(summary.replicates);
  Lines lines;
  add_adopters(summary, with_range, lines);
  add_robots(summary, with_range, lines);
  add_grants(summary, with_range, lines);
  add_economy(summary, with_range, lines);
  const std::string note = summary.replicates > 1 ? "[a to b] holds nine in ten replicates\n" : "";
  return heading(summary) + lines.text() + note;
}

}  // namespace millwright::tool
