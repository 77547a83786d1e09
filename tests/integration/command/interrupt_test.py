"""A run that is stopped ends with status 75 and says how to go on; a second signal ends it at once."""

import pathlib
import signal
import subprocess
import time

from harness import CommandTest, main


class Interrupt(CommandTest):
    @staticmethod
    def catches(process, number):
        """Whether the process handles the signal by now."""
        for line in pathlib.Path(f"/proc/{process.pid}/status").read_text().splitlines():
            if line.startswith("SigCgt:"):
                return int(line.split()[1], 16) >> (number - 1) & 1 == 1
        return False

    def start(self, *more):
        """A long run that handles signals by now."""
        process = subprocess.Popen([self.binary, "run", "minimal.yaml", "-o", "result.h5", *more], cwd=self.folder,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
        self.addCleanup(process.kill)
        while not self.catches(process, signal.SIGTERM):
            self.assertIsNone(process.poll(), "it ended before it could be stopped")
        return process

    def test_no_result_is_left(self):
        for number, name in ((signal.SIGINT, "Ctrl-C"), (signal.SIGTERM, "Terminated"), (signal.SIGHUP, "Hangup")):
            with self.subTest(name):
                process = self.start("--replicates", "2000", "--set", "population.firms=3000")
                process.send_signal(number)
                out, err = process.communicate(timeout=60)
                self.assertEqual((process.returncode, out), (75, ""), err)
                self.assertIn(f"stopped by {name}", err)
                self.assertIn("the same command", err)
                self.assertNotIn("result.h5", self.files())

    def test_a_second_signal_ends_at_once(self):
        process = self.start("--threads", "1", "--set", "population.firms=1000000")
        process.terminate()
        time.sleep(0.1)
        process.terminate()
        process.communicate(timeout=60)
        self.assertEqual(process.returncode, -signal.SIGTERM)


if __name__ == "__main__":
    main()
