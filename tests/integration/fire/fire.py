"""What the tests under fire share: which commands read what, and what each must bear from any file.

LONG in the environment asks for the number of mutations that is promised, each in every command; without it ctest tries
a sample, each in one of the commands in turn.
"""

import os
import pathlib
import re
import resource
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "command"))
from harness import BAD_INPUT, DONE, FAILED, IO, CommandTest, main  # noqa: E402

LONG = bool(os.environ.get("LONG"))

# Every command that reads a result file, with {} for it; sound.h5 is a sound result. A new command joins here.
READING = (("compare", "sound.h5", "{}", "--quiet"),
           ("reproduce", "{}", "--quiet"),
           ("bundle", "{}", "-o", "written.tar.gz", "--force"),
           ("analyze", "{}"),
           ("export", "{}", "-o", "written.csv", "--force", "-q"),
           ("export", "{}", "-o", "written", "--format", "dta", "--force", "-q"),
           ("export", "{}", "-o", "events.csv", "--table", "events", "--force", "-q"),
           ("report", "sound.h5", "{}", "-o", "written.html", "--force", "--quiet"),
           ("compare", "{}", "sound.h5", "--quiet", "--json", "--csv", ".", "--force"))

# Every command that reads a scenario, with {} for it. Sixty firms over three months: what passes is simulated at once.
LOADING = (("check", "{}"),
           ("run", "{}", "-o", "written.h5", "--force", "--quiet", "--threads", "1"))

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # all but tab and line feed
SECRETS = ("a secret that no result may show", "root:x:")  # in outside.bin, and in /etc/passwd
LONGEST = 1.25  # [s of processor time] beyond what a sound file takes


class FireTest(CommandTest):
    """`bears` runs one command on one file and says what it did wrong."""

    def sound_result(self, name="sound.h5"):
        done = self.millwright("run", "minimal.yaml", "-o", name, "-q", "--set", "population.firms=60", "--set", "end=2024-09",
                               "--replicates", "2")
        self.assertEqual(done.returncode, DONE, done.stderr)
        return (self.folder / name).read_bytes()

    def measured(self, command, name):
        """A finished run of a command on a file, and the processor time it took [s]."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = self.millwright(*(part.replace("{}", name) for part in command))
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return done, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    def bears(self, command, name, usual, accepted=(DONE, BAD_INPUT, IO)):
        """(exit status, what is wrong with how the command bore the file, "" when nothing is)."""
        done, seconds = self.measured(command, name)
        wrong, told = "", done.stdout + done.stderr
        if command[0] == "report" and done.returncode == DONE:
            told += (self.folder / "written.html").read_text(encoding="utf-8")
        other_bits = command[0] == "reproduce" and done.returncode == FAILED and done.stdout
        if other_bits:
            pass  # a sound file with other values: that is what it tells
        elif done.returncode not in accepted:
            wrong = f"exit status {done.returncode}"
        elif done.returncode != DONE and " error: " not in f" {done.stderr}":
            wrong = "refused without a word"
        elif seconds > usual + LONGEST:
            wrong = f"{seconds:.1f} s of processor time instead of {usual:.1f}"
        elif CONTROL.search(told):
            wrong = "a control character was passed on"
        elif any(secret in told for secret in SECRETS):
            wrong = "the content of another file was shown"
        return done.returncode, f"{command[0]} of {name}: {wrong}\n{done.stderr[-500:]}" if wrong else ""


def mutated(content, luck):
    """A copy of some bytes with one to four changes of the kinds that disks, networks and editors make."""
    changed = bytearray(content)
    for _ in range(luck.randint(1, 4)):
        at = luck.randrange(max(1, len(changed)))
        length = luck.choice((1, 1, 2, 4, 8, 64, 4096))
        kind = luck.randrange(6)
        if kind == 0:
            changed[at:at + 1] = bytes([luck.randrange(256)])
        elif kind == 1 and changed:
            changed[at] ^= 1 << luck.randrange(8)
        elif kind == 2:
            changed[at:at + length] = luck.choice((b"\0", b"\xff", b"\x7f")) * length
        elif kind == 3:
            source = luck.randrange(max(1, len(changed)))
            changed[at:at + length] = changed[source:source + length]
        elif kind == 4:
            changed[at:at] = luck.randbytes(length)
        elif luck.random() < 0.3:
            del changed[at:]
    return bytes(changed)


__all__ = ["BAD_INPUT", "CONTROL", "CommandTest", "DONE", "FAILED", "FireTest", "IO", "LOADING", "LONG", "READING", "SECRETS", "main", "mutated"]
