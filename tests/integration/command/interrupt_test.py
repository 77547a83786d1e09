"""A run that is stopped says so, leaves no part of a file, and dies of the signal as shells and schedulers expect."""

import pathlib
import signal
import subprocess

from harness import CommandTest, main


class Interrupt(CommandTest):
    @staticmethod
    def catches(process, number):
        """Whether the process handles the signal by now."""
        for line in pathlib.Path(f"/proc/{process.pid}/status").read_text().splitlines():
            if line.startswith("SigCgt:"):
                return int(line.split()[1], 16) >> (number - 1) & 1 == 1
        return False

    def stopped_by(self, number, **options):
        """Stops a long run; returns exit status and what came on standard error."""
        process = subprocess.Popen(
            [self.binary, "run", "minimal.yaml", "-o", "result.h5", "--replicates", "2000", "--set", "population.firms=3000"],
            cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", **options)
        self.addCleanup(process.kill)
        while not self.catches(process, number):
            self.assertIsNone(process.poll(), "it ended before it could be stopped")
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
        self.assertEqual(out, "")
        return process.returncode, err

    def test_nothing_is_left(self):
        before = self.files()
        for number, name in ((signal.SIGINT, "Ctrl-C"), (signal.SIGTERM, "Terminated"), (signal.SIGHUP, "Hangup")):
            with self.subTest(name):
                status, err = self.stopped_by(number)
                self.assertEqual(status, -number, err)
                self.assertIn(f"stopped by {name}; no result was written", err)
                self.assertEqual(self.files(), before)


if __name__ == "__main__":
    main()
