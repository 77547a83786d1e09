#include "progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <utility>

#include "report/words.hpp"

namespace millwright::tool {
namespace {

constexpr double seconds_between_drawings = 0.1;
constexpr std::size_t shortest_bar = 5, longest_bar = 30;  // [characters]

std::string bar(double done, std::size_t room) {
  constexpr std::size_t frame = 3;  // brackets and a space
  if (room < shortest_bar + frame) return {};
  const std::size_t length = std::min(room - frame, longest_bar);
  const auto filled = static_cast<std::size_t>(done * static_cast<double>(length));
  return " [" + std::string(filled, '#') + std::string(length - filled, '.') + "]";
}

/// ", adoption ai 31 %, automation 38 %, PMI 49.8"; nothing of a run that failed.
std::string text_of(const simulation::Glance& glance, const std::vector<std::string>& technologies) {
  constexpr std::size_t most = 3, longest = 12;  // technologies, bytes of a name
  std::string text;
  for (std::size_t j = 0; j < std::min({most, glance.adoption.size(), technologies.size()}); ++j) {
    text += fmt::format("{}{} {:.0f} %", j == 0 ? ", adoption " : ", ", printable(technologies[j].substr(0, longest)),
                        100 * glance.adoption[j]);
  }
  return text.empty() ? text : text + fmt::format(", PMI {:.1f}", glance.pmi);
}

}  // namespace

bool StatusLine::is_due(double done) {
  if (terminal_.can_rewrite) return watch_.seconds() - last_drawn_ >= seconds_between_drawings;
  const int tenth = static_cast<int>(10 * done + 1e-9);
  return std::exchange(last_tenth_, tenth) != tenth;
}

void StatusLine::draw(const std::string& head, double done, std::string tail, const std::vector<std::string>& more) {
  const std::size_t width = static_cast<std::size_t>(terminal_.width) - 1;  // the last column would start a new line
  for (const std::string& part : more) {
    if (terminal_.can_rewrite && head.size() + tail.size() + part.size() > width) break;
    tail += part;
  }
  if (!terminal_.can_rewrite) return say(head + tail);
  const std::size_t used = head.size() + tail.size();
  std::string line = (head + bar(done, width > used ? width - used : 0) + tail).substr(0, width);
  last_drawn_ = watch_.seconds();
  const std::size_t length = line.size();
  line.resize(std::max(length, drawn_), ' ');
  drawn_ = length;
  std::fprintf(stderr, "\r%s", line.c_str());
  std::fflush(stderr);
}

void StatusLine::clear() {
  if (drawn_ == 0) return;
  std::fprintf(stderr, "\r%s\r", std::string(drawn_, ' ').c_str());
  std::fflush(stderr);
  drawn_ = 0;
}

void ProgressDisplay::show(const simulation::Progress& progress) {
  const double done =
      (progress.replicate + static_cast<double>(progress.month) / progress.months) / progress.replicates;
  if (begun_ < 0) begun_ = done;
  if (progress.drawn || !line_.is_due(done)) return;  // right after drawing there is no month to show
  const double elapsed = line_.seconds();
  const double months = (done - begun_) * progress.replicates * progress.months;
  const double rate = static_cast<double>(firms_) * months / std::max(elapsed, 1e-9) / 1e6;
  const std::string replicate =
      progress.replicates > 1 ? fmt::format(" {}/{}", progress.replicate + 1, progress.replicates) : std::string();
  line_.draw(fmt::format("run{}: {:3.0f} %", replicate, 100 * done), done,
             fmt::format(" {}, {} left{}", to_string(start_ + (progress.month - 1)),
                         clock_time(elapsed * (1 - done) / (done - begun_)), text_of(progress.glance, technologies_)),
             {fmt::format(", {:.1f} M firm-months/s", rate)});
}

std::vector<std::string> technology_names(const scenario::Scenario& scenario) {
  std::vector<std::string> names;
  for (const auto& technology : scenario.technologies) names.push_back(technology.name);
  return names;
}

void show_runs(StatusLine& line, const experiments::SweepProgress& now, const std::vector<std::string>& technologies) {
  const double done = static_cast<double>(now.done) / static_cast<double>(now.tasks);
  if (!line.is_due(done)) return;
  const double rate = static_cast<double>(now.done) / std::max(line.seconds(), 1e-9);
  const std::string failed = now.failed > 0 ? fmt::format(", {} failed", now.failed) : std::string();
  line.draw(fmt::format("sweep: {:3.0f} %", 100 * done), done,
            fmt::format(" {} of {}{}, {}, {} left", now.done, counted(static_cast<std::int64_t>(now.tasks), "run"),
                        failed, runs_per_second(rate), clock_time(static_cast<double>(now.tasks - now.done) / rate)),
            {text_of(now.glance, technologies)});
}

}  // namespace millwright::tool
