"""`check`: one line per good file, all problems of all files, and the same as JSON."""

import json

from harness import BAD_INPUT, DONE, IO, CommandTest, main

LINE = r"minimal\.yaml: ok, 24 months, 200 firms, 3 sectors; needs about \d+(\.\d)? [kMG]B\n"


class Check(CommandTest):
    def test_a_good_file(self):
        done = self.millwright("check", "minimal.yaml")
        self.assertEqual((done.returncode, done.stderr), (DONE, ""))
        self.assertRegex(done.stdout, f"^{LINE}$")

    def test_nothing_is_written(self):
        before = self.files()
        self.millwright("check", "minimal.yaml")
        self.assertEqual(self.files(), before)

    def test_the_shipped_scenarios_are_good(self):
        done = self.millwright("check", *(self.source / "scenarios" / name for name in ("minimal.yaml", "china/baseline.yaml")))
        self.assertEqual(done.returncode, DONE, done.stderr)
        self.assertIn("84 months, 100,000 firms, 12 sectors", done.stdout)

    def test_every_file_is_checked_and_the_first_bad_one_gives_the_status(self):
        bad = self.variant("climat: {}\nseed: many\n", "bad.yaml")
        done = self.millwright("check", bad, "minimal.yaml", "nowhere.yaml")
        self.assertEqual(done.returncode, BAD_INPUT)
        self.assertRegex(done.stdout, f"^{LINE}$")
        for part in ("bad.yaml:3:1: error: ", "bad.yaml:4:7: error: ", "nowhere.yaml: error: ", "3 problems in 3 files"):
            self.assertIn(part, done.stderr)
        self.assertEqual(self.millwright("check", "nowhere.yaml", bad).returncode, IO)

    def test_settings_and_scenarios_apply(self):
        self.variant("overrides: {short: {end: 2024-06}}\n")
        done = self.millwright("check", "variant.yaml", "--scenario", "short", "--set", "population.firms=300")
        self.assertIn("ok, 6 months, 300 firms", done.stdout)

    def test_warnings_go_to_standard_error(self):
        self.variant("overrides: {same: {seed: 1}}\nseed: 1\n")
        done = self.millwright("check", "variant.yaml", "--scenario", "same")
        self.assertEqual(done.returncode, DONE, done.stderr)
        self.assertIn("warning: ", done.stderr)
        self.assertIn("changes nothing", done.stderr)
        self.assertNotIn("changes nothing", done.stdout)


class Json(CommandTest):
    def test_good_files(self):
        done = self.millwright("check", "minimal.yaml", "--json")
        self.assertEqual((done.returncode, done.stderr), (DONE, ""))
        told = json.loads(done.stdout)
        self.assertEqual(told["status"], "ok")
        self.assertEqual([(f["file"], f["status"], f["months"], f["firms"], f["problems"]) for f in told["files"]],
                         [("minimal.yaml", "ok", 24, 200, [])])

    def test_problems_with_place_and_remedy(self):
        bad = self.variant("climat: {}\n", "bad.yaml")
        done = self.millwright("check", "minimal.yaml", bad, "--json")
        self.assertEqual(done.returncode, BAD_INPUT)
        told = json.loads(done.stdout)
        self.assertEqual((told["status"], [f["status"] for f in told["files"]]), ("error", ["ok", "error"]))
        (problem,) = told["files"][1]["problems"]
        self.assertEqual(problem["where"], "bad.yaml:3:1")
        self.assertIn("'climat'", problem["what"])
        self.assertIn("'climate'", problem["help"])

    def test_warnings(self):
        self.variant("overrides: {same: {seed: 1}}\nseed: 1\n")
        told = json.loads(self.millwright("check", "variant.yaml", "--scenario", "same", "--json").stdout)
        self.assertEqual(len(told["files"][0]["warnings"]), 1)

    def test_names_that_are_no_text(self):
        name = b"\xff\x1b.yaml".decode("utf-8", "surrogateescape")
        done = self.millwright("check", name, "--json")
        self.assertEqual(done.returncode, IO)
        self.assertNotIn("\x1b", done.stdout)
        json.loads(done.stdout)


if __name__ == "__main__":
    main()
