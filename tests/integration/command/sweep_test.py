"""`sweep` and `analyze`: many runs into one file, whatever stops them, as a user drives them."""

import json
import os
import random
import signal
import subprocess
import time

from harness import BAD_INPUT, DONE, FAILED, IO, USAGE, CommandTest, main

INTERRUPTED = 75
SWEEP = """sweep: 1
scenario: minimal.yaml
replicates: 2
arms: {with: [], without: [no_grant]}
design: {method: saltelli, points: 4}
factors:
  policies.grant.rate: {range: [10 %, 30 %]}
  climate.pmi.shift: {range: [-1, 1]}
outputs: {variables: [adoption_share, employment]}
"""


class SweepTest(CommandTest):
    def setUp(self):
        super().setUp()
        self.write("minimal.yaml", (self.folder / "minimal.yaml").read_text()
                   + "\noverrides: {no_grant: {policies.grant: null}}\n")
        self.write("s.sweep.yaml", SWEEP)

    def sweep(self, action, *arguments, **options):
        return self.millwright("sweep", action, "s.sweep.yaml", *arguments, **options)

    def merged(self, name="s.h5", *arguments):
        done = self.sweep("run", "-o", name, "-q", *arguments)
        self.assertEqual(done.returncode, DONE, done.stderr)
        return self.sha256(name)


class Running(SweepTest):
    def test_plan_tells_before_anything_is_simulated(self):
        told = json.loads(self.sweep("plan", "--json").stdout)
        self.assertEqual((told["points"], told["arms"], told["replicates"], told["runs"]), (16, 2, 2, 64))
        self.assertGreater(told["merged_bytes"], 0)
        self.assertIn("point 0:\n  policies.grant.rate=", self.sweep("plan").stdout)

    def test_a_scenario_that_is_missing_is_told_where_it_is_named(self):
        self.write("s.sweep.yaml", SWEEP.replace("minimal.yaml", "nowhere.yaml"))
        told = self.sweep("plan")
        self.assertEqual(told.returncode, BAD_INPUT)
        self.assertIn("s.sweep.yaml:2:11: error: cannot read 'nowhere.yaml': there is no such file", told.stderr)

    def test_a_merged_file_opens_in_xarray_with_its_factors(self):
        import xarray
        self.merged()
        with xarray.open_dataset(self.folder / "s.h5") as found:
            self.assertEqual(found.adoption_share.dims[:4], ("arm", "point", "replicate", "time"))
            self.assertEqual(list(found.arm.values), ["with", "without"])
            self.assertIn("policies.grant.rate", found.coords)
            rates = found["policies.grant.rate"].values
            self.assertTrue(0.1 <= rates.min() and rates.max() <= 0.3)
            self.assertEqual(found.adoption_share.mean("replicate").isnull().sum(), 0)

    def test_shards_and_threads_give_the_same_file(self):
        whole = self.merged("whole.h5", "--threads", "1")
        for shard in (2, 0, 1):
            done = self.sweep("run", "-o", "parts.h5", "-q", "--shard", f"{shard}/3")
            self.assertEqual(done.returncode, DONE, done.stderr)
        self.assertEqual(self.sweep("merge", "-o", "parts.h5").returncode, DONE)
        self.assertEqual(self.sha256("parts.h5"), whole)

    def test_a_launcher_of_processes_gives_each_its_shard(self):
        for rank in "01":
            done = self.sweep("run", "-o", "s.h5", "-q", "--shard", "auto",
                              environment=self.environment(OMPI_COMM_WORLD_RANK=rank, OMPI_COMM_WORLD_SIZE="2"))
            self.assertEqual(done.returncode, DONE, done.stderr)
        told = json.loads(self.sweep("status", "-o", "s.h5", "--json").stdout)
        self.assertEqual((told["done"], told["missing"]), (64, 0))

    def test_kills_at_random_moments_change_nothing(self):
        kills = int(os.environ.get("KILLS", "8"))
        expected = self.merged("undisturbed.h5")
        chance = random.Random(kills)
        for _ in range(kills):
            process = subprocess.Popen([self.binary, "sweep", "run", "s.sweep.yaml", "-o", "s.h5", "-q"],
                                       cwd=self.folder, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
            time.sleep(chance.uniform(0.02, 0.25))
            process.send_signal(signal.SIGKILL)
            process.wait()
        (self.folder / "s.h5").unlink(missing_ok=True)
        self.assertEqual(self.merged(), expected)
        print(f"{kills} kills, 0 corrupt, hash equal")

    def test_a_signal_keeps_what_is_done_and_the_same_command_goes_on(self):
        expected = self.merged("undisturbed.h5")
        self.write("s.sweep.yaml", SWEEP.replace("replicates: 2", "replicates: 40"))
        process = subprocess.Popen([self.binary, "sweep", "run", "s.sweep.yaml", "-o", "s.h5"], cwd=self.folder,
                                   stderr=subprocess.PIPE, text=True)
        time.sleep(0.5)
        process.send_signal(signal.SIGTERM)
        told = process.communicate(timeout=60)[1]
        self.assertEqual(process.returncode, INTERRUPTED, told)
        self.assertIn("the same command goes on", told)
        self.write("s.sweep.yaml", SWEEP)
        self.assertEqual(self.merged(), expected)

    def test_status_counts_what_is_there(self):
        self.assertEqual(self.sweep("run", "--shard", "0/4", "-q").returncode, DONE)
        told = json.loads(self.sweep("status", "--json").stdout)
        self.assertEqual((told["runs"], told["done"], told["missing"]), (64, 16, 48))
        self.assertIn("16 of 64 runs done", self.sweep("status").stdout)

    def test_no_run_is_begun_that_would_not_be_finished(self):
        self.write("s.sweep.yaml", SWEEP.replace("replicates: 2", "replicates: 1000"))
        done = self.sweep("run", "--time-limit", "1")
        self.assertEqual(done.returncode, INTERRUPTED, done.stderr)
        self.assertIn("no time is left for another run", done.stderr)

    def test_other_inputs_need_another_folder_or_a_new_start(self):
        self.merged()
        self.write("common.yaml", (self.folder / "common.yaml").read_text() + "\n# changed\n")
        self.assert_refused(self.sweep("run", "-o", "s.h5", "--force"), BAD_INPUT, "runs of another scenario", "--restart")
        self.assertEqual(self.sweep("run", "-o", "s.h5", "--force", "--restart").returncode, DONE)

    def test_a_merged_file_is_not_overwritten_unasked(self):
        self.merged()
        self.assert_refused(self.sweep("run", "-o", "s.h5"), IO, "s.h5", "--force")

    def test_wrong_use_is_told(self):
        self.assert_refused(self.millwright("sweep", "rnu", "s.sweep.yaml"), USAGE, "did you mean 'run'?")
        self.assert_refused(self.sweep("run", "--shard", "4/4"), USAGE, "--shard cannot be '4/4'")
        self.assert_refused(self.sweep("run", "--shard", "auto"), USAGE, "no launcher")
        self.assert_refused(self.sweep("submit"), USAGE, "--slurm")

    def test_failed_runs_are_told_and_the_rest_is_merged(self):
        self.write("s.sweep.yaml", "sweep: 1\nscenario: minimal.yaml\ndesign: {method: grid}\noutputs: {at: [2025-03]}\n"
                   "factors: {start: [2024-01, 2025-06], end: [2025-03, 2025-12]}\n")
        done = self.sweep("run", "-o", "s.h5", "-q")
        self.assertEqual(done.returncode, FAILED, done.stderr)
        self.assertIn("4 runs, 1 failed, 0 missing", done.stdout)
        self.assertIn("before it starts", self.sweep("status", "-o", "s.h5").stdout)


class Reproducing(SweepTest):
    def test_a_merged_file_is_reproduced_from_itself_alone(self):
        self.merged()
        elsewhere = self.folder / "elsewhere"
        elsewhere.mkdir()
        (self.folder / "s.h5").rename(elsewhere / "s.h5")
        done = self.millwright("reproduce", "s.h5", "-q", folder=elsewhere)
        self.assertEqual(done.returncode, DONE, done.stderr)
        self.assertIn("the same bits", done.stdout)

    def test_a_table_of_points_and_a_shipped_scenario_travel_in_the_file(self):
        self.write("points.csv", "population.firms,climate.pmi.shift\n100,0\n150,0.5\n")
        self.write("s.sweep.yaml", "sweep: 1\nscenario: own.yaml\ndesign: {method: table, file: points.csv}\n"
                   "outputs: {at: [2025-12]}\n")
        self.write("own.yaml", "millwright: 1\nextends: millwright:minimal.yaml\n")
        self.merged()
        for name in ("points.csv", "own.yaml"):
            (self.folder / name).unlink()
        done = self.millwright("reproduce", "s.h5", "-q")
        self.assertEqual(done.returncode, DONE, done.stderr + done.stdout)

    def test_a_changed_value_is_told_with_arm_and_point(self):
        import h5py
        self.merged()
        with h5py.File(self.folder / "s.h5", "r+") as file:
            file["employment"][1, 5, 0, 3] += 1
        done = self.millwright("reproduce", "s.h5", "-q")
        self.assertEqual(done.returncode, FAILED, done.stderr)
        self.assertIn("employment", done.stdout)
        self.assertIn("arm without, point 5", done.stdout)


class Arms(SweepTest):
    def test_an_arm_changes_what_the_point_has_set(self):
        import xarray
        self.merged()
        with xarray.open_dataset(self.folder / "s.h5") as found:
            rates = found["policies.grant.rate"].values
            without = found.employment.sel(arm="without").isel(time=-1, replicate=0).values
            shifts = found["climate.pmi.shift"].values
        for one in range(len(rates)):
            for other in range(one):  # without the grant its rate cannot matter
                if shifts[one] == shifts[other]:
                    self.assertEqual(without[one], without[other])


class Analysing(SweepTest):
    def test_factors_are_ranked_with_intervals(self):
        self.merged()
        done = self.millwright("analyze", "s.h5")
        self.assertEqual(done.returncode, DONE, done.stderr)
        self.assertIn("with: adoption_share automation", done.stdout)
        self.assertIn("without - with: employment", done.stdout)
        told = json.loads(self.millwright("analyze", "s.h5", "--of", "employment", "--json").stdout)
        self.assertEqual(len(told["outputs"]), 2)
        self.assertEqual({factor["factor"] for factor in told["outputs"][0]["factors"]},
                         {"policies.grant.rate", "climate.pmi.shift"})

    def test_the_analysis_goes_into_a_file_and_a_table(self):
        import xarray
        self.merged()
        done = self.millwright("analyze", "s.h5", "-o", "analysed.h5", "--csv", "s.csv")
        self.assertEqual(done.returncode, DONE, done.stderr)
        with xarray.open_dataset(self.folder / "analysed.h5", group="sensitivity") as found:
            self.assertIn("total", found)
        self.assertTrue((self.folder / "s.csv").read_text().startswith("output,factor,measure,value"))

    def test_a_box_is_found_where_something_happens(self):
        self.write("s.sweep.yaml", SWEEP.replace("{method: saltelli, points: 4}", "{method: lhs, points: 40}"))
        self.merged()
        done = self.millwright("analyze", "s.h5", "--interest", "employment > 0")
        self.assertEqual(done.returncode, DONE, done.stderr)
        self.assertIn("40 of 40 points", done.stdout)

    def test_a_run_is_no_sweep(self):
        self.result_of("minimal.yaml")
        self.assert_refused(self.millwright("analyze", "result.h5"), BAD_INPUT, "not of a sweep")

    def test_what_is_not_there_is_refused(self):
        self.merged()
        self.assert_refused(self.millwright("analyze", "s.h5", "--of", "employmnt"), USAGE, "did you mean 'employment'?")
        self.assert_refused(self.millwright("analyze", "s.h5", "--interest", "employment"), USAGE, "write for example")


if __name__ == "__main__":
    main()
