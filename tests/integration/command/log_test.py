"""`--log FILE`: a JSON object per line for whoever watches a run or sweep, whole whatever ends it."""

import json
import signal
import subprocess
import time

from harness import BAD_INPUT, DONE, IO, USAGE, CommandTest, main

INTERRUPTED = 75


class LogTest(CommandTest):
    def events(self, name="log.jsonl"):
        """Every line parsed; the file ends with a whole one."""
        text = (self.folder / name).read_text(encoding="ascii")
        self.assertTrue(text.endswith("\n"), text[-200:])
        return [json.loads(line) for line in text.splitlines()]

    def logged(self, *arguments):
        done = self.millwright(*arguments, "--log", "log.jsonl", "-q")
        self.assertEqual(done.returncode, DONE, done.stderr)
        return self.events()

    def start(self, *arguments):
        """A process that has begun to write its log."""
        process = subprocess.Popen([self.binary, *arguments, "--log", "log.jsonl", "-q"], cwd=self.folder,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.addCleanup(process.kill)
        self.addCleanup(process.stderr.close)
        path = self.folder / "log.jsonl"
        while not (path.exists() and path.read_bytes().count(b"\n") >= 2):
            self.assertIsNone(process.poll(), "it ended before it could be stopped")
            time.sleep(0.01)
        return process


class Runs(LogTest):
    def test_from_start_to_end(self):
        events = self.logged("run", "minimal.yaml", "-o", "run.h5", "--replicates", "3", "--threads", "2", "--set", "seed=11")
        start, end = events[0], events[-1]
        self.assertEqual((start["event"], start["command"], start["scenario"], start["seed"], start["threads"],
                          start["replicates"], start["from_checkpoint"]),
                         ("start", "run", "minimal.yaml", 11, 2, 3, False))
        self.assertEqual((end["event"], end["result"], end["sha256"]), ("end", "run.h5", self.sha256("run.h5")))
        self.assertGreaterEqual(end["seconds"], start["seconds"])
        months = [(event["replicate"], event["month"]) for event in events if event["event"] == "month"]
        self.assertEqual(months, sorted(set(months)), "months ascend")
        self.assertEqual([month for month in months if month[1] == "2025-12"], [(r, "2025-12") for r in range(3)],
                         "the last month of a replicate is never left out")

    def test_adoption_and_pmi_are_those_of_the_month(self):
        try:
            import xarray
        except ImportError:
            self.skipTest("xarray is not installed")
        events = self.logged("run", "minimal.yaml", "-o", "run.h5")
        last = [event for event in events if event["event"] == "month"][-1]
        with xarray.open_dataset(self.folder / "run.h5") as data:
            for name, share in last["adoption"].items():
                self.assertAlmostEqual(share, float(data.adoption_share.sel(technology=name).isel(replicate=0, time=-1)))
            self.assertAlmostEqual(last["pmi"], float(data.pmi_input.isel(replicate=0, time=-1)))

    def test_the_result_is_the_same(self):
        plain = self.result_of("minimal.yaml", name="plain.h5")
        self.logged("run", "minimal.yaml", "-o", "run.h5")
        self.assertEqual(self.sha256("run.h5"), plain)

    def test_checkpoints(self):
        events = self.logged("run", "minimal.yaml", "-o", "run.h5", "--checkpoint-every", "6")
        kept = [event["file"] for event in events if event["event"] == "checkpoint"]
        self.assertEqual(kept, ["run.h5.checkpoint"] * 3)

    def test_lines_are_added_to_a_log_and_to_nothing_else(self):
        self.logged("run", "minimal.yaml", "-o", "run.h5")
        before = (self.folder / "log.jsonl").read_bytes()
        self.logged("run", "minimal.yaml", "-o", "run.h5", "--force")
        self.assertTrue((self.folder / "log.jsonl").read_bytes().startswith(before))
        self.write("torn.jsonl", '{"event": "mon')
        self.assertEqual(self.millwright("run", "minimal.yaml", "-o", "t.h5", "-q", "--log", "torn.jsonl").returncode, DONE)
        self.assertEqual(json.loads((self.folder / "torn.jsonl").read_text().splitlines()[1])["event"], "start")
        for name in ("run.h5", "minimal.yaml"):
            before = (self.folder / name).read_bytes()
            done = self.millwright("run", "minimal.yaml", "-o", "other.h5", "--log", name)
            self.assert_refused(done, IO, name, "no log")
            self.assertEqual((self.folder / name).read_bytes(), before)
        self.assert_refused(self.millwright("run", "minimal.yaml", "-o", "x.h5", "--log", "./x.h5"), USAGE, "the same file")
        self.assert_refused(self.millwright("run", "minimal.yaml", "-o", "x.h5", "--log", "none/l"), IO, "none/l")
        self.assertNotIn("x.h5", self.files())

    def test_errors_and_hostile_names(self):
        name = 'a"\n\x1b[2J\\.yaml'
        self.write(name, "millwright: 1\nextends: minimal.yaml\nclimat: {}\n")
        done = self.millwright("run", name, "--log", "log.jsonl")
        self.assertEqual(done.returncode, BAD_INPUT)
        error = self.events()[-1]
        self.assertEqual(error["event"], "error")
        self.assertIn("climat", error["problems"][0]["what"])
        self.write(name, "millwright: 1\nextends: minimal.yaml\nend: 2024-02\n")
        done = self.millwright("run", name, "--log", "log.jsonl", "-o", "x.h5", "-q")
        self.assertEqual(done.returncode, DONE, done.stderr)
        self.assertEqual(self.events()[1]["scenario"], name)

    def test_a_log_that_cannot_be_written_costs_no_run(self):
        done = self.millwright("run", "minimal.yaml", "-o", "run.h5", "-q", "--log", "/dev/full")
        self.assertEqual(done.returncode, DONE, done.stderr)
        self.assertEqual(done.stderr.count("warning:"), 1, done.stderr)
        self.assertIn("run.h5", self.files())


class Stopped(LogTest):
    LONG_RUN = ("run", "minimal.yaml", "-o", "run.h5", "--replicates", "2000", "--set", "population.firms=3000")

    def test_an_interrupted_run_says_so_and_goes_on_in_the_same_log(self):
        process = self.start("run", "minimal.yaml", "-o", "run.h5", "--replicates", "300")
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(timeout=60), INTERRUPTED)
        events = self.events()
        self.assertEqual([event["event"] for event in events[-2:]], ["checkpoint", "interrupted"])
        self.assertEqual((events[-1]["signal"], events[-1]["checkpoint"]), (signal.SIGINT, "run.h5.checkpoint"))
        done = self.millwright("run", "minimal.yaml", "-o", "run.h5", "--replicates", "300", "--log", "log.jsonl", "-q")
        self.assertEqual(done.returncode, DONE, done.stderr)
        again = self.events()[len(events):]
        self.assertTrue(again[0]["from_checkpoint"])
        self.assertEqual(again[-1]["event"], "end")

    def test_a_killed_run_leaves_whole_lines(self):
        process = self.start(*self.LONG_RUN)
        process.kill()
        process.wait()
        events = self.events()
        self.assertEqual(events[0]["event"], "start")
        self.assertEqual({event["event"] for event in events[1:]}, {"month"})


class Sweeps(LogTest):
    SWEEP = ("sweep: 1\nscenario: minimal.yaml\nreplicates: 3\ndesign: {method: grid}\n"
             "factors: {policies.grant.rate: {values: [10 %, 20 %]}}\noutputs: {variables: [employment]}\n")

    def test_one_event_for_each_run(self):
        self.write("s.sweep.yaml", self.SWEEP)
        events = self.logged("sweep", "run", "s.sweep.yaml", "-o", "s.h5")
        self.assertEqual((events[0]["event"], events[0]["command"], events[0]["runs"]), ("start", "sweep run", 6))
        runs = [event for event in events if event["event"] == "run"]
        self.assertEqual([event["done"] for event in runs], list(range(1, 7)))
        for event in runs:
            self.assertEqual(sorted(event["adoption"]), ["ai", "automation"])
            self.assertTrue(20 < event["pmi"] < 80)
        self.assertEqual((events[-1]["event"], events[-1]["sha256"]), ("end", self.sha256("s.h5")))

    def test_an_interrupted_sweep(self):
        self.write("s.sweep.yaml", self.SWEEP.replace("replicates: 3", "replicates: 3000"))
        process = self.start("sweep", "run", "s.sweep.yaml", "-o", "s.h5")
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(timeout=60), INTERRUPTED)
        last = self.events()[-1]
        self.assertEqual((last["event"], last["signal"]), ("interrupted", signal.SIGTERM))
        self.assertGreater(last["missing"], 0)


if __name__ == "__main__":
    main()
