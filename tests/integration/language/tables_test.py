"""A user's own firms and links: other column names, weights, gaps, confidential data, edge lists and GraphML."""

from typed import DONE, LanguageTest, h5py, main, np

FIRMS = "nr,wz,besch,gew\nA,food,12,3\nB,machinery,400,1\nC,electronics,.,2\nD,food,55,2\nE,electronics,1500,1\nF,machinery,30,3\n"
TABLE = ("population:\n  firms: 240\n  represents: 12\n  table:\n    file: firms.csv\n    missing: [\".\"]\n"
         "    columns: {id: nr, sector: wz, employees: besch, weight: gew}\n")


class OwnFirms(LanguageTest):
    def setUp(self):
        super().setUp()
        self.write("firms.csv", FIRMS)

    def at_start(self, name, variable):
        return self.values(name)[variable][1][0, 0]

    def test_weights_decide_how_many_firms_each_sector_has(self):
        """Of 12 by weight five are food, four machinery, three electronics."""
        self.variant(TABLE)
        said = self.run_to("own.h5", "variant.yaml")
        self.assertIn("1 of 6 employees", said)
        sectors = dict(zip(("food", "machinery", "electronics"), self.at_start("own.h5", "firms_by_sector")))
        self.assertEqual(sectors, {"food": 5, "machinery": 4, "electronics": 3})

    def test_employees_are_those_of_the_table(self):
        """Without what automation saves and AI gains, firms start with the workers that the table gives them."""
        self.write("firms.csv", FIRMS.replace(".", "100"))
        self.variant(TABLE + "technologies: {automation: {initial: {share: 0 %}}, ai: {initial: {share: 0 %}}}\n"
                     "dynamics: {growth_noise: 0}\noutputs: {size_schemes: {own: {under: 1-99, over: 100-}}}\n")
        self.run_to("own.h5", "variant.yaml")
        employment = self.at_start("own.h5", "employment")
        self.assertAlmostEqual(employment / (12 * 3 + 400 + 100 * 2 + 55 * 2 + 1500 + 30 * 3), 1, delta=0.1)

    def test_what_is_missing_is_reported(self):
        self.variant(TABLE + "regions: {east: {share: 50 %}, west: {share: 50 %}}\n")
        done = self.millwright("check", "variant.yaml")
        self.assertEqual(done.returncode, DONE, done.stderr)
        self.assertIn("firms.csv:1: not in the table and therefore drawn: 1 of 6 employees, region, cash, debt", done.stderr)

    def test_the_same_firms_in_a_policy_and_without_it(self):
        """The table is part of the population: an override of a policy leaves the firms of the start as they are."""
        self.variant(TABLE + "overrides: {no_grant: {policies.grant: null}}\n")
        self.run_to("base.h5", "variant.yaml")
        self.run_to("none.h5", "variant.yaml", "--scenario", "no_grant")
        for variable in ("firms_by_sector", "employment", "adoption_share"):
            self.assertTrue(np.array_equal(self.at_start("base.h5", variable), self.at_start("none.h5", variable)), variable)

    def test_a_network_of_ones_own(self):
        """An edge list and the same network in GraphML give the same values; another network gives others."""
        self.write("links.csv", "supplier,buyer\nA,B\nB,C\nB,E\nF,E\nD,A\n")
        edges = "".join(f'<edge source="{a}" target="{b}"/>' for a, b in ("AB", "BC", "BE", "FE", "DA"))
        nodes = "".join(f'<node id="{a}"/>' for a in "ABCDEF")
        self.write("links.graphml", '<?xml version="1.0"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
                   f'<graph edgedefault="directed">{nodes}{edges}</graph></graphml>\n')
        results = {}
        for name, key in (("drawn", ""), ("csv", "network: {file: links.csv}\n"), ("graphml", "network: {file: links.graphml}\n")):
            self.variant(TABLE + key)
            self.run_to(f"{name}.h5", "variant.yaml")
            results[name] = self.values(f"{name}.h5")["adoption_share"][1]
        self.assertTrue(np.array_equal(results["csv"], results["graphml"]))
        self.assertFalse(np.array_equal(results["csv"], results["drawn"]))

    def test_confidential_firms_leave_no_trace(self):
        self.write("firms.csv", FIRMS.replace("A,food,12,3", "SECRET,food,12,3"))
        self.write("links.csv", "supplier,buyer\nSECRET,B\n")
        self.variant(TABLE + "    confidential: true\n    min_cell: 3\nnetwork: {file: links.csv}\n")
        self.run_to("own.h5", "variant.yaml")
        with h5py.File(self.folder / "own.h5") as file:
            self.assertNotIn("events", file)
            kept = {name: data[...].tobytes() if data.dtype.kind != "O" else b"".join(data[...])
                    for name, data in file["provenance"].items()}
        self.assertIn(self.sha256("firms.csv").encode(), kept["input_sha256"])
        self.assertNotIn(b"SECRET", b"".join(kept.values()))
        self.assertIn(b"represents: 960", b"".join(kept.values()))  # minimal.yaml is kept as before
        values = self.values("own.h5")
        by_sector = values["employment_by_sector"][1]
        self.assertTrue(np.isnan(by_sector[0, 0]).all(), "two firms of the table in each sector")
        self.assertFalse(np.isnan(values["employment"][1]).any())

    def test_groups_that_are_large_enough_stay(self):
        self.variant(TABLE + "    confidential: true\n    min_cell: 2\n")
        self.run_to("own.h5", "variant.yaml")
        self.assertFalse(np.isnan(self.values("own.h5")["firms_by_sector"][1]).any())


if __name__ == "__main__":
    main()
