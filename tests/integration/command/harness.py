"""Runs the program in an empty folder that holds a copy of the smallest scenario. Only the standard library is used.

Every test file is called as: FILE BINARY SOURCE_FOLDER [unittest arguments]
"""

import hashlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

DONE, FAILED, USAGE, BAD_INPUT, IO = 0, 1, 2, 65, 74


class CommandTest(unittest.TestCase):
    """`run` drives the program; minimal.yaml, common.yaml and their tables lie in the working folder."""

    binary = source = None

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="millwright-test-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        for name in ("minimal.yaml", "common.yaml"):
            shutil.copy(self.source / "scenarios" / name, self.folder)
        shutil.copytree(self.source / "scenarios/minimal", self.folder / "minimal")

    def environment(self, **changes):
        """This process's environment without what changes how the program talks."""
        kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "TERM", "SLURM_CPUS_PER_TASK")}
        return {**kept, **changes}

    def millwright(self, *arguments, environment=None, folder=None, timeout=120, **options):
        return subprocess.run([self.binary, *map(str, arguments)], cwd=folder or self.folder, stdin=subprocess.DEVNULL,
                              capture_output=True, env=environment or self.environment(), timeout=timeout,
                              encoding="utf-8", errors="surrogateescape", check=False, **options)

    def write(self, name, text):
        """Writes a file; text may also be bytes. Returns the name."""
        (self.folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return name

    def variant(self, text, name="variant.yaml"):
        """A scenario that extends minimal.yaml; `text` starts on its line 3."""
        return self.write(name, "millwright: 1\nextends: minimal.yaml\n" + text)

    def files(self):
        return sorted(str(p.relative_to(self.folder)) for p in self.folder.rglob("*"))

    def sha256(self, name):
        return hashlib.sha256((self.folder / name).read_bytes()).hexdigest()

    def result_of(self, *arguments, name="result.h5"):
        """SHA-256 of the file that a run writes."""
        done = self.millwright("run", *arguments, "-o", name, "--force")
        self.assertEqual(done.returncode, DONE, done.stderr)
        return self.sha256(name)

    def assert_refused(self, done, code, *parts):
        """Exit status, every part in the message, and a remedy; nothing on standard output."""
        self.assertEqual(done.returncode, code, done.stderr)
        for part in parts:
            self.assertIn(part, done.stderr)
        self.assertIn("  help: ", done.stderr)
        self.assertEqual(done.stdout, "")


def main():
    CommandTest.binary, CommandTest.source = sys.argv[1], pathlib.Path(sys.argv[2])
    unittest.main(module="__main__", argv=[sys.argv[0], *sys.argv[3:]])
