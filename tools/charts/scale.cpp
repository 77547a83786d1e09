#include "charts/scale.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "charts/text.hpp"

namespace millwright::charts {
namespace {

constexpr double largest = 1e300;  // beyond it differences overflow
constexpr double smallest = 1e-300;

/// The smallest of 1, 2, 5 times a power of ten that is at least `raw`.
double round_step(double raw) {
  const double power = std::pow(10, std::floor(std::log10(raw)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= raw * (1 - 1e-9)) return factor * power;
  }
  return 10 * power;
}

std::string with_minus(std::string text) {
  if (text.starts_with('-')) text.replace(0, 1, "\u2212");
  return text;
}

/// 1234567.5 as "1,234,567.5" with `decimals` decimals.
std::string grouped(double value, int decimals) {
  std::string text = fmt::format("{:.{}f}", value, decimals);
  const bool negative = text.front() == '-';
  if (negative) text.erase(0, 1);
  const std::size_t whole = std::min(text.find('.'), text.size());
  if (whole > 4) {
    for (std::size_t i = whole; i > 3; i -= 3) {
      if (i - 3 > 0) text.insert(i - 3, ",");
    }
  }
  const bool zero = text.find_first_not_of("0.,") == std::string::npos;
  return (negative && !zero ? "\u2212" : "") + text;
}

std::string superscript(int number) {
  static constexpr std::array<const char*, 10> digits = {"\u2070", "\u00b9", "\u00b2", "\u00b3", "\u2074",
                                                         "\u2075", "\u2076", "\u2077", "\u2078", "\u2079"};
  std::string result = number < 0 ? "\u207b" : "";
  for (const char c : std::to_string(std::abs(number))) result += digits[static_cast<std::size_t>(c - '0')];
  return result;
}

std::string titled(const std::string& title, const std::string& power, const std::string& unit) {
  const std::string both = power + (power.empty() || unit.empty() ? "" : " ") + unit;
  if (both.empty()) return title;
  return title.empty() ? both : title + " (" + both + ")";
}

std::string unit_of(const Axis& axis) {
  if (axis.percent) return "%";
  return axis.unit == "1" ? "" : axis.unit;
}

/// The power of ten that the ticks of an axis up to `size` leave out.
int power_of(double size) {
  if (size == 0 || (size >= 1e-2 && size < 1e6)) return 0;
  return 3 * static_cast<int>(std::floor(std::log10(size) / 3));
}

/// 2e8 as "2·10⁸", but as a plain number where that is short.
std::string power_label(double factor, int exponent) {
  if (exponent >= -3 && exponent < 6) return grouped(factor * std::pow(10, exponent), std::max(0, -exponent));
  const std::string power = "10" + superscript(exponent);
  return factor == 1 ? power : fmt::format("{:.0f}\u00b7{}", factor, power);
}

double size_of(Extent extent) {
  return std::max(std::abs(extent.low), std::abs(extent.high));
}

/// Whether an axis shows months; far away they are no dates.
bool shows_months(const Axis& axis, Extent extent) {
  return axis.scale == Scale::month && size_of(extent) < 1e7;
}

/// The extent itself; around a single value, or none, one that an axis can have.
Extent shown_extent(const Axis& axis, Extent extent) {
  const bool logarithmic = axis.scale == Scale::logarithmic;
  if (axis.from_zero && !logarithmic) extent.add(0);
  if (extent.empty()) return logarithmic ? Extent{1, 10} : Extent{0, 1};
  const double size = size_of(extent);
  if (extent.high - extent.low > std::max(1e-9 * size, smallest)) return extent;
  const bool zero = size <= smallest;
  const double middle = zero ? 0 : extent.low;
  if (logarithmic) return {middle / 2, middle * 2};
  const double margin = zero || shows_months(axis, extent) ? 1 : 0.1 * size;
  Extent around{middle - margin, middle + margin};
  if (axis.from_zero) (middle < 0 ? around.high : around.low) = 0;
  return around;
}

/// Those n for which n * step lies between low and high.
std::vector<double> multiples(double low, double high, double step) {
  const double first = std::ceil(low / step - 1e-6), last = std::floor(high / step + 1e-6);
  std::vector<double> result(static_cast<std::size_t>(std::clamp(last - first + 1, 0.0, 100.0)), first);
  for (std::size_t n = 0; n < result.size(); ++n) result[n] += static_cast<double>(n);
  return result;
}

/// Ticks from the decade of `low` to that of `high`: powers of ten, or also 2 and 5 times these; `shown` is added to
/// the exponents of the labels.
std::vector<Tick> logarithmic_ticks(double low, double high, int ticks, int shown) {
  const bool decades = std::log10(high) - std::log10(low) >= 2;
  const std::vector<double> factors = decades ? std::vector{1.0} : std::vector{1.0, 2.0, 5.0};
  const int first = static_cast<int>(std::floor(std::log10(low) + 1e-9));
  const int last = static_cast<int>(std::ceil(std::log10(high) - 1e-9));
  const int step = decades ? std::max(1, (last - first + ticks - 1) / std::max(1, ticks)) : 1;
  std::vector<Tick> all;
  for (int exponent = first; exponent <= last; exponent += step) {
    for (const double factor : factors) {
      all.push_back({factor * std::pow(10, exponent), power_label(factor, exponent + shown)});
    }
  }
  return all;
}

}  // namespace

void Extent::add(double value) {
  if (!std::isfinite(value)) return;
  low = std::min(low, std::clamp(value, -largest, largest));
  high = std::max(high, std::clamp(value, -largest, largest));
}

void Extent::add(std::span<const double> values) {
  for (const double value : values) add(value);
}

AxisScale::AxisScale(const Axis& axis, Extent extent, int ticks, Ends ends) : axis_(axis), title_(axis_title(axis)) {
  extent = shown_extent(axis, extent);
  low_ = extent.low;
  high_ = extent.high;
  if (axis.scale == Scale::logarithmic) {
    make_logarithmic(ticks, ends);
  } else if (shows_months(axis, extent)) {
    make_months(ticks);
  } else {
    make_linear(ticks, ends);
  }
}

void AxisScale::make_linear(int ticks, Ends ends) {
  const double step = round_step((high_ - low_) / std::max(1, ticks));
  if (ends == Ends::round) {
    // To the next round number, unless that would leave much of the plot empty.
    const double below = low_ - std::floor(low_ / step + 1e-6) * step;
    const double above = std::ceil(high_ / step - 1e-6) * step - high_;
    const double margin = 0.03 * (high_ - low_);
    low_ -= below <= 0.6 * step ? below : margin;
    high_ += above <= 0.6 * step ? above : margin;
  }
  const double shown = axis_.percent ? 100 : 1;
  const int power = power_of(shown * std::max(std::abs(low_), std::abs(high_)));
  if (power != 0) title_ = titled(axis_.title, "10" + superscript(power), unit_of(axis_));
  // Divided in two, since a power below 10^-308 is not a number that can be multiplied with.
  const double first = std::pow(10, power / 2);
  const double second = std::pow(10, power - power / 2);
  const int decimals = std::max(0, -static_cast<int>(std::floor(std::log10(step * shown / first / second) + 1e-9)));
  for (const double n : multiples(low_, high_, step)) {
    ticks_.push_back({n * step, grouped(n * step * shown / first / second, decimals)});
  }
}

void AxisScale::make_logarithmic(int ticks, Ends ends) {
  low_ = std::clamp(low_, smallest, largest);
  high_ = std::clamp(high_, 2 * low_, 2 * largest);
  const std::vector<Tick> all = logarithmic_ticks(low_, high_, ticks, axis_.percent ? 2 : 0);
  if (ends == Ends::round) {
    double start = low_;
    for (const Tick& tick : all) start = tick.value <= low_ * (1 + 1e-9) ? tick.value : start;
    low_ = start;
    const auto end = std::find_if(all.begin(), all.end(), [&](const Tick& t) { return t.value >= high_ * (1 - 1e-9); });
    high_ = end == all.end() ? high_ : end->value;
  }
  for (const Tick& tick : all) {
    if (tick.value >= low_ * (1 - 1e-9) && tick.value <= high_ * (1 + 1e-9)) ticks_.push_back(tick);
  }
}

void AxisScale::make_months(int ticks) {
  const double span = high_ - low_;
  double step = 1;
  for (const double candidate : {2, 3, 6, 12, 24, 60, 120, 240, 600}) {
    if (span / step > ticks) step = candidate;
  }
  if (span >= 36 && step < 12) step = 12;  // years are read more easily
  while (span / step > ticks) step *= step / 1200 == std::floor(step / 1200) ? 10 : 2;
  for (const double n : multiples(low_, high_, step)) {
    const std::string label = step >= 12 ? fmt::format("{:.0f}", n * step / 12) : value_text(axis_, n * step);
    ticks_.push_back({n * step, with_minus(label)});
  }
}

void AxisScale::place(double low_px, double high_px) {
  low_px_ = low_px;
  high_px_ = high_px;
}

double AxisScale::at(double value) const {
  const bool logarithmic = axis_.scale == Scale::logarithmic;
  if (std::isinf(value) || (logarithmic && value <= 0)) return value > 0 ? high_px_ : low_px_;
  value = std::clamp(value, -largest, largest);
  if (!logarithmic) return low_px_ + (value - low_) / (high_ - low_) * (high_px_ - low_px_);
  // Differences of logarithms, since a quotient may overflow.
  const double share = (std::log(value) - std::log(low_)) / (std::log(high_) - std::log(low_));
  return low_px_ + share * (high_px_ - low_px_);
}

bool AxisScale::shows(double value) const {
  return std::isfinite(value) && (axis_.scale != Scale::logarithmic || value > 0);
}

double AxisScale::base() const {
  return axis_.scale == Scale::logarithmic ? low_ : std::clamp(0.0, low_, high_);
}

double AxisScale::label_width(double font_size) const {
  double widest = 0;
  for (const Tick& tick : ticks_) widest = std::max(widest, text_width(tick.label, font_size));
  return widest;
}

AxisScale horizontal_scale(const Axis& axis, Extent extent, Ends ends, Extent pixels, double font_size, int most) {
  for (int ticks = most;; --ticks) {
    AxisScale scale(axis, extent, ticks, ends);
    scale.place(pixels.low, pixels.high);
    bool fits = true;
    for (std::size_t i = 1; i < scale.ticks().size(); ++i) {
      const Tick &left = scale.ticks()[i - 1], &right = scale.ticks()[i];
      const double needed = text_width(left.label + right.label, font_size) / 2 + font_size;
      fits = fits && scale.at(right.value) - scale.at(left.value) >= needed;
    }
    if (fits || ticks == 1) return scale;
  }
}

int most_ticks(std::span<const double> values) {
  constexpr int usual = 8;
  Extent extent;
  extent.add(values);
  const bool whole = std::all_of(values.begin(), values.end(), [](double v) { return v == std::floor(v); });
  const double span = extent.high - extent.low;
  return whole && span >= 1 && span < usual ? static_cast<int>(span) : usual;
}

std::string axis_title(const Axis& axis) {
  return titled(axis.title, "", unit_of(axis));
}

std::string value_text(const Axis& axis, double value) {
  if (std::isnan(value)) return "";
  if (axis.scale == Scale::month && std::abs(value) < 1e9) {
    const auto month = static_cast<long long>(std::floor(value + 1e-9));
    const long long year = month >= 0 ? month / 12 : -((11 - month) / 12);
    return fmt::format("{:04}-{:02}", year, month - 12 * year + 1);
  }
  return plain_number(axis.percent ? 100 * value : value);
}

}  // namespace millwright::charts
