#include "policies/programme.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/clones.hpp"
#include "core/errors.hpp"

namespace millwright::policies {
namespace {

constexpr double cents = 1e8;  // per million

std::vector<std::string> names_of(const auto& named) {
  std::vector<std::string> names;
  names.reserve(named.size());
  for (const auto& one : named) names.push_back(one.name);
  return names;
}

/// Index of a word; throws UserError with a suggestion when it is none of the names. `key`: where it stands.
std::size_t place_of(const std::string& word, const std::vector<std::string>& names, std::string_view key,
                     std::string_view what, const InstrumentContext& context) {
  const auto found = std::find(names.begin(), names.end(), word);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  const std::string near = nearest(word, names);
  throw UserError({context.where,
                   fmt::format("policies.{}.{}: there is no {} '{}'", context.name, key, what, printable(word)),
                   names.empty()  ? fmt::format("the scenario declares no {} of its own", what)
                   : near.empty() ? fmt::format("{} names are {}", what, fmt::join(names, ", "))
                                  : fmt::format("did you mean '{}'?", near)});
}

std::vector<std::uint8_t> flags(const std::vector<std::string>& wanted, const std::vector<std::string>& names,
                                std::string_view what, const InstrumentContext& context) {
  // Where the scenario declares no region or ownership, all firms are of the one there is.
  std::vector<std::uint8_t> mask(std::max<std::size_t>(names.size(), 1), wanted.empty() ? 1 : 0);
  for (const auto& word : wanted) mask[place_of(word, names, "target", what, context)] = 1;
  return mask;
}

std::vector<std::size_t> priorities(const std::vector<std::string>& wanted, const InstrumentContext& context) {
  std::vector<std::size_t> places(context.sectors.size(), wanted.size());
  for (std::size_t k = wanted.size(); k-- > 0;) {
    places[place_of(wanted[k], context.sectors, "priority", "sector", context)] = k;
  }
  return places;
}

MILLWRIGHT_INLINE bool is_drawn(const DrawKey& key, std::uint32_t firm, std::int32_t birth, double share) {
  return uniform(draw(key, firm, birth, 0).w[0]) < share;
}

/// drawn[k] |= whether firm k is among the share of all that is drawn for life.
MILLWRIGHT_CLONES
void mark_drawn(const DrawKey& of_all, const DrawnFirms& firms, double share, std::uint8_t* drawn) {
  const DrawKey key = of_all;
  const std::uint32_t* id = firms.id.data();
  const std::int32_t* birth = firms.birth.data();
  const std::size_t count = firms.id.size();
#pragma GCC ivdep
  for (std::size_t k = 0; k < count; ++k)
    drawn[k] = static_cast<std::uint8_t>(drawn[k] | static_cast<std::uint8_t>(is_drawn(key, id[k], birth[k], share)));
}

}  // namespace

void declare(scenario::Keys<Window>& keys) {
  keys.month("from", &Window::from).means("First month");
  keys.month("to", &Window::to).means("Last month");
}

void declare(scenario::Keys<Target>& keys) {
  keys.names("technology", &Target::technology).optional().means("Technologies it is for; all when left out");
  keys.names("sector", &Target::sector).optional().means("Sectors it is for; all when left out");
  keys.names("size", &Target::size).optional().means("Size classes it is for; all when left out");
  keys.names("region", &Target::region).optional().means("Regions it is for; all when left out");
  keys.names("ownership", &Target::ownership).optional().means("Types of ownership it is for; all when left out");
}

void declare(scenario::Keys<Budget>& keys) {
  keys.yearly_money("amount", &Budget::amount, {.range = {0, 1e9}}).means("National amount of each calendar year");
  keys.money("unlisted_years", &Budget::unlisted_years, {.range = {0, 1e9}, .otherwise = "0 CNY"})
      .means("Amount of a year that is not listed");
  keys.flag("carry_over", &Budget::carry_over, {.otherwise = "false"})
      .means("Whether what a year leaves is added to the next year's amount");
}

double Budget::in(int year) const {
  const auto listed = amount.years.find(year);
  if (listed != amount.years.end()) return listed->second;
  return amount.years.empty() ? amount.unlisted : unlisted_years;
}

TargetMask resolve(const Target& target, const InstrumentContext& context) {
  return {flags(target.technology, names_of(context.scenario.technologies), "technology", context),
          flags(target.sector, context.sectors, "sector", context),
          flags(target.size, names_of(context.scenario.size_classes.classes), "size class", context),
          flags(target.region, names_of(context.scenario.regions), "region", context),
          flags(target.ownership, names_of(context.scenario.ownership), "ownership", context)};
}

Terms::Terms(const Programme& programme, const InstrumentContext& context)
    : programme_(programme),
      announce_(programme.announce == Month{} ? programme.effective.from : programme.announce),
      mask_(resolve(programme.target, context)),
      priority_(priorities(programme.priority, context)),
      hash_(mechanism_hash(context.name)),
      simulated_share_(context.simulated_share) {
  if (programme.effective.to < programme.effective.from) {
    throw UserError({context.where, fmt::format("policies.{}.effective ends before it begins", context.name),
                     "write the first month under `from` and the last under `to`"});
  }
  if (programme.effective.from < announce_) {
    throw UserError({context.where, fmt::format("policies.{} takes effect before it is announced", context.name),
                     "let `announce` be the same month as `effective.from`, or earlier"});
  }
  const bool by_priority = programme.allocation == Allocation::priority_sectors;
  if (by_priority && programme.priority.empty()) {
    throw UserError({context.where, fmt::format("policies.{}.priority names no sector", context.name),
                     "list the sectors that are served first, or choose another allocation"});
  }
  if (!by_priority && !programme.priority.empty()) {
    throw UserError({context.where, fmt::format("policies.{}.priority has no effect", context.name),
                     "write `allocation: priority_sectors`, or leave `priority` out"});
  }
}

void Terms::mark_eligible(const DrawnFirms& firms, Luck luck, std::uint8_t* eligible) const {
  if (programme_.eligible_share >= 1) {
    std::fill_n(eligible, firms.id.size(), std::uint8_t{1});
  } else {
    mark_drawn(eligibility(luck), firms, programme_.eligible_share, eligible);
  }
}

bool Terms::reaches(const Applicant& applicant, Month month, Luck luck) const {
  if (!programme_.effective.holds(month) || !targets(applicant)) return false;
  if (programme_.eligible_share >= 1) return true;
  return is_drawn(eligibility(luck), applicant.firm, applicant.birth, programme_.eligible_share);
}

std::int64_t Terms::yearly_budget(int year, std::int64_t carried_over) const {
  if (!limited()) return 0;
  const auto fresh = static_cast<std::int64_t>(programme_.budget.in(year)*simulated_share_ * cents);
  return fresh + (programme_.budget.carry_over ? carried_over : 0);
}

}  // namespace millwright::policies
