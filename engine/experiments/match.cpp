#include "experiments/match.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/math/tools/toms748_solve.hpp>
#include <charconv>
#include <cmath>
#include <optional>

#include "core/contracts.hpp"

namespace millwright::experiments {
namespace {

double six_digits(double value) {
  const std::string text = fmt::format("{:.6g}", value);
  double rounded = value;
  std::from_chars(text.data(), text.data() + text.size(), rounded);
  return rounded;
}

/// Rounded to six digits, and moved by a few of the last one where that would leave the range.
double rounded(double value, const SearchRange& range) {
  constexpr double step = 1e-5;
  const double near = six_digits(value);
  if (near > range.most) return six_digits(range.most - step * std::abs(range.most));
  if (near < range.least) return six_digits(range.least + step * std::abs(range.least));
  return near;
}

/// Asks for spending and keeps the best answer.
class Search {
 public:
  Search(const std::function<double(double)>& spending, double wanted, const SearchRange& range, double tolerance)
      : spending_(spending), wanted_(wanted), range_(range), tolerance_(tolerance) {}

  /// Spending at a value less what is wanted; exactly zero within the tolerance, which ends every search.
  double excess(double value) {
    const double used = rounded(value, range_), spent = spending_(used), excess = spent - wanted_;
    const bool first = found_.runs++ == 0;
    found_.least = first ? spent : std::min(found_.least, spent);
    found_.most = first ? spent : std::max(found_.most, spent);
    found_.bracketed = found_.least <= wanted_ && wanted_ <= found_.most;
    if (first || std::abs(excess) < std::abs(found_.spending - wanted_)) found_.value = used, found_.spending = spent;
    found_.within = std::abs(found_.spending - wanted_) <= tolerance_ * wanted_;
    return found_.within ? 0 : excess;
  }
  const Found& found() const { return found_; }

 private:
  const std::function<double(double)>& spending_;
  double wanted_;
  SearchRange range_;
  double tolerance_;
  Found found_;
};

struct Bracket {
  double low, high, low_excess, high_excess;
};

/// Values to try on the way up from `start`: doubled, up to the end of the range.
std::vector<double> upward(double start, const SearchRange& range) {
  constexpr int most_doublings = 12;  // four thousand times what the user wrote
  std::vector<double> values;
  for (int k = 0; k < most_doublings && start > 0 && 2 * start < range.most; ++k) values.push_back(start *= 2);
  const bool reaches = start <= 0 || values.size() < most_doublings;
  if (std::isfinite(range.most) && reaches && start < range.most) values.push_back(range.most);
  return values;
}

/// Goes through values until spending crosses what is wanted.
std::optional<Bracket> crossing(Search& search, double from, double excess, const std::vector<double>& values) {
  constexpr int flat = 3;  // values without any change of spending: it is capped
  int unchanged = 0;
  for (const double value : values) {
    const double next = search.excess(value);
    unchanged = next == excess ? unchanged + 1 : 0;
    if (unchanged == flat && next != 0) return std::nullopt;
    if (next == 0 || (next > 0) != (excess > 0)) {
      if (value < from) return Bracket{value, from, next, excess};
      return Bracket{from, value, excess, next};
    }
    from = value, excess = next;
  }
  return std::nullopt;
}

void narrow(Search& search, const Bracket& bracket) {
  constexpr double finest = 1e-4;  // relative; values are rounded to six digits
  boost::uintmax_t most_steps = 40;
  boost::math::tools::toms748_solve(
      [&](double value) { return search.excess(value); }, bracket.low, bracket.high, bracket.low_excess,
      bracket.high_excess, [](double a, double b) { return std::abs(b - a) <= finest * std::abs(b); }, most_steps);
}

}  // namespace

Found match_spending(const std::function<double(double value)>& spending, double wanted, double start,
                     const SearchRange& range, double tolerance) {
  EXPECT(wanted > 0 && range.least <= start && start <= range.most);
  Search search(spending, wanted, range, tolerance);
  const double excess = search.excess(start);
  if (excess == 0) return search.found();
  const auto up = upward(start, range);
  std::vector<double> down;
  if (std::isfinite(range.least) && range.least < start) down.push_back(range.least);
  auto bracket = crossing(search, start, excess, excess < 0 ? up : down);
  if (!bracket) bracket = crossing(search, start, excess, excess < 0 ? down : up);
  if (bracket && !search.found().within) narrow(search, *bracket);
  return search.found();
}

}  // namespace millwright::experiments
