"""A run that is stopped, killed, or finds damage goes on to the very file of an undisturbed run, or says why it cannot.

KILLS in the environment is how often a run is killed: 12 when not given, 200 for the full promise. With FIRMS it is
China's baseline with so many firms that is killed, from checkpoints of every year, and what they cost is told.
"""

import json
import os
import pathlib
import random
import resource
import signal
import subprocess
import time

from harness import BAD_INPUT, DONE, IO, CommandTest, main

INTERRUPTED = 75
RUN = ("run", "minimal.yaml", "-o", "result.h5", "--quiet", "--threads", "2", "--replicates", "3",
       "--set", "population.firms=9000")
EVERY_MONTH = ("--checkpoint-every", "1")
CHECKPOINT, PREVIOUS = "result.h5.checkpoint", "result.h5.checkpoint.prev"


class CheckpointTest(CommandTest):
    run_command, how_often = RUN, EVERY_MONTH

    def undisturbed(self):
        done = self.millwright(*self.run_command[:3], "undisturbed.h5", *self.run_command[4:], timeout=3600)
        self.assertEqual(done.returncode, DONE, done.stderr)
        return self.sha256("undisturbed.h5")

    def start(self, *more):
        process = subprocess.Popen([self.binary, *self.run_command, *more], cwd=self.folder, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
        self.addCleanup(process.kill)
        return process

    def wait_for(self, process, name):
        while not (self.folder / name).exists():
            self.assertIsNone(process.poll(), "it ended before it could be stopped")
            time.sleep(0.002)

    def killed(self):
        """Leaves two checkpoints."""
        while not ((self.folder / CHECKPOINT).exists() and (self.folder / PREVIOUS).exists()):  # one is being renamed
            process = self.start(*EVERY_MONTH)
            self.wait_for(process, PREVIOUS), self.wait_for(process, CHECKPOINT)
            process.kill()
            process.communicate()

    def go_on(self, *more):
        done = self.millwright(*self.run_command, *more, timeout=3600)
        self.assertEqual(done.returncode, DONE, done.stderr)
        left = [name for name in self.files() if "checkpoint" in name]
        self.assertEqual(left, [], "a finished run leaves no checkpoint")
        return self.sha256("result.h5"), done.stderr


class Stopped(CheckpointTest):
    def test_every_signal_keeps_what_was_done(self):
        expected = self.undisturbed()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGUSR1):
            with self.subTest(number):
                process = self.start(*EVERY_MONTH)
                self.wait_for(process, CHECKPOINT)
                process.send_signal(number)
                out, err = process.communicate(timeout=60)
                self.assertEqual((process.returncode, out), (INTERRUPTED, ""), err)
                self.assertIn("the same command goes on from there", err)
                self.assertEqual(self.go_on("--resume")[0], expected)
                (self.folder / "result.h5").unlink()

    def test_json_tells_of_the_stop(self):
        process = self.start(*EVERY_MONTH, "--json")
        self.wait_for(process, CHECKPOINT)
        process.terminate()
        told = json.loads(process.communicate(timeout=60)[0])
        self.assertEqual((told["status"], told["checkpoint"]), ("interrupted", CHECKPOINT))


class Killed(CheckpointTest):
    def setUp(self):
        super().setUp()
        firms = os.environ.get("FIRMS")
        if firms:
            baseline = str(self.source / "scenarios/china/baseline.yaml")
            self.run_command = ("run", baseline, "-o", "result.h5", "--quiet", "--threads", "2", "--set", f"population.firms={firms}")
            self.how_often = ("--checkpoint-every", "12")

    def tell_cost(self, length):
        """What the checkpoints of an undisturbed run cost, in time and room."""
        process = self.start(*self.how_often)
        began, largest = time.monotonic(), 0
        while process.poll() is None:
            checkpoint = self.folder / CHECKPOINT
            largest = max(largest, checkpoint.stat().st_size if checkpoint.exists() else 0)
            time.sleep(0.01)
        process.communicate()
        more = time.monotonic() - began - length
        print(f"a run of {length:.1f} s takes {more:+.1f} s with checkpoints of up to {largest / 1e6:.1f} MB")
        (self.folder / "result.h5").unlink()

    def test_at_random_instants(self):
        began = time.monotonic()
        expected = self.undisturbed()
        length = time.monotonic() - began
        self.tell_cost(length)
        luck = random.Random(1)
        kills = corrupt = 0
        equal = True
        wanted = int(os.environ.get("KILLS", "12"))
        while kills < wanted:
            process = self.start(*self.how_often)
            time.sleep(luck.uniform(0, length))
            if process.poll() is None:
                process.kill()
                kills += 1
            err = process.communicate()[1]
            corrupt += "cannot be used" in err
            if (self.folder / "result.h5").exists():
                equal = equal and self.sha256("result.h5") == expected
                (self.folder / "result.h5").unlink()
        equal = equal and self.go_on()[0] == expected
        print(f"{kills} kills, {corrupt} corrupt, hash {'equal' if equal else 'DIFFERS'}")
        self.assertEqual((corrupt, equal), (0, True))


class Damaged(CheckpointTest):
    def damage(self, name, how):
        file = self.folder / name
        content = bytearray(file.read_bytes())
        if how == "empty":
            content = b""
        elif how == "cut":
            content = content[:len(content) // 2]
        elif how == "longer":
            content += b"more"
        else:
            place = random.Random(how).randrange(len(content))
            content[place] ^= 1 << how % 8
        file.write_bytes(content)

    def test_the_previous_one_serves_then_the_start(self):
        expected = self.undisturbed()
        wrong = 0
        hows = ("empty", "cut", "longer", *range(5))
        for how in hows:
            with self.subTest(how):
                self.killed()
                self.damage(CHECKPOINT, how)
                found, err = self.go_on("--resume")
                self.assertIn(f"the checkpoint {CHECKPOINT} cannot be used", err)
                self.assertIn(PREVIOUS, err)
                wrong += found != expected
                (self.folder / "result.h5").unlink()
        self.killed()
        self.damage(CHECKPOINT, "cut"), self.damage(PREVIOUS, "cut")
        self.assertEqual(self.millwright(*RUN, "--resume").returncode, IO)
        found, err = self.go_on()
        self.assertIn("beginning at the start", err)
        wrong += found != expected
        print(f"{len(hows) + 1} damages, {wrong} silent wrong")
        self.assertEqual(wrong, 0)


class Refused(CheckpointTest):
    def test_another_run(self):
        self.killed()
        before = (self.folder / CHECKPOINT).read_bytes()
        for change, sentence in ((("--set", "seed=2"), "another scenario"), (("--replicates", "4"), "3 replicates, not 4")):
            self.assert_refused(self.millwright(*RUN, *change), BAD_INPUT, CHECKPOINT, sentence, "--restart")
        self.assertEqual((self.folder / CHECKPOINT).read_bytes(), before)
        self.assertEqual(self.millwright(*RUN, "--set", "seed=2", "--restart").returncode, DONE)

    def test_nothing_to_resume(self):
        self.assert_refused(self.millwright(*RUN, "--resume"), IO, "there is no checkpoint")

    def test_a_full_disk_keeps_the_checkpoint_before(self):
        expected = self.undisturbed()
        self.killed()
        limit = 20_000  # bytes that a file may have
        done = self.millwright(*RUN, *EVERY_MONTH, preexec_fn=lambda: (
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)))
        self.assertEqual(done.returncode, IO, done.stderr)
        self.assertFalse(list(pathlib.Path(self.folder).glob("*.partial")))
        self.assertEqual(self.go_on("--resume")[0], expected)


if __name__ == "__main__":
    main()
