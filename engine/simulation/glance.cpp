#include "simulation/glance.hpp"

#include "economy/economy.hpp"

namespace millwright::simulation {

Glance glance_at(const Economy& economy) {
  Glance glance{.adoption = {}, .pmi = economy.environment.pmi};
  for (std::size_t j = 0; j < economy.technologies(); ++j) {
    std::int64_t adopters = 0;
    for (std::size_t s = 0; s < economy.sectors.size(); ++s) adopters += economy.closing.adopters.at(j, s);
    glance.adoption.push_back(static_cast<double>(adopters) / static_cast<double>(economy.firms.count()));
  }
  return glance;
}

}  // namespace millwright::simulation
