"""What standard error looks like on a terminal, in a log file, and for those who want no colours."""

import os
import pty
import subprocess

from harness import BAD_INPUT, DONE, CommandTest, main

ESCAPE = "\x1b"


class Terminal(CommandTest):
    def on_terminal(self, *arguments, **environment):
        """Exit status and what a terminal on standard error receives."""
        control, terminal = pty.openpty()
        process = subprocess.Popen([self.binary, *arguments], cwd=self.folder, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=terminal,
                                   env=self.environment(**{"TERM": "xterm", **environment}))
        os.close(terminal)
        received = b""
        while True:
            try:
                piece = os.read(control, 65536)
            except OSError:  # Linux tells the end of a terminal so
                break
            if not piece:
                break
            received += piece
        os.close(control)
        return process.wait(timeout=60), received.decode().replace("\r\n", "\n")

    def test_a_bar_that_is_rewritten_and_erased(self):
        status, text = self.on_terminal("run", "minimal.yaml")
        self.assertEqual(status, DONE, text)
        self.assertIn("\rrun: ", text)
        self.assertRegex(text, r"\d+ % \d{4}-\d\d, \d+:\d\d left, adoption ai \d+ %, automation \d+ %, PMI \d")
        drawn = text[:text.rindex("\r")].split("\r")
        self.assertEqual(drawn[-1].strip(), "", "the bar is erased at the end")
        self.assertLess(max(map(len, drawn)), 80)

    def test_errors_are_coloured_on_a_terminal_only(self):
        bad = self.variant("climat: {}\n")
        self.assertIn(f"{ESCAPE}[1;31merror:{ESCAPE}[0m", self.on_terminal("check", bad)[1])
        self.assertNotIn(ESCAPE, self.millwright("check", bad).stderr)

    def test_no_color_and_dumb_terminals_get_no_escapes(self):
        bad = self.variant("climat: {}\n")
        for environment in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
            for arguments in (("check", bad), ("run", "minimal.yaml", "--force")):
                self.assertNotIn(ESCAPE, self.on_terminal(*arguments, **environment)[1])
        self.assertIn(ESCAPE, self.on_terminal("check", bad, NO_COLOR="")[1], "an empty NO_COLOR means nothing")

    def test_a_dumb_terminal_gets_lines(self):
        self.assertNotIn("\r", self.on_terminal("run", "minimal.yaml", TERM="dumb")[1])

    def test_quiet(self):
        self.assertEqual(self.on_terminal("run", "minimal.yaml", "--quiet"), (DONE, ""))


class Pipe(CommandTest):
    def test_a_line_for_every_tenth_and_no_carriage_return(self):
        done = self.millwright("run", "minimal.yaml")
        self.assertEqual(done.returncode, DONE)
        self.assertNotIn("\r", done.stderr)
        lines = [line for line in done.stderr.splitlines() if line.startswith("run:")]
        self.assertEqual(len(lines), 10)
        for line in lines:
            self.assertRegex(line, r"^run: +\d+ % \d{4}-\d\d, \d+:\d\d left, adoption ai \d+ %, automation \d+ %, PMI \d+\.\d, "
                                   r"[\d.]+ M firm-months/s$")
        self.assertIn("run: 100 % 2025-12, ", lines[-1])
        self.assertNotIn("run:", done.stdout)

    def test_replicates_are_counted(self):
        self.assertIn("run 3/3: 100 %", self.millwright("run", "minimal.yaml", "--replicates", "3").stderr)

    def test_problems_stay_on_standard_error(self):
        done = self.millwright("check", self.variant("climat: {}\n"))
        self.assertEqual((done.returncode, done.stdout), (BAD_INPUT, ""))


if __name__ == "__main__":
    main()
