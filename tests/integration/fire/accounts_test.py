"""The accounts close: in every month of every shipped scenario, under each of its names, every payment has a payer and a
payee, and firms' cash and debt change by what is booked.
"""

import pathlib
import re
import sys

from fire import DONE, CommandTest, main

try:
    import h5py
    import numpy as np
except ImportError:
    print("not tested: python3-h5py is not installed")
    sys.exit(0)

SHIPPED = ("minimal.yaml", "china/baseline.yaml", "china/hindcast.yaml", "euro/baseline.yaml", "euro/own_firms.yaml")
PER_FIRM = 2.0**-20  # [m of the currency] the unit of the ledgers: what rounding may leave per simulated firm and month


def names_in(file):
    """The names that --scenario takes: the keys of `overrides` and `scenarios`."""
    text = file.read_text(encoding="utf-8")
    names = []
    for section in re.findall(r"^(?:overrides|scenarios):[^\n]*\n((?:[ #].*\n|\n)*)", text, re.MULTILINE):
        names += re.findall(r"^  ([a-z]\w*):", section, re.MULTILINE)
    return sorted(set(names))


class Accounts(CommandTest):
    def test_of_every_shipped_scenario(self):
        months, open_books, runs = 0, [], 0
        for shipped in SHIPPED:
            file = pathlib.Path(self.source) / "scenarios" / shipped
            few = () if shipped in ("minimal.yaml", "euro/own_firms.yaml") else ("--set", "population.firms=1000")
            for name in (None, *names_in(file)):
                named = ("--scenario", name) if name else ()
                done = self.millwright("run", file, "-o", "result.h5", "--force", "-q", *few, *named)
                self.assertEqual(done.returncode, DONE, done.stderr)
                with h5py.File(self.folder / "result.h5") as result:
                    firms = 3000 if not few else 1000
                    for residual in ("accounts_residual", "debt_residual"):
                        if np.abs(result[residual][...]).max() > PER_FIRM * firms:
                            open_books.append((shipped, name, residual, np.abs(result[residual][...]).max()))
                    money = result["money"][...]
                    if np.abs(money.sum(axis=-1)).max() > 1e-12 * max(1.0, np.abs(money).max()):
                        open_books.append((shipped, name, "money of all accounts", np.abs(money.sum(axis=-1)).max()))
                    months += money.shape[1]
                runs += 1
        print(f"{runs} runs of shipped scenarios, {months} months: {len(open_books)} books open")
        self.assertEqual(open_books, [])
        self.assertGreater(runs, 12)


if __name__ == "__main__":
    main()
