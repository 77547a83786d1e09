"""`run`: the file, its log, the summary, and that the same scenario gives the same bytes."""

import json
import subprocess

from harness import DONE, IO, CommandTest, main


class SameBytes(CommandTest):
    def test_the_number_of_threads_does_not_matter(self):
        firms = ("--set", "population.firms=9000")  # three blocks, so that threads share the work
        alone = self.result_of("minimal.yaml", *firms, "--threads", "1")
        for threads in (2, 7):
            self.assertEqual(self.result_of("minimal.yaml", *firms, "--threads", threads), alone)

    def test_a_second_run_repeats_the_first(self):
        self.assertEqual(self.result_of("minimal.yaml"), self.result_of("minimal.yaml", name="elsewhere.h5"))

    def test_the_folder_from_which_it_is_run_does_not_matter(self):
        here = self.result_of("minimal.yaml")
        self.assertEqual(self.result_of(self.folder / "minimal.yaml"), here)

    def test_what_changes_the_scenario_changes_the_file(self):
        file = self.variant("overrides: {no_grant: {policies.grant: null}}\n")
        results = [self.result_of(file, *change) for change in (
            (), ("--set", "seed=2"), ("--scenario", "no_grant"), ("--set", "climate.pmi.mean=52"), ("--replicates", "2"))]
        self.assertEqual(len(set(results)), len(results))

    def test_the_last_setting_wins(self):
        self.assertEqual(self.result_of("minimal.yaml", "--set", "seed=2", "--set", "seed=3"),
                         self.result_of("minimal.yaml", "--set", "seed=3"))


class Files(CommandTest):
    def test_the_default_file_is_named_after_scenario_and_override(self):
        file = self.variant("overrides: {no_grant: {policies.grant: null}}\n")
        self.assertEqual(self.millwright("run", file).returncode, DONE)
        self.assertEqual(self.millwright("run", file, "--scenario", "no_grant").returncode, DONE)
        self.assertEqual(sorted(p.name for p in (self.folder / "output").iterdir()),
                         ["variant-no_grant.h5", "variant-no_grant.h5.log.json", "variant.h5", "variant.h5.log.json"])

    def test_a_scenario_name_cannot_lead_to_another_folder(self):
        file = self.variant('overrides: {"../../up": {policies.grant: null}}\n')
        done = self.millwright("run", file, "--scenario", "../../up")
        self.assertEqual(done.returncode, DONE, done.stderr)
        self.assertEqual([p.parent.name for p in self.folder.rglob("*.h5")], ["output"])

    def test_the_log_tells_what_may_differ(self):
        done = self.millwright("run", "minimal.yaml", "-o", "result.h5", "--threads", "2")
        self.assertEqual(done.returncode, DONE, done.stderr)
        log = json.loads((self.folder / "result.h5.log.json").read_text())
        self.assertEqual(log["command_line"][1:], ["run", "minimal.yaml", "-o", "result.h5", "--threads", "2"])
        self.assertEqual((log["threads"], log["sha256"]), (2, self.sha256("result.h5")))
        self.assertGreater(log["firm_months_per_second"], 0)
        self.assertGreater(log["seconds"], 0)
        self.assertRegex(log["finished"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        for key in ("host", "folder", "engine_version", "git_hash"):
            self.assertIn(key, log)

    def test_threads_come_from_the_cluster_when_none_are_named(self):
        done = self.millwright("run", "minimal.yaml", environment=self.environment(SLURM_CPUS_PER_TASK="3"))
        self.assertIn("on 3 threads", done.stderr)

    def test_the_result_is_safe_before_the_summary_is_printed(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([self.binary, "run", "minimal.yaml", "-o", "result.h5"], cwd=self.folder, stdout=full,
                                  stderr=subprocess.PIPE, encoding="utf-8", timeout=60, check=False)
        self.assertEqual(done.returncode, IO)
        self.assertIn("standard output", done.stderr)
        self.assertEqual(self.sha256("result.h5"), self.result_of("minimal.yaml", name="again.h5"))

    def test_closed_standard_streams_do_not_spoil_the_file(self):
        good = self.result_of("minimal.yaml")
        subprocess.run(["sh", "-c", f"exec '{self.binary}' run minimal.yaml -o closed.h5 <&- >&- 2>&-"], cwd=self.folder,
                       timeout=60, check=False)
        self.assertEqual(self.sha256("closed.h5"), good)


class Summary(CommandTest):
    def test_about_ten_lines_that_answer_who_adopts_and_why_the_others_do_not(self):
        done = self.millwright("run", "minimal.yaml", "-o", "result.h5")
        self.assertEqual(done.returncode, DONE, done.stderr)
        lines = done.stdout.splitlines()
        self.assertIn(len(lines), range(8, 13))
        self.assertTrue(lines[0].startswith("Minimal: 960 firms of 3 sectors, 2024-01 to 2025-12, 1 replicate, seed 1"))
        for part in ("adopters ", "automation: ", "ai: ", "% of firms at the start", "small ", "the others ", "of them",
                     "robots ", "installed in the first 12 months", "support ", "grant: ", "jobs ", "PMI of the simulated firms"):
            self.assertIn(part, done.stdout)
        self.assertIn(f"wrote result.h5 (", lines[-1])
        self.assertIn(self.sha256("result.h5")[:12], lines[-1])
        self.assertIn("million firm-months per second", done.stderr)
        self.assertIn("next: ", done.stderr)

    def test_replicates_give_ranges(self):
        done = self.millwright("run", "minimal.yaml", "--replicates", "3")
        self.assertRegex(done.stdout, r"% \[[\d.]+ % to [\d.]+ %\] at the end")

    def test_runs_of_one_month_and_without_policy(self):
        file = self.variant("end: 2024-01\npolicies: null\n")
        done = self.millwright("run", file)
        self.assertEqual(done.returncode, DONE, done.stderr)
        self.assertNotIn("nan", done.stdout.lower())
        self.assertNotIn("support ", done.stdout)

    def test_support_that_costs_taxes_is_told_as_taxes_forgone(self):
        file = self.variant("""policies:
  grant: null
  credit:
    instrument: tax_deduction
    announce: 2024-02
    effective: {from: 2024-03, to: 2025-12}
    target: {technology: [automation, ai]}
    rate: 50 %
""")
        done = self.millwright("run", file)
        self.assertRegex(done.stdout, r"credit: [1-9][0-9.,]* (k|m|bn) CNY of taxes forgone for [0-9,]+ projects")

    def test_a_title_cannot_reach_the_terminal_raw(self):
        file = self.variant('title: "A\\e[31mB"\n')
        done = self.millwright("run", file)
        self.assertNotIn("\x1b", done.stdout + done.stderr)

    def test_quiet_keeps_the_summary_and_the_warnings(self):
        self.variant("overrides: {same: {seed: 1}}\nseed: 1\n")
        done = self.millwright("run", "variant.yaml", "--scenario", "same", "--quiet")
        self.assertEqual(done.returncode, DONE)
        self.assertIn("adopters ", done.stdout)
        self.assertIn("variant.yaml:3:20: warning: override 'same' changes nothing", done.stderr)
        self.assertNotIn("firm-months", done.stderr)


class Json(CommandTest):
    def test_the_summary(self):
        done = self.millwright("run", "minimal.yaml", "--replicates", "2", "--json", "-o", "result.h5")
        self.assertEqual(done.returncode, DONE, done.stderr)
        told = json.loads(done.stdout)
        self.assertEqual((told["status"], told["output"], told["sha256"]), ("ok", "result.h5", self.sha256("result.h5")))
        self.assertEqual(told["bytes"], (self.folder / "result.h5").stat().st_size)
        summary = told["summary"]
        self.assertEqual((summary["start"], summary["end"], summary["replicates"]), ("2024-01", "2025-12", 2))
        for technology in summary["technologies"]:
            share = technology["adoption_share"]["end"]
            self.assertTrue(0 < share["q05"] <= share["mean"] <= share["q95"] < 1)
            self.assertAlmostEqual(sum(technology["reasons_of_nonadopters"].values()), 1)
            self.assertEqual(set(technology["adoption_share_by_size"]), {"small", "medium", "large"})
        (grant,) = summary["programmes"]
        self.assertEqual(grant["name"], "grant")
        self.assertLessEqual(grant["spending_m"]["q95"], 60)  # two years' budgets

    def test_a_refusal(self):
        done = self.millwright("run", self.variant("climat: {}\n"), "--json")
        told = json.loads(done.stdout)
        self.assertEqual((told["status"], told["problems"][0]["where"]), ("error", "variant.yaml:3:1"))
        self.assertIn("variant.yaml:3:1: error", done.stderr)


if __name__ == "__main__":
    main()
