"""The thread sanitizer finds a planted race in a loop of the engine, and reports nothing without it.

usage: race_test.py PLANTED_RACE
"""

import os
import shutil
import subprocess
import sys

REPORTED = 66  # the exit status of the sanitizer


def run(program, *arguments):
    # Without a fixed layout of memory the sanitizer of g++ 12 does not start on newer kernels.
    fixed = ["setarch", os.uname().machine, "-R"] if shutil.which("setarch") else []
    return subprocess.run([*fixed, program, *arguments], capture_output=True, encoding="utf-8", timeout=60, check=False,
                          env={**os.environ, "TSAN_OPTIONS": f"exitcode={REPORTED}"})


def main(program):
    clean, racing = run(program), run(program, "racing")
    if "unexpected memory mapping" in clean.stderr or "personality" in clean.stderr:
        print("not tested: the thread sanitizer does not start on this system")
        return 77
    found = racing.returncode == REPORTED and "data race" in racing.stderr
    quiet = clean.returncode == 0 and not clean.stderr
    print(f"planted race {'found' if found else 'NOT FOUND'}, without it {'nothing' if quiet else 'SOMETHING'} reported")
    if not (found and quiet):
        print(clean.stderr, racing.stderr)
    return int(not (found and quiet))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
