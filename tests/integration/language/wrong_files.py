"""Checks every file of the folder `wrong` and compares what the user is told with wrong.txt.

usage: wrong_files.py BINARY [--bless REASON]

Each scenario there has one mistake that people make. `millwright check` must refuse it within a second, with exit status
65, naming file, line and column, with a remedy, and write nothing. The words themselves are in wrong.txt: after a
meant change run this again with --bless and the reason, read the difference, and commit it with the change. The reason
stands in the first line of wrong.txt.
"""

import difflib
import pathlib
import re
import subprocess
import sys
import time

FOLDER = pathlib.Path(__file__).resolve().parent / "wrong"
GOLDEN = FOLDER.with_name("wrong.txt")
SOURCE = pathlib.Path(__file__).resolve().parents[3]
BAD_INPUT = 65
LONGEST = 1.0  # [s]
PLACE = re.compile(r"\S+:\d+(:\d+)?: error: |--set #\d+: error: ")


def told(binary, name):
    """What `check` says of a file, and what is wrong with the way it says it."""
    started = time.monotonic()
    done = subprocess.run([binary, "check", name], cwd=FOLDER, capture_output=True, encoding="utf-8", errors="replace",
                          env={"PATH": "/usr/bin:/bin"}, stdin=subprocess.DEVNULL, timeout=60, check=False)
    seconds = time.monotonic() - started
    faults = []
    if done.returncode != BAD_INPUT:
        faults.append(f"exit status {done.returncode}, not {BAD_INPUT}")
    if done.stdout:
        faults.append("something on standard output")
    if seconds > LONGEST:
        faults.append(f"{seconds:.1f} s")
    errors = [line for line in done.stderr.splitlines() if " error: " in line or line.startswith("error: ")]
    if not errors:
        faults.append("no error is told")
    faults += [f"no place: {line}" for line in errors if not PLACE.match(line)]
    if done.stderr.count("  help: ") < len(errors):
        faults.append("an error without a remedy")
    text = done.stderr.replace(str(FOLDER), ".").replace(str(SOURCE), "SOURCE")
    return text, [f"{name}: {fault}" for fault in faults]


def main(binary, *options):
    binary = pathlib.Path(binary).resolve()
    files = sorted(path.name for path in FOLDER.glob("*.yaml"))
    parts, faults = [], []
    for name in files:
        text, wrong = told(binary, name)
        parts.append(f"== {name}\n{text}")
        faults += wrong
    found = "\n".join(parts)
    if len(files) < 60:
        faults.append(f"only {len(files)} files")
    if options[:1] == ("--bless",):
        if len(options) != 2 or not options[1].strip():
            sys.exit("say why: wrong_files.py BINARY --bless 'what changed and why'")
        GOLDEN.write_text(f"# Blessed: {options[1].strip()}\n{found}", encoding="utf-8")
    expected = GOLDEN.read_text(encoding="utf-8").split("\n", 1)[1]
    sys.stdout.writelines(difflib.unified_diff(expected.splitlines(True), found.splitlines(True), "wrong.txt", "found"))
    for fault in faults:
        print(fault)
    if found != expected:
        print("If these words are meant, run this again with --bless and the reason.")
    return int(found != expected or bool(faults))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
