"""Edits, copies and closures as a user types them: months before they are announced stay bit for bit the same."""

from typed import DONE, LanguageTest, main

FIRMS = ("--set", "population.firms=2000")
JANUARY_2025, MARCH_2025, JULY_2025 = 12, 14, 18  # months since the start, 2024-01


class Edits(LanguageTest):
    def test_set_of_a_dated_value(self):
        """From the month of the edit on no chips are sold; before it nothing has changed."""
        self.run_to("base.h5", "minimal.yaml", *FIRMS)
        self.run_to("none.h5", "minimal.yaml", *FIRMS, "--set", "chips.tracks.any.supply={from: 2025-01, set: 0 /month}")
        self.same_before(JANUARY_2025, "base.h5", "none.h5")
        delivered = self.values("none.h5")["chips_delivered"][1]
        self.assertGreater(delivered[:, :JANUARY_2025].sum(), 0)
        self.assertEqual(delivered[:, JANUARY_2025:].sum(), 0)

    def test_set_of_a_whole_dated_value_and_of_one_month(self):
        steps = self.millwright("check", "minimal.yaml", "--set", "policies.grant.rate={2024-07: 15 %, 2025-01: 10 %}")
        self.assertEqual(steps.returncode, DONE, steps.stderr)
        month = self.millwright("check", "minimal.yaml", "--set", "policies.grant.rate.2025-01=10 %")
        self.assert_refused(month, 65, "policies.grant.rate is one value", "an edit such as {from: 2026-10, scale: 2}")

    def test_scale_and_add(self):
        """An edit and the value that it makes give the same result."""
        pairs = (("policies.grant.rate={scale: 2}", "policies.grant.rate=30 %"),
                 ("policies.grant.rate={add: 5 pp}", "policies.grant.rate=20 %"),
                 ("climate.pmi.mean={add: -1}", "climate.pmi.mean=48.8"),
                 ("policies.grant.budget.amount={scale: 0.5}", "policies.grant.budget.amount={2024: 10 m CNY, 2025: 20 m CNY}"))
        for edit, value in pairs:
            self.run_to("edit.h5", "minimal.yaml", "--set", edit)
            self.run_to("value.h5", "minimal.yaml", "--set", value)
            one, other = self.values("edit.h5"), self.values("value.h5")
            self.assertTrue(all((one[name][1] == other[name][1]).all() or name not in other or one[name][1].size == 0
                                or (one[name][1] != one[name][1]).any() for name in one), edit)

    def test_a_policy_copied_and_announced_later(self):
        """`like` with an announcement in 2025-03: no firm knows of it before, whatever is measured."""
        self.variant("policies:\n  again:\n    like: grant\n    announce: 2025-03\n"
                     "    effective: {from: 2025-06, to: 2025-12}\n    rate: 40 %\n    budget: {amount: {2025: 200 m CNY}}\n")
        self.run_to("base.h5", "minimal.yaml", *FIRMS)
        self.run_to("again.h5", "variant.yaml", *FIRMS)
        self.same_before(MARCH_2025, "base.h5", "again.h5")
        self.assertEqual(self.millwright("check", "variant.yaml").stderr, "")

    def test_an_edit_that_firms_see_too_early_is_a_warning(self):
        done = self.millwright("check", "minimal.yaml", "--set", "policies.grant.rate={from: 2025-01, set: 40 %}")
        self.assertEqual(done.returncode, DONE)
        for part in ("--set #1: warning: firms know of this edit of policies.grant.rate from 2024-03 on",
                     "not only from 2025-01", "`like` and `announce`"):
            self.assertIn(part, done.stderr)
        quiet = self.millwright("check", "minimal.yaml", "--set", "policies.grant.rate={scale: 2}")
        self.assertEqual(quiet.stderr, "")

    def test_a_copy_that_keeps_the_announcement_is_a_warning(self):
        """Whoever copies a policy into later months seldom means that firms know of it from the first announcement on."""
        self.variant("policies:\n  again: {like: grant, effective: {from: 2025-06, to: 2025-12}, budget: {amount: {2025: 9 m CNY}}}\n")
        done = self.millwright("check", "variant.yaml")
        self.assertEqual(done.returncode, DONE)
        self.assertIn("variant.yaml:4:24: warning: policies.again copies `announce: 2024-03` too", done.stderr)

    def test_a_track_closed_later(self):
        self.variant("overrides:\n  closed: {chips.tracks.any.closed.ban: {by: supplier, from: 2025-07}}\n")
        self.run_to("base.h5", "variant.yaml", *FIRMS)
        self.run_to("closed.h5", "variant.yaml", *FIRMS, "--scenario", "closed")
        self.same_before(JULY_2025, "base.h5", "closed.h5")
        self.assertEqual(self.values("closed.h5")["chips_delivered"][1][:, JULY_2025:].sum(), 0)

    def test_an_override_that_changes_nothing_is_a_warning(self):
        self.variant("overrides:\n  same: {policies.grant.rate: 15 %}\n  one: {policies.grant.rate: {scale: 1}}\n")
        for name, part in (("same", "override 'same' changes nothing"), ("one", "this edit changes nothing")):
            done = self.millwright("check", "variant.yaml", "--scenario", name)
            self.assertEqual(done.returncode, DONE)
            self.assertIn(part, done.stderr)
            self.assertIn("variant.yaml:", done.stderr)


if __name__ == "__main__":
    main()
