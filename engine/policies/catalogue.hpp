#pragma once

#include "policies/instrument.hpp"

namespace millwright::policies {

/// All instruments there are. To add one: one file in instruments/, one word here, one test.
const std::vector<InstrumentEntry>& instrument_catalogue();

/// The instruments of a scenario, in the order of `scenario.policies`.
std::vector<std::unique_ptr<const Instrument>> make_instruments(const scenario::Scenario& scenario,
                                                                const std::vector<std::string>& sectors);

}  // namespace millwright::policies
