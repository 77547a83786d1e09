"""`analyze` on a sweep whose output is a function with known indices, beside OpenTURNS where that is installed.

The merged file of a real sweep gets the function's values in place of simulated ones, so that all but the simulator is
the path that a user's numbers take.
"""

import json

import h5py
import numpy

from harness import DONE, CommandTest, main

try:
    import openturns
except ImportError:
    openturns = None

BLOCKS, FACTORS = 512, 3
SWEEP = f"""sweep: 1
scenario: minimal.yaml
set: {{end: 2024-01}}
replicates: 1
design: {{method: saltelli, points: {BLOCKS}}}
factors:
  policies.grant.rate: {{range: [10 %, 30 %]}}
  climate.pmi.shift: {{range: [-1, 1]}}
  peers.strength: {{range: [0, 2]}}
outputs: {{variables: [employment]}}
"""
RANGES = {"policies.grant.rate": (0.1, 0.3), "climate.pmi.shift": (-1, 1), "peers.strength": (0, 2)}


def ishigami(u):
    """Ishigami and Homma (1990) with a = 7, b = 0.1."""
    x = numpy.pi * (2 * u - 1)
    return numpy.sin(x[:, 0]) + 7 * numpy.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * numpy.sin(x[:, 0])


G = numpy.array([0, 1, 4.5])


def sobol_g(u):
    """Saltelli and Sobol' (1995)."""
    return numpy.prod((numpy.abs(4 * u - 2) + G) / (1 + G), axis=1)


def exact_of_g():
    own = 1 / (3 * (1 + G) ** 2)
    variance = numpy.prod(1 + own) - 1
    return own / variance, own * numpy.prod(1 + own) / (1 + own) / variance


EXACT = {"ishigami": ((0.3139, 0.4424, 0), (0.5576, 0.4424, 0.2437)), "sobol_g": exact_of_g()}


class SensitivityTest(CommandTest):
    def setUp(self):
        super().setUp()
        self.write("f.sweep.yaml", SWEEP)
        done = self.millwright("sweep", "run", "f.sweep.yaml", "-o", "f.h5", "-q")
        self.assertEqual(done.returncode, DONE, done.stderr)

    def put(self, function):
        """Writes the function's values over those of the output; gives the points in the unit cube and the values."""
        with h5py.File(self.folder / "f.h5", "r+") as file:
            cube = numpy.column_stack([(file[name][()] - low) / (high - low) for name, (low, high) in RANGES.items()])
            values = function(cube)
            file["employment"][...] = values.reshape(file["employment"].shape)
        return cube, values

    def found(self):
        """Estimates by factor, in the order of the sweep file."""
        done = self.millwright("analyze", "f.h5", "--json")
        self.assertEqual(done.returncode, DONE, done.stderr)
        (output,) = json.loads(done.stdout)["outputs"]
        factors = {factor["factor"]: factor for factor in output["factors"]}
        return [factors[name] for name in RANGES]

    def check(self, function):
        cube, values = self.put(function)
        found = self.found()
        for kind, exact in zip(("first", "total"), EXACT[function.__name__]):
            for factor, index in zip(found, exact):
                estimate = factor[kind]
                # Intervals of 95 %: half as much again on either side, so that none of twelve fails by bad luck.
                slack = 0.5 * (estimate["high"] - estimate["low"]) + 1e-4
                self.assertLess(abs(estimate["value"] - index), 1.5 * slack, (kind, factor["factor"]))
        return cube, values, found

    def check_beside_openturns(self, function):
        """The same estimator on the same numbers: Jansen's, without our correction of the mean and of luck."""
        cube, values, found = self.check(function)
        if openturns is None:
            return
        block = FACTORS + 2
        rows = numpy.arange(BLOCKS * block).reshape(BLOCKS, block).T.ravel()  # all a, all b, all with factor 1 of b, ...
        jansen = openturns.JansenSensitivityAlgorithm(openturns.Sample(cube[rows]),
                                                      openturns.Sample(values[rows].reshape(-1, 1)), BLOCKS)
        worst = 0
        theirs = {"first": jansen.getFirstOrderIndices(), "total": jansen.getTotalOrderIndices()}
        for kind in theirs:
            for factor, index in zip(found, theirs[kind]):
                width = factor[kind]["high"] - factor[kind]["low"]
                worst = max(worst, abs(factor[kind]["value"] - index))
                self.assertLess(abs(factor[kind]["value"] - index), 0.25 * width + 1e-3, (kind, factor["factor"], index))

        print(f"{function.__name__}: indices within {worst:.4f} of OpenTURNS's, intervals hold the exact ones")

    def test_indices_are_the_exact_ones_and_those_of_openturns(self):
        for function in (ishigami, sobol_g):
            with self.subTest(function.__name__):
                self.check_beside_openturns(function)
        if openturns is None:
            self.skipTest("exact values held; python3-openturns, the second opinion, is not installed")


if __name__ == "__main__":
    main()
