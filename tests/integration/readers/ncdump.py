"""Compares `ncdump -h` of the sample result file with ncdump.txt beside this script; --bless rewrites ncdump.txt.

usage: ncdump.py WRITE_SAMPLE FOLDER [--bless]
"""

import difflib
import pathlib
import subprocess
import sys

GOLDEN = pathlib.Path(__file__).with_name("ncdump.txt")


def main(write_sample, folder, *options):
    path = pathlib.Path(folder) / "ncdump.h5"
    subprocess.run([write_sample, path, "full"], check=True)
    found = subprocess.run(["ncdump", "-h", path], check=True, capture_output=True, text=True).stdout
    if "--bless" in options:
        GOLDEN.write_text(found, encoding="utf-8")
        return 0
    expected = GOLDEN.read_text(encoding="utf-8")
    difference = difflib.unified_diff(expected.splitlines(True), found.splitlines(True), "ncdump.txt", "found")
    sys.stdout.writelines(difference)
    if found != expected:
        print("If the change of the file format is meant, raise the format version and run this again with --bless.")
    return int(found != expected)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
