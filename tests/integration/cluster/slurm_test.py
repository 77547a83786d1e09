"""`sweep submit` on a real Slurm of three nodes that the test starts and stops: arrays, merges, failures, resumption."""

import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "command"))
from harness import DONE, FAILED, CommandTest, main  # noqa: E402

SKIPPED = 77
PRIVATE_SLURM = pathlib.Path(__file__).with_name("private_slurm")
SWEEP = """sweep: 1
scenario: minimal.yaml
replicates: {replicates}
design: {{method: lhs, points: 12}}
factors: {{policies.grant.rate: {{range: [10 %, 30 %]}}, climate.pmi.shift: {{range: [-1, 1]}}}}
outputs: {{variables: [adoption_share]}}
"""


def free_ports(count):
    """The first of so many free ports below those that the system gives to clients."""
    for first in range(22000 + os.getpid() % 9000, 32000, count + 1):
        try:
            for port in range(first, first + count):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port))
            return first
        except OSError:
            continue
    raise RuntimeError("no ports are free")


class SlurmTest(CommandTest):
    def setUp(self):
        super().setUp()
        self.cluster = self.folder / "slurm"
        started = subprocess.run([PRIVATE_SLURM, "start", self.cluster, "3"], capture_output=True, text=True,
                                 env=self.environment(PORT=str(free_ports(5))), check=False, timeout=60)
        self.assertEqual(started.returncode, 0, started.stderr)
        self.addCleanup(subprocess.run, [PRIVATE_SLURM, "stop", self.cluster], check=False, timeout=60)
        path = os.environ["PATH"] + ":/usr/sbin"
        self.slurm = self.environment(SLURM_CONF=str(self.cluster / "etc/slurm.conf"), PATH=path)
        self.size(2)

    def size(self, replicates, firms=200):
        self.write("s.sweep.yaml", SWEEP.format(replicates=replicates) if firms == 200 else
                   SWEEP.format(replicates=replicates).replace("scenario: minimal.yaml", "scenario: larger.yaml"))
        self.variant(f"population: {{firms: {firms}}}\n", "larger.yaml")

    def ask(self, *command):
        return subprocess.run(command, env=self.slurm, capture_output=True, text=True, check=False, timeout=60).stdout

    def sweep(self, action, *arguments):
        return self.millwright("sweep", action, "s.sweep.yaml", "-o", "s.h5", *arguments, environment=self.slurm)

    def submit(self, *arguments):
        """Numbers of the array's job and of the merge's."""
        done = self.sweep("submit", "--slurm", "--threads", "1", *arguments)
        self.assertEqual(done.returncode, DONE, done.stderr)
        return re.search(r"as job (\d+), and the merge as job (\d+)", done.stdout).groups()

    def wait(self, what, seconds=90):
        for _ in range(10 * seconds):
            if what():
                return
            time.sleep(0.1)
        logs = "\n".join(f"{p.name}: {p.read_text()[-2000:]}" for p in (self.folder / "s.h5.runs").glob("*.log"))
        self.fail(f"nothing happened in {seconds} s\n{self.ask('squeue')}\n{logs}")

    def undisturbed(self):
        done = self.millwright("sweep", "run", "s.sweep.yaml", "-o", "alone.h5", "-q")
        self.assertEqual(done.returncode, DONE, done.stderr)
        return self.sha256("alone.h5")

    def merged(self):
        self.wait(lambda: (self.folder / "s.h5").exists())
        return self.sha256("s.h5")


class Submitting(SlurmTest):
    def test_an_array_is_merged_to_the_file_of_one_machine(self):
        self.submit("--shards", "5", "--time", "10")
        self.assertEqual(self.merged(), self.undisturbed())

    def test_a_dry_run_prints_scripts_and_submits_nothing(self):
        done = self.sweep("submit", "--slurm", "--dry-run", "--shards", "4", "--time", "1-00:00:00", "--", "--mem=1G")
        self.assertEqual(done.returncode, DONE, done.stderr)
        for line in ("#SBATCH --array=0-3", "#SBATCH --time=1-00:00:00", "#SBATCH --mem=1G", "#SBATCH --requeue"):
            self.assertIn(line, done.stdout)
        self.assertEqual(self.ask("squeue", "-h"), "")
        shell = subprocess.run(["bash", "-n"], input=done.stdout, text=True, check=False, timeout=10)
        self.assertEqual(shell.returncode, 0)

    def test_shards_are_chosen_to_need_half_of_the_time(self):
        script = self.sweep("submit", "--slurm", "--dry-run", "--time", "10").stdout
        self.assertIn("#SBATCH --array=0-0\n", script)  # 24 runs of milliseconds

    def test_too_long_an_array_is_refused_with_the_longest(self):
        self.size(200)
        done = self.sweep("submit", "--slurm", "--shards", "2000")
        self.assertIn("arrays of up to 1001 jobs", done.stderr)

    def test_the_same_command_again_does_not_submit_twice(self):
        self.size(40, firms=20000)
        self.submit("--shards", "2", "--time", "10")
        again = self.sweep("submit", "--slurm", "--shards", "2", "--time", "10")
        self.assertEqual(again.returncode, FAILED)
        self.assertIn("in the queue already", again.stderr)
        told = json.loads(self.sweep("status", "--json").stdout)
        self.assertGreater(told["jobs"]["running"] + told["jobs"]["pending"], 0)


class Failing(SlurmTest):
    def running(self, job):
        self.wait(lambda: "RUNNING" in self.ask("squeue", "-h", "-j", job, "-t", "running", "-o", "%T"))

    def test_a_shard_that_is_cancelled_is_submitted_again_by_the_merge(self):
        self.size(10, firms=3000)
        array, _ = self.submit("--shards", "3", "--time", "10")
        self.running(array)
        self.ask("scancel", f"{array}_1")
        self.assertEqual(self.merged(), self.undisturbed())

    def test_a_preempted_shard_goes_on_elsewhere(self):
        self.size(10, firms=3000)
        array, _ = self.submit("--shards", "3", "--time", "10")
        self.running(array)
        self.ask("scontrol", "requeue", f"{array}_2")
        self.assertEqual(self.merged(), self.undisturbed())

    def test_a_shard_ends_in_good_order_at_its_time_limit(self):
        self.size(10, firms=3000)
        array, _ = self.submit("--shards", "2", "--time", "10")
        self.running(array)
        self.ask("scancel", "--batch", "--signal=TERM", f"{array}_0")  # what Slurm sends before the limit
        self.assertEqual(self.merged(), self.undisturbed())

    def test_a_node_that_dies_while_its_shard_runs_on_leaves_no_trace(self):
        self.size(10, firms=3000)
        array, _ = self.submit("--shards", "3", "--time", "10")
        self.running(array)
        node = self.ask("squeue", "-h", "-j", array, "-t", "running", "-o", "%N").split()[0]
        pid = int((self.cluster / f"run/slurmd-{node}.pid").read_text())
        os.kill(pid, signal.SIGKILL)  # its step lives on, and Slurm starts the shard elsewhere too
        self.ask("scontrol", "update", f"nodename={node}", "state=down", "reason=crash")
        self.assertEqual(self.merged(), self.undisturbed())

    def test_runs_that_fail_are_merged_as_missing_values_and_told(self):
        self.write("s.sweep.yaml", "sweep: 1\nscenario: minimal.yaml\ndesign: {method: grid}\noutputs: {at: [2025-03]}\n"
                   "factors: {start: [2024-01, 2025-06], end: [2025-03, 2025-12]}\n")
        self.submit("--shards", "2", "--time", "10")
        self.merged()
        told = json.loads(self.sweep("status", "--json").stdout)
        self.assertEqual((told["failed"], told["missing"]), (1, 0))


class Launchers(SlurmTest):
    def test_srun_may_start_the_shards(self):
        done = subprocess.run(["srun", "-n", "4", self.binary, "sweep", "run", "s.sweep.yaml", "-o", "s.h5", "-q",
                               "--shard", "auto", "--threads", "1"], cwd=self.folder, env=self.slurm, check=False,
                              capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.sweep("merge").returncode, DONE)
        self.assertEqual(self.sha256("s.h5"), self.undisturbed())


if __name__ == "__main__":
    if shutil.which("slurmctld", path=os.environ["PATH"] + ":/usr/sbin") is None:
        print("skipped: there is no Slurm here (Debian: slurm-wlm)")
        sys.exit(SKIPPED)
    main()
