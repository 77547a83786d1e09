#include "policies/catalogue.hpp"

#include "core/contracts.hpp"

namespace millwright::policies {

InstrumentEntry investment_grant();
InstrumentEntry interest_subsidy();
InstrumentEntry tax_deduction();
InstrumentEntry compute_voucher();
InstrumentEntry demonstration_programme();
InstrumentEntry training_grant();
InstrumentEntry domestic_chip_fund();
InstrumentEntry automation_levy();
InstrumentEntry announcement();

const std::vector<InstrumentEntry>& instrument_catalogue() {
  static const std::vector<InstrumentEntry> entries{investment_grant(),   interest_subsidy(),        tax_deduction(),
                                                    compute_voucher(),    demonstration_programme(), training_grant(),
                                                    domestic_chip_fund(), automation_levy(),         announcement()};
  return entries;
}

std::vector<std::unique_ptr<const Instrument>> make_instruments(const scenario::Scenario& scenario,
                                                                const std::vector<std::string>& sectors) {
  const double simulated =
      static_cast<double>(scenario.population.firms) / static_cast<double>(scenario.population.represents);
  std::vector<std::unique_ptr<const Instrument>> instruments;
  for (const auto& policy : scenario.policies) {
    const auto& entries = instrument_catalogue();
    const auto entry =
        std::find_if(entries.begin(), entries.end(), [&](const auto& e) { return e.word == policy.word; });
    EXPECT(entry != entries.end());  // the reader has refused other words
    instruments.push_back(entry->make(policy.value, {scenario, sectors, policy.name, policy.where, simulated}));
  }
  return instruments;
}

}  // namespace millwright::policies
