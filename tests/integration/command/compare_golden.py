"""Compares what `compare` prints of China's baseline with 2 000 firms with compare.txt beside this script.

usage: compare_golden.py BINARY SOURCE_FOLDER [--bless REASON]

All that the layout can hold: classes, costs, a search for equal spending, effects of keys; no line longer than 80
columns. After a meant change of words or results run this again with --bless and the reason, read the difference, and
commit it with the change. The reason stands in the first line of compare.txt.
"""

import difflib
import pathlib
import subprocess
import sys

GOLDEN = pathlib.Path(__file__).with_name("compare.txt")
WIDTH = 80
FIRMS = ("--set", "population.firms=2000", "--replicates", "5", "-q")
FILE = "scenarios/china/baseline.yaml"
COMPARISONS = (
    (f"{FILE}:no_grant", FILE, *FIRMS),
    (FILE, "--scenario", "compute_voucher", "--scenario", "domestic_fund", "--match-spending",
     "policies.big_fund.budget.amount", "--horizon", "2028-12", *FIRMS),
    (FILE, "--scenario", "chips_closed", "--effects", "--horizon", "2028-12", *FIRMS),
)


def printed(binary, source, arguments):
    done = subprocess.run([binary, "compare", *arguments], cwd=source, capture_output=True, encoding="utf-8",
                          env={"PATH": "/usr/bin:/bin"}, stdin=subprocess.DEVNULL, timeout=300, check=False)
    return f"$ millwright compare {' '.join(arguments)}\n{done.stdout}{done.stderr}", done.stdout


def main(binary, source, *options):
    binary = pathlib.Path(binary).resolve()
    parts, faults = [], []
    for arguments in COMPARISONS:
        text, output = printed(binary, source, arguments)
        parts.append(text)
        faults += [f"{len(line)} columns: {line}" for line in output.splitlines() if len(line) > WIDTH]
    found = "\n".join(parts)
    if options[:1] == ("--bless",):
        if len(options) != 2 or not options[1].strip():
            sys.exit("say why: compare_golden.py BINARY SOURCE_FOLDER --bless 'what changed and why'")
        GOLDEN.write_text(f"# Blessed: {options[1].strip()}\n{found}", encoding="utf-8")
    expected = GOLDEN.read_text(encoding="utf-8").split("\n", 1)[1]
    sys.stdout.writelines(difflib.unified_diff(expected.splitlines(True), found.splitlines(True), "compare.txt", "found"))
    for fault in faults:
        print(fault)
    if found != expected:
        print("If these words and numbers are meant, run this again with --bless and the reason.")
    return int(found != expected or bool(faults))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
