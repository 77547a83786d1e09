#include "policies/instrument.hpp"

#include <fmt/format.h>

#include "core/errors.hpp"

namespace millwright::policies {
namespace {

std::vector<std::uint8_t> flags(const std::vector<std::string>& wanted, const std::vector<std::string>& names,
                                std::string_view what, const InstrumentContext& context) {
  std::vector<std::uint8_t> mask(names.size(), wanted.empty() ? 1 : 0);
  for (const auto& word : wanted) {
    const auto found = std::find(names.begin(), names.end(), word);
    if (found == names.end()) {
      const std::string near = nearest(word, names);
      throw UserError({context.where,
                       fmt::format("policies.{}.target: there is no {} '{}'", context.name, what, printable(word)),
                       near.empty() ? fmt::format("{} names are {}", what, fmt::join(names, ", "))
                                    : fmt::format("did you mean '{}'?", near)});
    }
    mask[static_cast<std::size_t>(found - names.begin())] = 1;
  }
  return mask;
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
}

TargetMask resolve(const Target& target, const InstrumentContext& context) {
  std::vector<std::string> technologies, sizes;
  for (const auto& technology : context.scenario.technologies) technologies.push_back(technology.name);
  for (const auto& size : context.scenario.size_classes.classes) sizes.push_back(size.name);
  return {flags(target.technology, technologies, "technology", context),
          flags(target.sector, context.sectors, "sector", context), flags(target.size, sizes, "size class", context)};
}

}  // namespace millwright::policies
