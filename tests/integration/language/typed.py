"""What the tests of the language share: the command harness, and result files as plain tables."""

import pathlib
import sys

import h5py
import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "command"))
from harness import BAD_INPUT, DONE, CommandTest, main  # noqa: E402


class LanguageTest(CommandTest):
    """Scenarios as a user types them, extending minimal.yaml from the working folder."""

    def run_to(self, name, *arguments):
        """Runs a scenario into a file; returns what it said."""
        done = self.millwright("run", *arguments, "-o", name, "--force", "-q")
        self.assertEqual(done.returncode, DONE, done.stderr)
        return done.stderr

    def values(self, name):
        """{variable: (dimensions, values)} of every variable over time."""
        found = {}
        with h5py.File(self.folder / name) as file:
            for variable, data in file.items():
                if isinstance(data, h5py.Dataset) and "DIMENSION_LIST" in data.attrs:
                    dimensions = [file[data.attrs["DIMENSION_LIST"][k][0]].name[1:] for k in range(data.ndim)]
                    if dimensions[:2] == ["replicate", "time"]:
                        found[variable] = (dimensions, data[...])
        return found

    def same_before(self, month, one, other):
        """Every variable that both results have in the same shape is the same in the months before; something differs after."""
        first, second = self.values(one), self.values(other)
        compared = differing = 0
        for name in sorted(first):
            a, b = first[name][1], second[name][1]
            if a.shape != b.shape:
                continue
            compared += 1
            self.assertTrue(np.array_equal(a[:, :month], b[:, :month], equal_nan=True), f"{name} differs too early")
            differing += not np.array_equal(a, b, equal_nan=True)
        self.assertGreater(compared, 50)
        self.assertGreater(differing, 0, "nothing differs at all")


__all__ = ["BAD_INPUT", "DONE", "LanguageTest", "h5py", "main", "np"]
