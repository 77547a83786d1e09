"""Compares the smallest figures of each kind, as SVG and Vega-Lite, with figures.txt beside this script.

usage: golden.py WRITE_FIGURES [--bless REASON]

After a meant change of how figures look run this again with --bless and the reason, read the difference, look at the
figures (`write_figures FOLDER`), and commit it with the change. The reason stands in the first line of figures.txt.
"""

import difflib
import pathlib
import subprocess
import sys

GOLDEN = pathlib.Path(__file__).with_name("figures.txt")


def main(program, *options):
    found = subprocess.run([program, "--small"], capture_output=True, check=True, encoding="utf-8", timeout=60).stdout
    if options[:1] == ("--bless",):
        if len(options) != 2 or not options[1].strip():
            sys.exit("say why: golden.py WRITE_FIGURES --bless 'what changed and why'")
        GOLDEN.write_text(f"# Blessed: {options[1].strip()}\n{found}", encoding="utf-8")
    expected = GOLDEN.read_text(encoding="utf-8").split("\n", 1)[1]
    sys.stdout.writelines(difflib.unified_diff(expected.splitlines(True), found.splitlines(True), "figures.txt", "found"))
    if found != expected:
        print("If figures shall look like this, run this again with --bless and the reason.")
    return int(found != expected)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
