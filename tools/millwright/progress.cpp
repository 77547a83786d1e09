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

}  // namespace

bool StatusLine::is_due(double done) {
  if (terminal_.can_rewrite) return watch_.seconds() - last_drawn_ >= seconds_between_drawings;
  const int tenth = static_cast<int>(10 * done + 1e-9);
  return std::exchange(last_tenth_, tenth) != tenth;
}

void StatusLine::draw(const std::string& head, double done, const std::string& tail) {
  if (!terminal_.can_rewrite) return say(head + tail);
  const std::size_t width = static_cast<std::size_t>(terminal_.width) - 1;  // the last column would start a new line
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
             fmt::format(" {} {:.1f} M firm-months/s, {} left, adoption {:.0f} %, PMI {:.1f}",
                         to_string(start_ + (progress.month - 1)), rate,
                         clock_time(elapsed * (1 - done) / (done - begun_)), 100 * progress.adoption, progress.pmi));
}

void show_runs(StatusLine& line, const experiments::SweepProgress& now) {
  const double done = static_cast<double>(now.done) / static_cast<double>(now.tasks);
  if (!line.is_due(done)) return;
  const double rate = static_cast<double>(now.done) / std::max(line.seconds(), 1e-9);
  const std::string failed = now.failed > 0 ? fmt::format(", {} failed", now.failed) : std::string();
  line.draw(fmt::format("sweep: {:3.0f} %", 100 * done), done,
            fmt::format(" {} of {}{}, {}, {} left", now.done, counted(static_cast<std::int64_t>(now.tasks), "run"),
                        failed, runs_per_second(rate), clock_time(static_cast<double>(now.tasks - now.done) / rate)));
}

}  // namespace millwright::tool
