"""`millwright validate`: rows by name, table, JSON, exit status."""

import json

from harness import DONE, USAGE, CommandTest, main


class Validate(CommandTest):
    def test_a_row_that_holds_ends_well_and_says_so_in_a_table(self):
        done = self.millwright("validate", "dixit_pindyck", "leontief")
        self.assertEqual(done.returncode, DONE, done.stderr)
        lines = done.stdout.splitlines()
        self.assertEqual(lines[0].split(), ["row", "statistic", "value", "expected", "tolerance", "verdict", "source"])
        self.assertTrue(lines[1].startswith("dixit_pindyck"))
        self.assertIn("2 of 2 rows passed", done.stderr)
        place = lines[0].index("verdict")
        self.assertEqual({line[place:].split()[0] for line in lines[1:]}, {"ok"})

    def test_json_names_claim_source_and_basis(self):
        rows = json.loads(self.millwright("validate", "kalman", "--json").stdout)["rows"]
        self.assertEqual([row["row"] for row in rows], ["kalman"])
        self.assertTrue(rows[0]["passed"] and rows[0]["claim"] and rows[0]["source"])
        for finding in rows[0]["findings"]:
            self.assertTrue(finding["what"] and finding["basis"])

    def test_a_failure_is_shown_and_is_the_exit_status(self):
        # Without scenarios the row cannot run; the other one still does.
        done = self.millwright("validate", "leontief", "dixit_pindyck", "--scenarios", "nowhere")
        self.assertEqual(done.returncode, 1)
        self.assertIn("FAILED", done.stdout)
        self.assertIn("dixit_pindyck", done.stdout)
        self.assertIn("1 of 2 rows passed", done.stderr)

    def test_the_list_names_every_row_and_runs_none(self):
        done = self.millwright("validate", "--list")
        self.assertEqual(done.returncode, DONE)
        for row in ("bass", "watts", "metamorphic", "tornado"):
            self.assertIn(f"\n{row} ", done.stdout)

    def test_an_unknown_row_with_the_nearest_one(self):
        done = self.millwright("validate", "bas")
        self.assertEqual(done.returncode, USAGE)
        self.assertIn("did you mean 'bass'?", done.stderr)


if __name__ == "__main__":
    main()
