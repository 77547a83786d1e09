"""`compare`: arms on the same luck, in words, JSON and tables; what cannot be compared is refused."""

import csv
import json

from harness import BAD_INPUT, DONE, FAILED, IO, USAGE, CommandTest, main

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

    def test_a_warning_of_all_arms_is_told_once(self):
        self.write("odd.yaml", "millwright: 1\nextends: variant.yaml\noverrides: {same: {policies.grant.rate: 15 %}}\n"
                   "policies: {grant: {rate: {from: 2025-01, add: 1 pp}}}\n")
        done = self.millwright("compare", "odd.yaml", "odd.yaml:dear", "-q")
        self.assertEqual(done.stderr.count("firms know of this edit"), 1, done.stderr)

    def test_support_in_the_base_is_warned_of(self):
        done = self.millwright("compare", "variant.yaml", "--scenario", "no_grant", "-q")
        self.assertEqual(done.returncode, DONE)
        self.assertIn("name the arm without support first", done.stderr)

    def test_the_text_fits_a_terminal(self):
        text = self.compared("variant.yaml:no_grant", "variant.yaml", "--replicates", "3")
        self.assertLessEqual(len(text.splitlines()), 40)
        self.assertEqual([line for line in text.splitlines() if len(line) > 80], [])
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


    def test_one_file_for_all_comparisons_never_overwritten(self):
        arms = ("variant.yaml:no_grant", "variant.yaml", "variant.yaml:dear", "-o", "comparison.h5")
        self.compared(*arms, "--threads", "1")
        first = self.sha256("comparison.h5")
        self.assert_refused(self.millwright("compare", *arms), IO, "comparison.h5")
        self.compared(*arms, "--threads", "3", "--force")
        self.assertEqual(self.sha256("comparison.h5"), first)
        whole = [str(self.folder / arm) for arm in arms[:3]]
        self.compared(*whole, "-o", "whole.h5")
        self.assertNotIn(str(self.folder).encode(), (self.folder / "whole.h5").read_bytes())


class MatchSpending(CompareTest):
    arms = ("variant.yaml:no_grant", "variant.yaml", "variant.yaml:dear")

    def matched(self, *arguments):
        done = self.compared(*self.arms, "--match-spending", *arguments, "--json")
        return json.loads(done)["comparisons"]

    def test_a_dated_value_is_scaled_until_both_spend_the_same(self):
        first, second = self.matched("policies.grant.rate")
        self.assertNotIn("match", first)
        match = second["match"]
        self.assertTrue(match["within"])
        self.assertEqual((match["as"], match["wanted"]), ("variant.yaml", first["cost"]["gross"]["estimate"]))
        self.assertLessEqual(abs(match["spending"] / match["wanted"] - 1), match["tolerance"])
        self.assertEqual(match["spending"], second["cost"]["gross"]["estimate"])

    def test_a_number_is_sought_itself_and_can_be_set_by_hand(self):
        match = self.matched("policies.grant.eligible_share", "--replicates", "2")[1]["match"]
        key, value = match["setting"].split("=")
        self.assertRegex(value, r"^[0-9.]+ %$")
        by_hand = self.write("by_hand.yaml", "millwright: 1\nextends: variant.yaml\npolicies: {grant: {rate: 30 %, "
                             f"{key.split('.')[-1]}: {value}}}}}\n")
        found = json.loads(self.compared(self.arms[0], by_hand, "--replicates", "2", "--json"))["comparisons"][0]
        self.assertEqual(found["cost"]["gross"]["estimate"], match["spending"])

    def test_what_cannot_be_reached_is_told(self):
        done = self.millwright("compare", "variant.yaml:no_grant", "variant.yaml:dear", "variant.yaml", "-q",
                               "--match-spending", "policies.grant.budget.amount")
        self.assert_refused(done, FAILED, "'variant.yaml' cannot spend what 'variant.yaml:dear' spends", "between 0.00 m CNY and")

    def test_keys_that_cannot_be_sought(self):
        for key, part in (("policies.grant.rat", "did you mean 'policies.grant.rate'?"),
                          ("policies.grant.target.technology", "it is no number"), ("policies.grant", "it is no number"),
                          ("population.firms", "it is a whole number"), ("climate.pmi.shift", "it is zero")):
            self.assert_refused(self.millwright("compare", *self.arms, "--match-spending", key), USAGE, part)

    def test_arms_that_cannot_be_matched(self):
        key = ("--match-spending", "policies.grant.rate")
        self.assert_refused(self.millwright("compare", *self.arms[:2], *key), USAGE, "there is only one")
        self.assert_refused(self.millwright("compare", "variant.yaml", "variant.yaml", "variant.yaml:dear", *key),
                            BAD_INPUT, "spends no more than the base")
        self.assertEqual(self.millwright("run", "variant.yaml", "-o", "result.h5").returncode, DONE)
        self.assert_refused(self.millwright("compare", self.arms[0], "result.h5", self.arms[2], *key), USAGE,
                            "'result.h5' is a result")


class Effects(CompareTest):
    def setUp(self):
        super().setUp()
        self.write("many.yaml", "millwright: 1\nextends: variant.yaml\ntitle: Other words\n"
                   "policies: {grant: {rate: 30 %, cap_per_firm: 1 m CNY}}\nclimate: {loan_rate: {add: 1 pp}}\n")

    def test_effects_add_up_to_the_comparison_in_both_orders(self):
        found = json.loads(self.compared("variant.yaml", "many.yaml", "--effects", "--replicates", "2", "--json"))
        comparison = found["comparisons"][0]
        keys = ["climate.loan_rate", "policies.grant.rate", "policies.grant.cap_per_firm"]
        effects = comparison["effects"]
        self.assertEqual(list(dict.fromkeys(effect["key"] for effect in effects)), keys)
        for order in ("in_order", "in_reverse"):
            spending = sum(effect[order]["estimate"] for effect in effects if effect["outcome"] == "spending")
            self.assertAlmostEqual(spending, comparison["cost"]["gross"]["estimate"], places=6)
        for technology in comparison["technologies"]:
            group = technology["groups"][0]
            gained = sum(group["adopters_policy"]) - sum(group["adopters_base"])
            told = sum(effect["in_order"]["estimate"] for effect in effects
                       if effect["outcome"] == "adopters of " + technology["technology"])
            self.assertAlmostEqual(told, comparison["represents"] * gained / 2, places=6)

    def test_the_first_key_alone_is_the_base_with_it(self):
        """What `--set` does by hand is what the table says."""
        effects = json.loads(self.compared("variant.yaml", "many.yaml", "--effects", "--json"))["comparisons"][0]["effects"]
        self.write("loan.yaml", "millwright: 1\nextends: variant.yaml\nclimate: {loan_rate: {add: 1 pp}}\n")
        by_hand = json.loads(self.compared("variant.yaml", "loan.yaml", "--json"))["comparisons"][0]
        for technology in by_hand["technologies"]:
            group = technology["groups"][0]
            found = [effect for effect in effects if effect["outcome"] == "adopters of " + technology["technology"]]
            self.assertAlmostEqual(found[0]["in_order"]["estimate"], by_hand["represents"] *
                                   (group["adopters_policy"][0] - group["adopters_base"][0]))

    def test_keys_that_only_go_together_are_one(self):
        self.write("window.yaml", "millwright: 1\nextends: variant.yaml\npolicies: {grant: {announce: 2025-01, "
                   "effective: {from: 2025-02, to: 2025-10}, rate: 20 %}}\n")
        found = json.loads(self.compared("variant.yaml", "window.yaml", "--effects", "--json"))["comparisons"][0]
        joined = {effect["key"] for effect in found["effects"]}
        self.assertIn("policies.grant.rate", joined)
        self.assertTrue(any(" + " in key for key in joined), joined)

    def test_text_and_table_tell_them(self):
        (self.folder / "tables").mkdir()
        text = self.compared("variant.yaml", "many.yaml", "--effects", "--csv", "tables")
        self.assertIn("keys added one at a time", text)
        self.assertIn("  policies.grant.cap_per_firm\n", text)
        rows = list(csv.DictReader((self.folder / "tables/effects.csv").read_text().splitlines()))
        self.assertEqual({row["outcome"] for row in rows},
                         {"adopters of ai", "additional adopters of ai", "adopters of automation",
                          "additional adopters of automation", "spending"})

    def test_many_keys_have_to_be_allowed(self):
        arms = ("variant.yaml", "many.yaml", "--effects", "--most-effects")
        self.assert_refused(self.millwright("compare", *arms, "2"), USAGE, "3 keys differ", "--most-effects 3")
        self.compared(*arms, "3")

    def test_one_key_has_nothing_to_be_told_apart(self):
        done = self.millwright("compare", "variant.yaml", "variant.yaml:dear", "--effects")
        self.assertEqual(done.returncode, DONE, done.stderr)
        self.assertEqual(done.stderr.count("policies.grant.rate alone differs"), 1)
        self.assertNotIn("added one at a time", done.stdout)

    def test_files_whose_tables_lie_elsewhere_are_refused_before_anything_runs(self):
        (self.folder / "other/minimal").mkdir(parents=True)
        for name in ("minimal.yaml", "common.yaml"):
            self.write("other/" + name, (self.folder / name).read_text().replace("minimal/sectors", "minimal/own"))
        for name in ("sectors", "input_output"):
            table = (self.folder / f"minimal/{name}.csv").read_text()
            self.write(f"other/minimal/{name.replace('sectors', 'own')}.csv", table.replace("0.301", "0.302"))
        self.assert_refused(self.millwright("compare", "minimal.yaml", "other/minimal.yaml", "--effects"), BAD_INPUT,
                            "keys cannot turn 'minimal.yaml' into 'other/minimal.yaml'", "minimal/own.csv")

    def test_results_cannot_be_changed(self):
        self.assertEqual(self.millwright("run", "variant.yaml", "-o", "result.h5").returncode, DONE)
        self.assert_refused(self.millwright("compare", "result.h5", "variant.yaml", "--effects"), USAGE, "is a result")


class Confidential(CompareTest):
    """A table of twelve firms that may not be told of one by one: nothing below min_cell leaves the program."""

    def setUp(self):
        super().setUp()
        rows = "".join(f"f{k},{('food', 'machinery', 'electronics')[k % 3]},{20 + 30 * k},0.5,1\n" for k in range(12))
        self.write("firms.csv", "id,sector,employees,cash,debt\n" + rows)
        self.write("own.yaml", "millwright: 1\nextends: variant.yaml\npopulation: {firms: 240, represents: 240, table: "
                   "{file: firms.csv, confidential: true, min_cell: 3}}\n")
        self.arms = ("own.yaml:no_grant", "own.yaml", "--replicates", "2")

    def public(self):
        """The same firms, if they might be told of."""
        self.write("open.yaml", "millwright: 1\nextends: own.yaml\npopulation: {table: {confidential: false}}\n")
        return json.loads(self.compared("open.yaml:no_grant", "open.yaml", "--replicates", "2", "--json"))["comparisons"][0]

    def test_what_is_told_is_true_and_small_numbers_are_not_told(self):
        told = json.loads(self.compared(*self.arms, "--json"))["comparisons"][0]
        self.assertEqual(told["min_cell"], 3)
        numbers, blanks = 0, 0
        for technology, true in zip(told["technologies"], self.public()["technologies"], strict=True):
            for group, known in zip(technology["groups"], true["groups"], strict=True):
                for name, firms in group["classes"].items():
                    for found, wanted in zip(firms, known["classes"][name], strict=True):
                        blanks += found is None
                        numbers += found is not None
                        self.assertIn(found, (None, wanted))
                        self.assertTrue(found is None or found >= 3, f"{name} of {group['label']}: {found}")
        self.assertGreater(numbers, 0)
        self.assertGreater(blanks, 0)

    def test_groups_of_few_firms_are_blank_in_every_output(self):
        """Four firms of the table are in each sector, so that hardly any class of a sector has three of them."""
        (self.folder / "tables").mkdir()
        text = self.compared(*self.arms, "--csv", "tables", "-o", "comparison.h5")
        self.assertIn("-: fewer than 3 firms of a confidential table", text)
        told = json.loads(self.compared(*self.arms, "--json"))["comparisons"][0]
        json_told = {(technology["technology"], group["axis"] or "all", group["label"], str(r), name): firms[r]
                     for technology in told["technologies"] for group in technology["groups"]
                     for name, firms in group["classes"].items() for r in range(2)}
        for row in csv.DictReader((self.folder / "tables/classes.csv").read_text().splitlines()):
            firms = json_told[(row["technology"], row["axis"], row["label"], row["replicate"], row["class"])]
            self.assertEqual(row["firms"] == "", firms is None, row)
            self.assertEqual(row["simulated_months_earlier"] == "", firms is None, row)
        self.assertNotIn(b"f11,electronics", (self.folder / "comparison.h5").read_bytes())

    def test_results_hold_no_lives_to_compare(self):
        for name in ("no_grant", ""):
            scenario = ("--scenario", name) if name else ()
            done = self.millwright("run", "own.yaml", *scenario, "-o", f"own{name}.h5")
            self.assertEqual(done.returncode, DONE, done.stderr)
        self.assert_refused(self.millwright("compare", "ownno_grant.h5", "own.h5"), BAD_INPUT, "no table lives",
                            "give both arms as scenario files")


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
