#include "scenario/scenario.hpp"

namespace millwright::scenario {

template std::shared_ptr<const Schema> schema_of<Scenario>(const Catalogues& catalogues);

}  // namespace millwright::scenario
