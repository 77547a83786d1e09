"""`compare`: arms on the same luck, in words, JSON and tables; what cannot be compared is refused."""

import csv
import json

from harness import BAD_INPUT, DONE, IO, USAGE, CommandTest, main

RECIPIENTS = ("additional", "accelerated", "windfall", "delayed", "not_live", "given_up", "turnover_recipient")
SIGNS = {"additional": 1, "turnover_recipient": 1, "spillover": 1, "turnover_gained": 1,
         "given_up": -1, "displaced": -1, "turnover_lost": -1}


class CompareTest(CommandTest):
    def setUp(self):
        super().setUp()
        self.variant("overrides: {no_grant: {policies.grant: null}, dear: {policies.grant.rate: 30 %}}\n"
                     "policies: {grant: {budget: {amount: 1 bn CNY}}}\n")

    def compared(self, *arguments):
        done = self.millwright("compare", *arguments, "-q")
        self.assertEqual((done.returncode, done.stderr), (DONE, ""))
        return done.stdout


class Arms(CompareTest):
    def test_both_identities_hold_in_every_group_and_replicate(self):
        found = json.loads(self.compared("variant.yaml:no_grant", "variant.yaml", "--replicates", "3", "--json"))
        comparison = found["comparisons"][0]
        self.assertEqual(comparison["instruments"], ["grant"])
        recipients = 0
        for technology in comparison["technologies"]:
            for group in technology["groups"]:
                for r in range(3):
                    classes = {name: firms[r] for name, firms in group["classes"].items()}
                    self.assertEqual(group["recipients"][r], sum(classes[name] for name in RECIPIENTS))
                    self.assertEqual(group["adopters_policy"][r] - group["adopters_base"][r],
                                     sum(sign * classes[name] for name, sign in SIGNS.items()))
                    recipients += group["recipients"][r]
        self.assertGreater(recipients, 0)

    def test_an_arm_is_a_file_or_a_name_in_it(self):
        by_option = json.loads(self.compared("variant.yaml", "--scenario", "dear", "--json"))
        by_name = json.loads(self.compared("variant.yaml", "variant.yaml:dear", "--json"))
        self.assertEqual(by_option, by_name)

    def test_a_result_stands_for_its_scenario(self):
        for name in ("base", "policy"):
            arm = ("--scenario", "no_grant") if name == "base" else ()
            done = self.millwright("run", "variant.yaml", *arm, "--replicates", "2", "-o", name + ".h5")
            self.assertEqual(done.returncode, DONE, done.stderr)
        simulated = json.loads(self.compared("variant.yaml:no_grant", "variant.yaml", "--replicates", "2", "--json"))
        expected = dict(simulated["comparisons"][0], base="base.h5", policy="policy.h5")
        self.assertEqual(json.loads(self.compared("base.h5", "policy.h5", "--json"))["comparisons"], [expected])
        mixed = json.loads(self.compared("base.h5", "variant.yaml", "--json"))["comparisons"]
        self.assertEqual(mixed, [dict(expected, policy="variant.yaml")])

    def test_several_policies_are_each_compared_with_the_base(self):
        found = json.loads(self.compared("variant.yaml:no_grant", "variant.yaml", "variant.yaml:dear", "--json"))
        self.assertEqual([one["policy"] for one in found["comparisons"]], ["variant.yaml", "variant.yaml:dear"])

    def test_support_in_the_base_is_warned_of(self):
        done = self.millwright("compare", "variant.yaml", "--scenario", "no_grant", "-q")
        self.assertEqual(done.returncode, DONE)
        self.assertIn("name the arm without support first", done.stderr)

    def test_the_text_fits_a_terminal(self):
        text = self.compared("variant.yaml:no_grant", "variant.yaml", "--replicates", "3")
        self.assertLessEqual(len(text.splitlines()), 40)
        for part in ("instruments that differ: grant", "automation: adopters ", "  gross ", "  net of tax ", "nine in ten"):
            self.assertIn(part, text)

    def test_the_number_of_threads_does_not_matter(self):
        arms = ("variant.yaml:no_grant", "variant.yaml", "--json")
        self.assertEqual(self.compared(*arms, "--threads", "1"), self.compared(*arms, "--threads", "3"))


class Tables(CompareTest):
    def test_csv_holds_classes_cost_and_differences(self):
        (self.folder / "tables").mkdir()
        arms = ("variant.yaml:no_grant", "variant.yaml", "--replicates", "2", "--csv", "tables")
        self.compared(*arms)
        rows = {name: list(csv.DictReader((self.folder / "tables" / f"{name}.csv").read_text().splitlines()))
                for name in ("classes", "cost", "differences")}
        self.assertIn("additional", {row["class"] for row in rows["classes"]})
        self.assertEqual({row["cost"] for row in rows["cost"]}, {"gross", "net"})
        self.assertIn("employment_difference", {row["variable"] for row in rows["differences"]})
        self.assert_refused(self.millwright("compare", *arms), IO, "classes.csv")
        self.compared(*arms, "--force")


class Refusals(CompareTest):
    def refused(self, code, part, *arguments):
        self.assert_refused(self.millwright("compare", *arguments), code, part)

    def test_one_arm_is_no_comparison(self):
        self.refused(USAGE, "nothing to compare", "variant.yaml")

    def test_arms_that_share_no_luck(self):
        for change, part in (("seed: 2", "seed"), ("start: 2024-02", "start"), ("end: 2025-06", "end"),
                             ("population: {firms: 300}", "population")):
            self.write("other.yaml", "millwright: 1\nextends: variant.yaml\n" + change + "\n")
            self.refused(BAD_INPUT, part, "variant.yaml", "other.yaml")

    def test_a_result_cannot_be_changed(self):
        self.assertEqual(self.millwright("run", "variant.yaml", "-o", "result.h5").returncode, DONE)
        self.refused(USAGE, "cannot be changed any more", "variant.yaml", "result.h5", "--set", "seed=2")
        self.refused(USAGE, "cannot be changed any more", "variant.yaml", "result.h5:no_grant")

    def test_a_file_that_is_no_result(self):
        (self.folder / "result.h5").write_bytes(b"nothing")
        self.refused(BAD_INPUT, "no result", "variant.yaml", "result.h5")

    def test_a_result_without_tables_of_firms(self):
        done = self.millwright("run", "variant.yaml", "-o", "result.h5", "--set", "outputs.events=false")
        self.assertEqual(done.returncode, DONE, done.stderr)
        self.refused(BAD_INPUT, "no table lives", "result.h5", "variant.yaml")

    def test_values_of_options(self):
        arms = ("variant.yaml:no_grant", "variant.yaml")
        self.refused(USAGE, "--horizon", *arms, "--horizon", "2025")
        self.refused(USAGE, "outside the run", *arms, "--horizon", "2031-01")
        self.refused(USAGE, "--discount-rate", *arms, "--discount-rate", "cheap")


if __name__ == "__main__":
    main()
