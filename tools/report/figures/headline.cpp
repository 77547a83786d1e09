#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "report/curves.hpp"
#include "report/part.hpp"
#include "report/sensitivity.hpp"
#include "report/summary.hpp"
#include "report/words.hpp"

// The table at the head of the page: the main numbers of every run, with a sentence on each.
namespace millwright::report {
namespace {

using experiments::Interval;
using tool::Summary;

/// A row: what is counted, its value in each run, and what that says.
struct Row {
  std::string quantity;
  std::vector<std::string> values;
  std::string sentence;
};

/// Builds rows from the summaries of all runs; sentences tell of the last one.
class Rows {
 public:
  explicit Rows(const Material& material) {
    for (const Run& run : material.runs) summaries_.push_back(tool::summarise(run.result));
  }

  std::vector<Row> build() {
    for (const auto& technology : last().technologies) add_technology(technology.name);
    add_support();
    add_economy();
    return std::move(rows_);
  }

 private:
  using Words = std::function<std::string(double)>;
  using Value = std::function<Estimate(const Summary&)>;

  const Summary& last() const { return summaries_.back(); }

  void add(const std::string& quantity, const Value& value, const Words& words, const std::string& sentence) {
    if (std::isnan(value(last()).mean)) return;
    Row row{quantity, {}, sentence};
    for (const Summary& summary : summaries_)
      row.values.push_back(with_range(value(summary), summary.replicates, words));
    rows_.push_back(std::move(row));
  }

  static const tool::TechnologySummary* find(const Summary& summary, const std::string& name) {
    const auto found = std::ranges::find(summary.technologies, name, &tool::TechnologySummary::name);
    return found == summary.technologies.end() ? nullptr : &*found;
  }

  void add_technology(const std::string& name) {
    const auto& own = *find(last(), name);
    const auto of = [name](const Summary& summary, auto take) {
      const auto* technology = find(summary, name);
      return technology == nullptr ? Estimate{} : take(*technology);
    };
    std::string by_size;
    for (const auto& part : own.by_size) {
      by_size +=
          fmt::format("{}{} {}", by_size.empty() ? ", by size " : ", ", part.size, tool::percent(part.share.end.mean));
    }
    add(
        fmt::format("firms that use {}, {}", name, to_string(last().end)),
        [of](const Summary& s) { return of(s, [](const auto& t) { return t.adoption.end; }); }, tool::percent,
        fmt::format("{} used {} in {}, {} in {}{}.", tool::percent(own.adoption.start.mean), name,
                    to_string(last().start), tool::percent(own.adoption.end.mean), to_string(last().end), by_size));
    if (!own.reasons.empty()) {
      const std::string reason = own.reasons.front().reason;
      add(
          fmt::format("firms without {}: {}", name, tool::reason_words(reason)),
          [of, reason](const Summary& s) { return of(s, [&](const auto& t) { return share_of(t, reason); }); },
          tool::percent,
          fmt::format("Of firms without {}, {} {}{}.", name, tool::percent(own.reasons.front().share),
                      tool::reason_words(reason), second_reason(own)));
    }
    add(
        "robots in use", [of](const Summary& s) { return of(s, [](const auto& t) { return t.robots_in_use; }); },
        tool::count,
        fmt::format("{} robots are in use in {}; {} were installed in the first {}.",
                    tool::count(own.robots_in_use.mean), to_string(last().end), tool::count(own.robots_first_year.mean),
                    tool::counted(std::min(last().months, 12), "month")));
  }

  static Estimate share_of(const tool::TechnologySummary& technology, const std::string& reason) {
    const auto found = std::ranges::find(technology.reasons, reason, &tool::ReasonShare::reason);
    if (found == technology.reasons.end()) return {};
    return {found->share, std::nan(""), std::nan("")};
  }

  static std::string second_reason(const tool::TechnologySummary& technology) {
    if (technology.reasons.size() < 2) return "";
    const auto& second = technology.reasons[1];
    return fmt::format(" and {} {}", tool::percent(second.share), tool::reason_words(second.reason));
  }

  void add_support() {
    std::vector<std::string> names;
    for (const Summary& summary : summaries_) {
      for (const auto& programme : summary.programmes)
        if (std::ranges::find(names, programme.name) == names.end()) names.push_back(programme.name);
    }
    for (const std::string& name : names) add_programme(name);
  }

  void add_programme(const std::string& name) {
    const std::string currency = last().currency;
    Row row{fmt::format("money of {}", name), {}, ""};
    for (const Summary& summary : summaries_) {
      const auto found = std::ranges::find(summary.programmes, name, &tool::ProgrammeSummary::name);
      if (found == summary.programmes.end()) {
        row.values.emplace_back("-");
        continue;
      }
      const bool forgone = !(found->spent.mean > 0) && found->forgone.mean > 0;
      row.values.push_back(with_range(forgone ? found->forgone : found->spent, summary.replicates,
                                      [&](double amount) { return tool::money(amount, currency); }));
      row.sentence = programme_sentence(name, *found, forgone, currency);
    }
    rows_.push_back(std::move(row));
  }

  static std::string programme_sentence(const std::string& name, const tool::ProgrammeSummary& programme, bool forgone,
                                        const std::string& currency) {
    std::vector<std::string> months;
    for (const Month month : programme.ran_out) months.push_back(to_string(month));
    return fmt::format("{} {} {} projects with {}; its money {}.", name, forgone ? "relieved" : "supported",
                       tool::count(programme.awards.mean),
                       tool::money(forgone ? programme.forgone.mean : programme.spent.mean, currency),
                       months.empty() ? "lasted" : "ran out in " + listed(months));
  }

  void add_economy() {
    const double relative = last().employment.end.mean / last().employment.start.mean - 1;
    add(
        fmt::format("workers, {}", to_string(last().end)), [](const Summary& s) { return s.employment.end; },
        tool::count,
        fmt::format("{} workers in {}, {}{} from {}.", tool::count(last().employment.end.mean), to_string(last().end),
                    relative > 0 ? "+" : "", tool::percent(relative), to_string(last().start)));
    add(
        "workers that machines replace", [](const Summary& s) { return s.displaced; }, tool::count,
        fmt::format("Live tranches do the work of {} people.", tool::count(last().displaced.mean)));
    add(
        "growth of labour productivity", [](const Summary& s) { return s.productivity_growth; }, tool::percent,
        fmt::format("Value added per worker grows by {} a year from the first to the last year.",
                    tool::percent(last().productivity_growth.mean)));
    const auto index = [](double value) { return fmt::format("{:.1f}", value); };
    const double scenario = last().pmi_scenario.mean;
    add(
        "PMI of the simulated firms", [](const Summary& s) { return s.pmi_model; }, index,
        fmt::format("It averages {}{}.", index(last().pmi_model.mean),
                    std::isnan(scenario) ? "" : "; that of the scenario averages " + index(scenario)));
  }

  std::vector<Summary> summaries_;
  std::vector<Row> rows_;
};

charts::TableBlock table_of(const Material& material, const std::vector<Row>& rows) {
  charts::TableBlock block;
  block.caption = "Main numbers";
  block.table.columns.emplace_back("");
  for (const Run& run : material.runs) block.table.columns.push_back(run.name);
  block.table.columns.emplace_back("in words");
  block.table.numeric.assign(block.table.columns.size(), true);
  block.table.numeric.front() = block.table.numeric.back() = false;
  for (const Row& row : rows) {
    std::vector<std::string> cells{row.quantity};
    cells.insert(cells.end(), row.values.begin(), row.values.end());
    cells.push_back(row.sentence);
    block.table.rows.push_back(std::move(cells));
  }
  return block;
}

std::string luck_sentence(int replicates) {
  if (replicates < 2) {
    return "One replicate: every number is that of one draw of luck. How far another draw would lie from it is not "
           "known; simulate with --replicates 10 to see it.";
  }
  return fmt::format(
      "Values are means over {} replicates that differ in luck alone; [a to b] reaches from their 5 % to "
      "their 95 % quantile, which holds nine in ten.",
      replicates);
}

std::string points_sentence(int replicates) {
  const std::string of = replicates < 2
                             ? "is that of one draw of luck"
                             : fmt::format("is a mean over {} replicates that differ in luck alone", replicates);
  return fmt::format("The value of a point {}. Nine in ten points lie between the two limits.", of);
}

/// Means of a sweep's outputs over its points, with how far points lie apart.
charts::TableBlock outputs_of(const SweepStudy& study) {
  charts::TableBlock block;
  block.caption = "Outputs of the sweep over its points";
  block.table.columns = {"output", "unit", "mean", "5 % of points below", "95 % of points below", "points"};
  block.table.numeric = {false, false, true, true, true, true};
  for (const SweepOutput& output : study.outputs) {
    const auto values = experiments::values_of(study.run.result, output.choice).values;
    std::vector<double> means;
    for (std::size_t p = 0; p < values.rows; ++p) {
      double sum = 0;
      for (const double value : values.row(p)) sum += value;
      means.push_back(sum / static_cast<double>(values.columns));
    }
    const auto finite = std::ranges::count_if(means, [](double mean) { return std::isfinite(mean); });
    const auto spread = experiments::spread_of(means);
    const charts::Axis axis = axis_of(study.run.result, output.choice);
    const auto words = [&](double value) {
      return output.choice.less ? difference_words(axis, value) : value_words(axis, value);
    };
    block.table.rows.push_back({output.name, axis.percent ? "" : axis.unit, words(spread.mean), words(spread.low),
                                words(spread.high), tool::with_commas(finite)});
  }
  return block;
}

}  // namespace

Blocks headline(const Material& material) {
  Blocks blocks;
  if (const Run* run = material.detail()) {
    blocks.emplace_back(charts::Paragraph{luck_sentence(run->result.replicates)});
    blocks.emplace_back(table_of(material, Rows(material).build()));
    if (material.runs.size() > 1) {
      blocks.emplace_back(
          charts::Paragraph{fmt::format("Sentences, and figures of a single scenario, tell of {}.", run->name)});
    }
  }
  if (material.sweep) {
    blocks.emplace_back(charts::Paragraph{points_sentence(material.sweep->run.result.replicates)});
    blocks.emplace_back(outputs_of(*material.sweep));
  }
  for (const std::string& sentence : material.missing) blocks.emplace_back(charts::Paragraph{sentence});
  return blocks;
}

}  // namespace millwright::report
