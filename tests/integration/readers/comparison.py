"""Opens the file of `compare -o` with the readers that users are told about: vocabulary, dimensions, units, identities.

usage: comparison.py MILLWRIGHT SOURCE_FOLDER
"""

import hashlib
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest
import warnings

import h5netcdf  # noqa: F401 - imported before warnings become errors, as is netCDF4
import netCDF4  # noqa: F401
import numpy as np
import xarray as xr

BINARY, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2])
POLICIES = """millwright: 1
extends: minimal.yaml
policies: {grant: {budget: {amount: 1 bn CNY}}}
overrides:
  no_grant: {policies.grant: null}
  dear: {policies.grant.rate: 30 %}
  other: {policies.grant.rate: 20 %, climate.loan_rate: {add: 1 pp}}
"""
FIRMS = ("additional_adopters", "accelerated_adopters", "windfall_adopters", "delayed_adopters", "spillover_adopters",
         "turnover_adopters", "displaced_adopters", "recipients", "adopters_base", "adopters_policy")
# What one firm of a class adds to adopters with the policy less those without.
SIGNS = {"additional_adopters": 1, "turnover_adopters": 1, "spillover_adopters": 1, "given_up_recipients": -1,
         "displaced_adopters": -1}


class Comparison(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        warnings.simplefilter("error")  # a reader that warns our users is a failure
        warnings.filterwarnings("ignore", category=DeprecationWarning)  # raised by the readers for any file
        warnings.filterwarnings("ignore", category=PendingDeprecationWarning)
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="millwright-test-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        shutil.copytree(SOURCE / "scenarios/minimal", cls.folder / "minimal")
        for name in ("minimal.yaml", "common.yaml"):
            shutil.copy(SOURCE / "scenarios" / name, cls.folder)
        (cls.folder / "variant.yaml").write_text(POLICIES)
        cls.arms = ("variant.yaml:no_grant", "variant.yaml", "variant.yaml:dear", "--replicates", "3")
        cls.told = json.loads(cls.compare(*cls.arms, "--json", "--threads", "1", "-o", "one.h5"))["comparisons"]

    @classmethod
    def compare(cls, *arguments):
        done = subprocess.run([BINARY, "compare", *arguments, "-q"], cwd=cls.folder, check=True, capture_output=True)
        return done.stdout

    def opened(self, check, name="one.h5", **options):
        for engine in ("netcdf4", "h5netcdf"):
            with self.subTest(engine=engine), xr.open_dataset(self.folder / name, engine=engine, **options) as data:
                check(data.load())

    def test_names_dimensions_and_units_of_the_vocabulary(self):
        def check(data):
            self.assertEqual(data.arm.values.tolist(), ["variant.yaml", "variant.yaml:dear"])
            self.assertEqual(data.time.dtype, np.dtype("datetime64[ns]"))
            for name in FIRMS:
                self.assertEqual(data[name].dims, ("arm", "replicate", "technology"))
                for axis in ("sector", "size", "instrument"):
                    self.assertEqual(data[f"{name}_by_{axis}"].dims, ("arm", "replicate", "technology", axis))
                self.assertEqual(data[name].units, "1")
            self.assertEqual(data.months_accelerated.units, "month")
            for name in ("cost_per_additional_adopter", "cost_per_tranche", "cost_per_job", "cost"):
                self.assertEqual(data[name].dims, ("arm", "accounting", "interval"))
                self.assertEqual(data[name].units, "m CNY")
            self.assertEqual(data.employment_difference.dims, ("arm", "statistic", "time"))
            self.assertEqual(data.adoption_share_by_sector_difference.dims,
                             ("arm", "statistic", "time", "technology", "sector"))
            self.assertEqual(data.statistic.values.tolist(), ["mean", "p05", "p50", "p95"])
            for variable in data.data_vars.values():
                self.assertTrue(variable.dims == ("time", "nv") or variable.attrs["long_name"], variable.name)

        self.opened(check)

    def test_adopters_add_up(self):
        def check(data):
            for group in ("", "_by_sector", "_by_size"):
                gained = data["adopters_policy" + group] - data["adopters_base" + group]
                xr.testing.assert_allclose(sum(sign * data[name + group] for name, sign in SIGNS.items()), gained)
            xr.testing.assert_allclose(data.additional_adopters_by_sector.sum("sector"), data.additional_adopters)
            self.assertGreater(float(data.recipients.sum()), 0)

        self.opened(check)

    def test_values_are_those_of_the_json(self):
        def check(data):
            for a, told in enumerate(self.told):
                for technology in told["technologies"]:
                    firms = [told["represents"] * n for n in technology["groups"][0]["classes"]["additional"]]
                    found = data.additional_adopters.isel(arm=a).sel(technology=technology["technology"])
                    np.testing.assert_allclose(found.values, firms)
                gross = told["cost"]["gross"]
                found = data.cost.isel(arm=a).sel(accounting="gross")
                self.assertEqual(found.values.tolist(), [gross["estimate"], gross["low"], gross["high"]])

        self.opened(check)

    def test_differences_are_those_of_the_runs(self):
        for arm, name in (("--scenario=no_grant", "base.h5"), ("--scenario=dear", "dear.h5")):
            subprocess.run([BINARY, "run", "variant.yaml", arm, "--replicates", "3", "-o", name, "-q"],
                           cwd=self.folder, check=True, capture_output=True)
        with xr.open_dataset(self.folder / "base.h5") as base, xr.open_dataset(self.folder / "dear.h5") as dear:
            wanted = (dear.employment_by_sector - base.employment_by_sector).mean("replicate").load()

        def check(data):
            found = data.employment_by_sector_difference.sel(statistic="mean").isel(arm=1)
            np.testing.assert_allclose(found.values, wanted.values, rtol=1e-9, atol=1e-9)
            low, middle, high = (data.employment_difference.sel(statistic=s) for s in ("p05", "p50", "p95"))
            self.assertTrue(bool(((low <= middle) & (middle <= high)).all()))

        self.opened(check)

    def test_every_arm_can_be_run_again(self):
        """The scenario that the file holds of an arm, run beside its tables, ends in the state that the file names."""
        for group, arm in (("provenance_base", "variant.yaml:no_grant"), ("provenance_arm_1", "variant.yaml:dear")):
            with xr.open_dataset(self.folder / "one.h5", group=group) as data:
                self.assertEqual(data.attrs["arm"], arm)
                (self.folder / "again.yaml").write_text(data.scenario_yaml.item())
                wanted = data.attrs["state_hash"]
            subprocess.run([BINARY, "run", "again.yaml", "--replicates", "3", "-o", "again.h5", "-q", "--force"],
                           cwd=self.folder, check=True, capture_output=True)
            with xr.open_dataset(self.folder / "again.h5") as data:
                self.assertEqual(data.attrs["state_hash"], wanted)

    def test_the_same_bytes_on_any_number_of_threads(self):
        self.compare(*self.arms, "--threads", "3", "-o", "three.h5")
        one, three = (hashlib.sha256((self.folder / name).read_bytes()).digest() for name in ("one.h5", "three.h5"))
        self.assertEqual(one, three)

    def test_what_was_matched_and_what_keys_do(self):
        self.compare("variant.yaml:no_grant", "variant.yaml", "variant.yaml:other", "--match-spending",
                     "policies.grant.rate", "--effects", "-o", "match.h5", "--force")

        def check(data):
            self.assertEqual(data.match_setting.values[0], "")
            self.assertRegex(data.match_setting.values[1], r"^policies\.grant\.rate=\{scale: [0-9.]+\}$")
            self.assertTrue(np.isnan(data.match_spending.values[0]))
            self.assertAlmostEqual(float(data.match_spending[1] / data.match_wanted[1]), 1, delta=0.005)
            self.assertGreater(float(data.match_runs[1]), 1)

        def check_effects(data):
            self.assertEqual(set(data.key.values), {"climate.loan_rate", "policies.grant"})
            self.assertEqual(data.in_order.dims, ("effect", "interval"))
            np.testing.assert_allclose(data.in_order - data.in_reverse, data.interaction, atol=1e-9)

        self.opened(check, "match.h5")
        self.opened(check_effects, "match.h5", group="effects")

    def test_ncdump_reads_it(self):
        if shutil.which("ncdump") is None:
            self.skipTest("there is no ncdump")
        header = subprocess.run(["ncdump", "-h", "one.h5"], cwd=self.folder, check=True, capture_output=True, text=True)
        self.assertIn("double additional_adopters(arm, replicate, technology) ;", header.stdout)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
