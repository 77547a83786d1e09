"""Opens sample result files with every reader that users are told about, and checks what they see.

usage: readers.py WRITE_SAMPLE FOLDER   (WRITE_SAMPLE is the program that writes the samples)
"""

import pathlib
import subprocess
import sys
import unittest
import warnings

import h5py
import netCDF4
import numpy as np
import xarray as xr

WRITE_SAMPLE, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])
SCENARIO = "name: sample\n# 工业\nseed: 1\n"
SECTORS = ["food", "café", "", "电子"]


def sample(kind):
    """Writes one sample and returns its path."""
    path = FOLDER / f"readers_{kind}.h5"
    subprocess.run([WRITE_SAMPLE, path, kind], check=True)
    return path


def setUpModule():
    warnings.simplefilter("error")  # a reader that warns our users is a failure
    # These two are raised by the readers themselves when they are imported or open any file.
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    warnings.filterwarnings("ignore", category=PendingDeprecationWarning)
    Readers.full, Readers.empty = sample("full"), sample("empty")


class Readers(unittest.TestCase):
    full = empty = None

    def with_xarray(self, check, kind="full", **options):
        for engine in ("netcdf4", "h5netcdf"):
            with self.subTest(engine=engine):
                path = Readers.full if kind == "full" else Readers.empty
                with xr.open_dataset(path, engine=engine, **options) as data:
                    check(data.load())

    def test_time_is_dates(self):
        def check(data):
            self.assertEqual(data.time.dtype, np.dtype("datetime64[ns]"))
            months = np.arange("2023-12", "2025-02", dtype="datetime64[M]")
            np.testing.assert_array_equal(data.time.values.astype("datetime64[D]"), months.astype("datetime64[D]"))
            np.testing.assert_array_equal(data.time_bnds.values[:, 0], data.time.values)
            np.testing.assert_array_equal(data.time_bnds.values[:-1, 1], data.time.values[1:])
            self.assertEqual(data.sel(time="2024-02").month_index.values.tolist(), [2])

        self.with_xarray(check)

    def test_dimensions_and_labels(self):
        def check(data):
            self.assertEqual(data.investment_by_sector.dims, ("replicate", "time", "technology", "sector"))
            self.assertEqual(data.replicate.values.tolist(), [0, 1])
            self.assertEqual(data.technology.values.tolist(), ["robots", "machine vision"])
            self.assertEqual(data.sector.values.tolist(), SECTORS)
            value = data.investment_by_sector.sel(replicate=1, time="2024-01-01", technology="robots", sector="电子")
            self.assertEqual(float(value), (((1 * 14 + 1) * 2 + 0) * 4 + 3) / 8)

        self.with_xarray(check)

    def test_values_units_and_missing(self):
        def check(data):
            self.assertEqual(data.employment.dtype, np.float64)
            self.assertEqual(data.employment.units, "person")
            self.assertEqual(data.investment_by_sector.cell_methods, "time: sum")
            self.assertEqual(data.employment.values.ravel().tolist(), [i / 8 for i in range(28)])
            missing = np.isnan(data.adoption_share.values.ravel())
            self.assertEqual(np.flatnonzero(missing).tolist(), [3])
            np.testing.assert_array_equal(data.large.values.ravel(), np.arange(2 * 14 * 8000) / 8)

        self.with_xarray(check)

    def test_root_attributes(self):
        def check(data):
            self.assertEqual(data.attrs["Conventions"], "CF-1.10")
            self.assertEqual(data.attrs["title"], "Sample 工业 with a\\x09tab")
            self.assertEqual(int(data.attrs["seed"]), 18446744073709551557)
            self.assertEqual(data.attrs["seed_decimal"], "18446744073709551557")
            self.assertEqual(int(data.attrs["format_version"]), 1)

        self.with_xarray(check)

    def test_events(self):
        def check(data):
            self.assertEqual(data.sizes["event"], 3)
            self.assertEqual(data.firm.values.tolist(), [5, 2000000000, 7])
            self.assertEqual(data.firm.dtype, np.int32)
            self.assertEqual(data.technology.dtype, np.int8)
            self.assertEqual(list(data.technology.attrs["flag_values"]), [0, 1])
            self.assertEqual(data.technology.attrs["flag_meanings"], "robots machine_vision")
            self.assertEqual(list(data.grant.attrs["flag_values"]), [-1, 0, 1])
            self.assertEqual(data.price.values[[0, 2]].tolist(), [1.5, 2.25])
            self.assertTrue(np.isnan(data.price.values[1]))

        self.with_xarray(check, group="events")

    def test_provenance(self):
        def check(data):
            self.assertEqual(data.scenario_yaml.item(), SCENARIO)
            self.assertEqual(data.input_name.values.tolist(), ["firms.csv", "big.csv"])
            self.assertEqual(data.input_sha256.values.tolist(), ["b" * 64, "c" * 64])
            self.assertEqual(data.input_content.values.tolist(), ["a,b\n1,é\n", ""])

        self.with_xarray(check, group="provenance")

    def test_nothing_happened(self):
        def check_root(data):
            self.assertEqual(set(data.dims), {"replicate", "time", "nv"})
            self.assertIn("employment", data)

        def check_events(data):
            self.assertEqual(data.sizes["event"], 0)
            self.assertEqual(data.grant.values.tolist(), [])

        self.with_xarray(check_root, kind="empty")
        self.with_xarray(check_events, kind="empty", group="events")

    def test_h5py(self):
        with h5py.File(Readers.full) as file:
            self.assertEqual(file["sector"].asstr()[:].tolist(), SECTORS)
            self.assertEqual(file["investment_by_sector"].shape, (2, 14, 2, 4))
            self.assertEqual([axis[0].name for axis in file["adoption_share"].dims], ["/replicate", "/time", "/technology"])
            self.assertEqual(file["provenance/scenario_yaml"][:].tobytes().decode(), SCENARIO)
            self.assertIsNone(file["employment"].chunks)
            self.assertEqual((file["large"].compression, file["large"].shuffle), ("gzip", True))
            self.assertLessEqual(np.prod(file["large"].chunks) * 8, 2**20)

    def test_processes_write_the_same_bytes(self):
        """Memory that was never initialised differs between these two processes, and must not reach the file."""
        for perturb in ("1", "170"):
            other = FOLDER / "readers_other.h5"
            subprocess.run([WRITE_SAMPLE, other, "full"], check=True, env={"MALLOC_PERTURB_": perturb})
            self.assertEqual(other.read_bytes(), Readers.full.read_bytes())

    def test_netcdf4_append(self):
        """People add their own variables to a copy of a file."""
        copy = FOLDER / "readers_append.h5"
        copy.write_bytes(Readers.full.read_bytes())
        with netCDF4.Dataset(copy, "a") as data:
            data.createVariable("mine", "f8", ("replicate", "time", "sector"))[:] = 1.0
            data.note = "added"
        with netCDF4.Dataset(copy) as data:
            self.assertEqual(data["mine"].dimensions, ("replicate", "time", "sector"))
            self.assertEqual(data["sector"][:].tolist(), SECTORS)
            self.assertEqual(float(data["employment"][1, 13]), 27 / 8)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
