"""`show`: what a scenario holds in the end, where each value comes from, and what differs between two."""

import json
import shutil

from harness import BAD_INPUT, DONE, IO, USAGE, CommandTest, main


class ShowTest(CommandTest):
    maxDiff = None

    def place(self, name, before, value=""):
        """Where `value` stands behind the text `before` in a file: "minimal.yaml:9:21"."""
        text = (self.folder / name).read_text()
        at = text.index(before + value) + len(before)
        return f"{name}:{text.count(chr(10), 0, at) + 1}:{at - text.rfind(chr(10), 0, at)}"


class Show(ShowTest):
    def shown(self, *arguments):
        done = self.millwright("show", *arguments)
        self.assertEqual((done.returncode, done.stderr), (DONE, ""))
        return done.stdout

    def test_a_value_with_the_place_it_came_from(self):
        for arguments, line in (((), "climate.pmi.mean: 49.8                      # default: NBS 2021-2026\n"),
                                (("--set", "climate.pmi.mean=51"), "climate.pmi.mean: 51                        # --set #1\n")):
            self.assertEqual(self.shown("minimal.yaml", "climate.pmi.mean", *arguments), line)
        self.assertEqual(self.shown("minimal.yaml", "technologies.ai.gain"),
                         f"technologies.ai.gain: 10 %                  # {self.place('common.yaml', 'gain: ')}\n")

    def test_units_are_told_as_they_were_understood(self):
        self.variant("technologies: {ai: {service_life: 5 years, gain: 0.1}}\n"
                     "exchange_rates: {USD: {2024-01: 7.1 CNY}}\n"
                     "policies: {grant: {budget: {amount: {2024: 10 m USD}}}}\n")
        text = self.shown("variant.yaml")
        for part in ("service_life: 5 years  ", "# = 60 months; variant.yaml:3:35", "gain: 0.1  ", "# = 10 %; variant.yaml:3:50",
                     "2024: 10 m USD  ", "# = 71 m CNY; variant.yaml:5:44"):
            self.assertIn(part, text)

    def test_nominal_amounts_and_edits_are_told_as_they_were_understood(self):
        self.variant("climate: {inflation: 10 %/year}\n"
                     "chips: {tracks: {any: {price: {2024-01: 200 k CNY, 2025-01: 220 k CNY nominal}}}}\n"
                     "overrides: {dearer: {policies.grant.rate: {add: 5 pp}}}\n")
        text = self.shown("variant.yaml", "--scenario", "dearer")
        self.assertIn("        2025-01: 220 k CNY nominal          # = 0.2 m CNY; variant.yaml:4:", text)
        self.assertIn("    rate: 20 %                              # variant.yaml:5:43", text)

    def test_dated_values_tell_the_place_of_every_step(self):
        self.variant("climate: {loan_rate: {2024-01: 3 %/year, 2025-01: 2 %/year}}\n")
        self.assertEqual(self.shown("variant.yaml", "climate.loan_rate"), """\
climate.loan_rate:                          # variant.yaml:3:11
  2024-01: 3 %/year                         # variant.yaml:3:32
  2025-01: 2 %/year                         # variant.yaml:3:51
""")

    def test_a_file_is_told_by_its_content(self):
        self.assertIn(f"= SHA-256 {self.sha256('minimal/sectors.csv')[:12]}; minimal.yaml:", self.shown("minimal.yaml", "sectors.table"))

    def test_what_is_printed_is_the_same_scenario(self):
        """So that a scenario with all its defaults can be frozen, and runs to the same figures."""
        self.write("frozen.yaml", self.shown("minimal.yaml", "--set", "seed=7"))
        done = self.millwright("show", "minimal.yaml", "--set", "seed=7", "--against", "frozen.yaml")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (DONE, "", "no value differs\n"))
        summaries = [json.loads(self.millwright("run", *arguments, "--json", "-o", name).stdout)["summary"]
                     for name, *arguments in (("a.h5", "frozen.yaml"), ("b.h5", "minimal.yaml", "--set", "seed=7"))]
        self.assertEqual(*summaries)

    def test_an_unknown_key_with_the_nearest_one(self):
        self.assert_refused(self.millwright("show", "minimal.yaml", "policies.grand.rate"), USAGE,
                            "this scenario holds no 'policies.grand.rate'", "did you mean 'policies.grant.rate'?")

    def test_a_scenario_that_is_wrong_is_refused_with_its_place(self):
        bad = self.variant("climat: {}\n")
        self.assert_refused(self.millwright("show", bad), BAD_INPUT, "variant.yaml:3:1", "did you mean 'climate'?")
        self.assert_refused(self.millwright("show", "minimal.yml"), IO, "minimal.yml", "did you mean 'minimal.yaml'?")

    def test_control_characters_of_the_user_are_not_passed_on(self):
        self.write("bad\x1b[2J.yaml", "millwright: 1\nextends: minimal.yaml\ntitle: \"a\\tb\"\n")
        self.assertNotIn("\x1b", self.millwright("show", "bad\x1b[2J.yaml").stdout)

    def test_json(self):
        values = {one["key"]: one for one in json.loads(self.shown("minimal.yaml", "--json"))}
        self.assertEqual(values["policies.grant.rate"], {"key": "policies.grant.rate", "text": "15 %", "understood": "15 %",
                                                         "where": self.place("minimal.yaml", "rate: ", "15 %"), "default": False})
        self.assertTrue(values["climate.pmi.mean"]["default"])


class Against(ShowTest):
    def differences(self, *arguments):
        done = self.millwright("show", *arguments)
        self.assertEqual(done.returncode, DONE, done.stderr)
        return done.stdout, done.stderr

    def test_what_a_variant_changes(self):
        self.variant("policies: {grant: null}\nclimate: {pmi: {mean: 51}}\npopulation: {firms: 300}\n"
                     "lead_firms: {A: {sector: food, technology: ai, from: 2024-06, months: 6 months}}\n")
        self.assertEqual(self.differences("variant.yaml", "--against", "minimal.yaml"), (f"""\
--- minimal.yaml
+++ variant.yaml
population.firms
- 200  # {self.place("minimal.yaml", "firms: ")}
+ 300  # variant.yaml:5:21
climate.pmi.mean
- 49.8  # default: NBS 2021-2026
+ 51  # variant.yaml:4:23
policies.grant
- {{announce: 2024-03, budget: {{amount: {{2024: 20 m CNY, 2025: 40 m CNY}}}}, effective: {{from: 2024-07, to: 2025-12}}, """
            f"""instrument: investment_grant, rate: 15 %, target: {{technology: [automation]}}}}  # {self.place("minimal.yaml", "  ", "grant:")}
+ not there
lead_firms
- not there
+ {{A: {{from: 2024-06, months: 6 months, sector: food, technology: ai}}}}  # variant.yaml:6:1
""", "4 differences\n"))

    def test_options_belong_to_the_scenario_alone(self):
        self.assertEqual(self.differences("minimal.yaml", "--set", "seed=7", "--against", "minimal.yaml"), ("""\
--- minimal.yaml
+++ minimal.yaml --set seed=7
seed
- 1  # default
+ 7  # --set #1
""", "1 difference\n"))

    def test_the_same_meaning_is_no_difference(self):
        self.variant("policies: {grant: {rate: 0.15}}\ntechnologies: {ai: {service_life: 5 years}}\n")
        self.assertEqual(self.differences("variant.yaml", "--against", "minimal.yaml"), ("", "no value differs\n"))

    def test_a_table_with_other_content_differs(self):
        shutil.copytree(self.source / "scenarios", self.folder / "other")
        table = self.folder / "other/minimal/sectors.csv"
        table.write_text(table.read_text().replace("0.245", "0.255"))
        text, _ = self.differences("other/minimal.yaml", "--against", "minimal.yaml")
        self.assertRegex(text, "\nsectors.table\n- minimal/sectors.csv  # = SHA-256 [0-9a-f]{12}; minimal.yaml:")
        self.assertEqual(text.count("\n- "), 1)

    def test_one_section_alone(self):
        self.variant("climate: {pmi: {mean: 51}}\npopulation: {firms: 300}\n")
        text, _ = self.differences("variant.yaml", "climate", "--against", "minimal.yaml")
        self.assertIn("climate.pmi.mean", text)
        self.assertNotIn("population", text)

    def test_json(self):
        text, _ = self.differences("minimal.yaml", "--set", "seed=7", "--against", "minimal.yaml", "--json")
        self.assertEqual([(one["key"], one["against"]["text"], one["scenario"]["where"]) for one in json.loads(text)],
                         [("seed", "1", "--set #1")])


if __name__ == "__main__":
    main()
