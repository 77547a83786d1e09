"""Other countries: the euro example and a scheme of five sectors in another currency, typed from the pages alone."""

import shutil

from typed import BAD_INPUT, DONE, LanguageTest, h5py, main

FIVE = """millwright: 1
title: Five sectors
extends: millwright:common.yaml
currency: JPY
prices: 2024-01
start: 2024-01
end: 2024-12
size_classes: {small: 4-29, medium: 30-299, large: 300-}
population: {firms: 500, represents: 180 k, workers_per_firm: 43}
sectors: {table: sectors.csv}
network: {input_output: io.csv}
climate: {wages: {level: 4.6 m JPY}, metals: {copper: {}}}
technologies: {automation: {initial: {stock: 435 k}}, ai: {initial: {share: 6 %}}}
chips: {tracks: {world: {performance: 1, price: 4.5 m JPY, supply: 10 k/month}}}
"""


class Countries(LanguageTest):
    def test_five_sectors_in_another_currency(self):
        names = ("food", "chemicals", "metals", "machinery", "electronics")
        self.write("five.yaml", FIVE)
        self.write("sectors.csv", "sector,firm_share,employment_share,value_added_share_of_output,labour_share_of_value_added,"
                   "nonferrous_price_exposure,automation_potential,ai_potential\n"
                   + "".join(f"{name},0.2,0.2,0.3,0.5,0.1,0.5,0.5\n" for name in names))
        self.write("io.csv", "supplier," + ",".join(names) + "\n"
                   + "".join(name + ",0.1" * len(names) + "\n" for name in names))
        said = self.run_to("five.h5", "five.yaml")
        self.assertEqual(said, "")
        with h5py.File(self.folder / "five.h5") as file:
            self.assertEqual(file["investment"].attrs["units"], b"m JPY")
            self.assertEqual(file["adoption_share_by_sector"].shape[-1], 5)

    def test_amounts_without_a_rate_are_all_listed(self):
        self.variant("currency: JPY\n")
        done = self.millwright("check", "variant.yaml")
        self.assert_refused(done, BAD_INPUT, "there is no exchange rate for 9 amounts in CNY:",
                            "technologies.automation.project_price.fixed: 2.9 m CNY, minimal.yaml:",
                            "climate.wages.level: 102 k CNY, its default", "exchange_rates: {CNY: {2024-01: ... JPY}}")
        self.assertEqual(done.stderr.count("error: "), 1)
        self.variant("currency: JPY\nexchange_rates: {CNY: {2024-01: 20.5 JPY}}\n")
        self.assertEqual(self.millwright("check", "variant.yaml").returncode, DONE)

    def test_the_euro_area(self):
        euro = self.source / "scenarios/euro"
        for file, options in (("baseline.yaml", ()), ("baseline.yaml", ("--scenario", "grant_goes_on")),
                              ("baseline.yaml", ("--scenario", "dearer_loans")), ("own_firms.yaml", ())):
            self.run_to("euro.h5", euro / file, *options, "--set", "population.firms=1000", "--set", "end=2024-12")
        with h5py.File(self.folder / "euro.h5") as file:
            self.assertEqual(file["investment"].attrs["units"], b"m EUR")

    def test_a_policy_that_goes_on_changes_nothing_before_it_is_announced(self):
        shutil.copytree(self.source / "scenarios/euro", self.folder / "euro")
        shutil.copytree(self.source / "scenarios/china/data", self.folder / "china/data")
        self.write(".millwright", "")
        firms = ("--set", "population.firms=1000", "--set", "end=2029-12")
        self.run_to("base.h5", "euro/baseline.yaml", *firms)
        self.run_to("goes_on.h5", "euro/baseline.yaml", *firms, "--scenario", "grant_goes_on")
        self.same_before(12 * 4 + 5, "base.h5", "goes_on.h5")


if __name__ == "__main__":
    main()
