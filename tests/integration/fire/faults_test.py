"""A file call that fails, a write that is cut short, a kill at a file call, a full disk, a disk that may only be read.

Every open, read, write, fsync, close, rename and unlink that `run` makes in its folder fails with EIO, fails with ENOSPC,
or is the last thing that happens (KILL): each call in one of these ways, or with LONG=1 in all three; every read and
write is also cut short. What must hold: the run says so and ends with status 74, or ends well with the same bytes; what
stands under the result's name is the old file or the new one, whole; the next run succeeds with the same bytes.

usage: faults_test.py BINARY SOURCE FAILING_CALLS [unittest arguments]
"""

import os
import pathlib
import signal
import subprocess
import sys

from fire import BAD_INPUT, CONTROL, DONE, IO, LONG, FireTest, main

RUN = ("run", "minimal.yaml", "-o", "result.h5", "-q", "--threads", "1", "--checkpoint-every", "1", "--force",
       "--set", "population.firms=60", "--set", "end=2024-03")
FAULTS = ("EIO", "ENOSPC", "KILL", "SHORT")
OLD = b"the result of yesterday"
READING = ("open-to-read", "read")


class Faults(FireTest):
    shim = None

    def run_with(self, fault, at, log=""):
        wanted = {"LD_PRELOAD": self.shim, "FAULT": fault, "FAULT_AT": str(at), "FAULT_LOG": log,
                  "FAULT_FOLDER": str(self.folder.resolve())}
        return self.millwright(*RUN, environment=self.environment(**wanted))

    def calls(self):
        """[(name, file)] of the calls of a run that are counted."""
        log = self.folder.with_suffix(".log")
        self.addCleanup(log.unlink, missing_ok=True)
        self.assertEqual(self.run_with("none", 0, str(log)).returncode, DONE)
        return [tuple(line.split(" ", 2)[1:]) for line in log.read_text().splitlines()]

    def setUp(self):
        super().setUp()
        if self.millwright("--version", environment=self.environment(LD_PRELOAD=self.shim)).returncode != DONE:
            self.skipTest("this build bears no preloaded library, as builds with sanitizers do")
        done = self.millwright(*RUN)
        self.assertEqual(done.returncode, DONE, done.stderr)
        self.expected = (self.folder / "result.h5").read_bytes()
        self.found = self.calls()

    def outcome(self, fault, call, done):
        """What is wrong with how a run bore a fault at a call."""
        wrong = []
        result = self.folder / "result.h5"
        content = result.read_bytes() if result.exists() else None
        if content not in (OLD, self.expected):
            wrong.append("no result is left" if content is None else "part of a result is left under its name")
        if fault == "KILL":
            return wrong + ([] if done.returncode == -signal.SIGKILL else [f"exit status {done.returncode}"])
        accepted = (DONE,) if fault == "SHORT" else (DONE, IO, BAD_INPUT) if call in READING else (DONE, IO)
        if done.returncode not in accepted:
            wrong.append(f"exit status {done.returncode}: {done.stderr}")
        if done.returncode == DONE and content != self.expected:
            wrong.append("it ended well without the result")
        if done.returncode != DONE and not ("error: " in done.stderr and "  help: " in done.stderr):
            wrong.append(f"no error with a remedy: {done.stderr}")
        if CONTROL.search(done.stderr):
            wrong.append("a control character")
        if call != "unlink" and [name for name in self.files() if name.endswith(".partial")]:
            wrong.append("a temporary file is left")
        return wrong

    def next_run(self):
        done = self.millwright(*RUN)
        if done.returncode != DONE:
            return [f"the next run ended with status {done.returncode}: {done.stderr}"]
        wrong = [] if (self.folder / "result.h5").read_bytes() == self.expected else ["the next run gave another result"]
        return wrong + (["a checkpoint stays"] if (self.folder / "result.h5.checkpoint").exists() else [])

    def tried(self, fault, at):
        """Runs over yesterday's result with a fault at a call, then once more without; what went wrong."""
        for left in self.folder.glob("result.h5*"):
            left.unlink()
        self.write("result.h5", OLD)
        call, file = self.found[at - 1]
        done = self.run_with(fault, at)
        wrong = self.outcome(fault, call, done)
        return [f"{fault} at call {at}, {call} {file}: {one}" for one in wrong + self.next_run()]

    def test_at_every_file_call(self):
        self.assertGreater(len(self.found), 30)
        self.assertTrue({"open", "write", "fsync", "close", "rename", "open-to-read"} <= {call for call, _ in self.found})
        tried, wrong = 0, []
        for fault in FAULTS:
            for at, (call, _) in enumerate(self.found, 1):
                if fault == "SHORT" and call not in ("read", "write"):
                    continue
                if not LONG and fault != "SHORT" and fault != FAULTS[at % 3]:
                    continue
                wrong += self.tried(fault, at)
                tried += 1
        print(f"{tried} faults at {len(self.found)} file calls: {len(wrong)} bad outcomes"
              f"{'' if wrong else ', hash equal after each'}")
        self.assertEqual(wrong, [])


class Disks(FireTest):
    """On a file system of its own, in a name space of its own."""

    def on_disk(self, options, *arguments, check="true"):
        (self.folder / "disk").mkdir(exist_ok=True)
        script = f'mount -t tmpfs -o {options} none disk && {check} && "$@"; code=$?; ls -1 disk >listing; exit $code'
        return subprocess.run(["unshare", "-rm", "sh", "-c", script, "sh", self.binary, *arguments], cwd=self.folder,
                              capture_output=True, env=self.environment(), encoding="utf-8", timeout=120, check=False)

    def setUp(self):
        super().setUp()
        try:
            done = self.on_disk("size=1m", "--version")
        except FileNotFoundError:
            self.skipTest("there is no unshare")
        if done.returncode != DONE:
            self.skipTest(f"no file system can be mounted here: {done.stderr.strip()}")

    def test_a_full_disk(self):
        sizes = ("16k", "64k", "128k", "200k")  # the result has some 300 kB, a checkpoint some 40
        for size in sizes:
            done = self.on_disk(f"size={size}", *RUN[:3], "disk/result.h5", *RUN[4:])
            self.assert_refused(done, IO, "full")
            left = (self.folder / "listing").read_text().split()
            self.assertTrue(set(left) <= {"result.h5.checkpoint", "result.h5.checkpoint.prev"}, left)
        print(f"{len(sizes)} full disks: status 74, no part of a file left")

    def test_a_disk_that_may_only_be_read(self):
        done = self.on_disk("size=1m,ro", *RUN[:3], "disk/result.h5", *RUN[4:])
        self.assert_refused(done, IO, "disk/result.h5", "-o")


if __name__ == "__main__":
    Faults.shim = str(pathlib.Path(sys.argv.pop(3)).resolve())
    assert os.path.isfile(Faults.shim)
    main()
