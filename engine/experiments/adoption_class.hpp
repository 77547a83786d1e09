#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

// What a policy did to one firm and one technology, seen by comparing two arms on the same luck.
namespace millwright::experiments {

/// Classes of firms: a recipient is one that a differing instrument awarded something in the policy arm.
enum class AdoptionClass : std::uint8_t {
  additional,
  accelerated,
  windfall,
  delayed,
  not_live,
  given_up,
  turnover_recipient,
  spillover,
  displaced,
  unaffected,
  turnover_gained,
  turnover_lost
};
constexpr std::size_t class_count = 12;

struct ClassKind {
  std::string_view name;
  std::string_view variable;  // of a file
  bool recipient;
  int sign;  // what one firm of the class adds to adopters of the policy arm less those of the base arm
  std::string_view meaning;
};

/// In the order of AdoptionClass.
inline constexpr std::array<ClassKind, class_count> class_kinds{{
    {"additional", "additional_adopters", true, 1, "adopts only with the policy"},
    {"accelerated", "accelerated_adopters", true, 0, "adopts earlier with it"},
    {"windfall", "windfall_adopters", true, 0, "adopts in that month anyway"},
    {"delayed", "delayed_adopters", true, 0, "adopts later with it"},
    {"not_live", "not_live_recipients", true, 0, "not live by then either way"},
    {"given_up", "given_up_recipients", true, -1, "live by then only without it"},
    {"turnover_recipient", "turnover_recipients", true, 1, "exists only with the policy"},
    {"spillover", "spillover_adopters", false, 1, "unsupported, only with it"},
    {"displaced", "displaced_adopters", false, -1, "adopts only without it"},
    {"unaffected", "unaffected_adopters", false, 0, "unsupported, in both arms"},
    {"turnover_gained", "turnover_gained_adopters", false, 1, "exists only with the policy"},
    {"turnover_lost", "turnover_lost_adopters", false, -1, "exists only without it"},
}};

constexpr std::int32_t never_live = std::numeric_limits<std::int32_t>::max();

/// What became of a firm in one arm. Months are counted from the start; -1 is before the first month.
struct Fate {
  bool exists = false;
  bool recipient = false;                // by the horizon; of the policy arm alone
  std::int32_t first_live = never_live;  // first go-live of its first tranche

  bool adopter(std::int32_t horizon) const { return exists && first_live <= horizon; }
};

/// The one class of a firm that is a recipient or an adopter by the horizon in either arm; nothing for any other firm.
std::optional<AdoptionClass> classify(const Fate& base, const Fate& policy, std::int32_t horizon);

/// Stands in place of a number that would tell of too few firms of a confidential table.
constexpr std::int64_t not_told = std::numeric_limits<std::int64_t>::min();

/// NaN for what is not told.
constexpr double told(std::int64_t number) {
  return number == not_told ? std::numeric_limits<double>::quiet_NaN() : static_cast<double>(number);
}

/// Numbers of firms by class; and by how many months together their adoption came earlier, where both arms have one.
struct ClassCounts {
  std::array<std::int64_t, class_count> firms{}, months_earlier{};
  std::int64_t recipients = 0, adopters_base = 0, adopters_policy = 0;  // counted without the classes

  void add(const Fate& base, const Fate& policy, std::int32_t horizon);
  std::int64_t of(AdoptionClass one) const { return firms[static_cast<std::size_t>(one)]; }
  /// Whether classes add up to the recipients, and with their signs to the difference in adopters.
  bool adds_up() const;
};

}  // namespace millwright::experiments
