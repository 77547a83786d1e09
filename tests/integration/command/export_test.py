"""`export`: what pandas reads from CSV and Stata files is what xarray reads from the result; what spreadsheets and Stata must not see."""

import csv
import json
import pathlib
import sys
import unittest

from harness import BAD_INPUT, DONE, IO, USAGE, CommandTest, main

try:
    import h5py
    import numpy as np
    import pandas as pd
    import xarray as xr
except ImportError as missing:
    print(f"not tested: {missing.name} is not installed")
    sys.exit(0)

SWEEP = """sweep: 1
scenario: minimal.yaml
replicates: 2
arms: {with: [], without: [no_grant]}
design: {method: saltelli, points: 2}
factors:
  policies.grant.rate: {range: [10 %, 30 %]}
outputs: {variables: [adoption_share, employment], at: [2024-06, 2025-12]}
"""


class ExportTest(CommandTest):
    def setUp(self):
        super().setUp()
        self.variant("end: 2025-06\noverrides: {no_grant: {policies.grant: null}}\n")

    def made(self, *arguments, name="run.h5"):
        self.result_of("variant.yaml", "--replicates", "2", *arguments, name=name)

    def exported(self, *arguments, source="run.h5", code=DONE):
        done = self.millwright("export", source, *arguments)
        self.assertEqual(done.returncode, code, done.stderr)
        return done

    def opened(self, name="run.h5", **options):
        with xr.open_dataset(self.folder / name, **options) as data:
            return data.load()

    def rows(self, name):
        """The cells of a CSV file as a strict reader sees them; the header first."""
        with open(self.folder / name, encoding="utf-8", newline="") as file:
            return list(csv.reader(file, strict=True))

    def edited(self, change, name="hostile.h5"):
        """A copy of run.h5 in which h5py has changed something."""
        (self.folder / name).write_bytes((self.folder / "run.h5").read_bytes())
        with h5py.File(self.folder / name, "r+") as file:
            change(file)
        return name


class Csv(ExportTest):
    def test_every_value_is_that_of_the_result(self):
        self.made()
        self.exported()
        data, seen = self.opened(), set()
        for path in (self.folder / "run-csv").glob("*.csv"):
            table = pd.read_csv(path, keep_default_na=False, na_values=[""], float_precision="round_trip")
            keys = [name for name in table.columns if name in data.dims]
            self.assertEqual(list(table.columns[:len(keys)]), keys, "axes come first")
            for name in table.columns[len(keys):]:
                expected = data[name].transpose(*keys).to_numpy().ravel()
                np.testing.assert_array_equal(table[name].to_numpy(float), expected, err_msg=name)
                seen.add(name)
            for key in keys:
                places = data[key].broadcast_like(data[table.columns[-1]]).transpose(*keys).to_numpy().ravel()
                self.assertEqual([str(cell) for cell in table[key]],
                                 [str(place)[:7] if key == "time" else str(place) for place in places], key)
        self.assertEqual(seen, set(data.data_vars) - {"time_bnds", "month_index"}, "every variable is in one file")

    def test_form(self):
        self.made()
        self.exported("-o", "one.csv", "--variables", "adopters,adoption_share")
        text = (self.folder / "one.csv").read_bytes().decode("utf-8")
        self.assertTrue(text.startswith("replicate,time,technology,adopters,adoption_share\r\n0,2024-01,ai,"), text[:90])
        self.assertEqual(text.count("\r\n"), text.count("\n"))
        self.assertEqual(len(self.rows("one.csv")), 1 + 2 * 18 * 2)

    def test_one_file_holds_what_shares_the_dimensions_of_the_first_variable(self):
        self.made()
        done = self.exported("-o", "run.csv")
        header = self.rows("run.csv")[0]
        self.assertEqual(header[:4], ["replicate", "time", "technology", "adoption_share"])
        self.assertIn("robots_installed", header)
        self.assertIn("-o", done.stderr)
        self.assertEqual(self.exported("-o", "run.csv", "--force", "-q").stderr, "")

    def test_the_same_bytes_again(self):
        self.made()
        for name in ("a.csv", "b.csv", "a.dta", "b.dta"):
            environment = self.environment(TZ="Asia/Shanghai" if name[0] == "a" else "America/New_York")
            done = self.millwright("export", "run.h5", "-o", name, environment=environment)
            self.assertEqual(done.returncode, DONE, done.stderr)
        self.assertEqual(self.sha256("a.csv"), self.sha256("b.csv"))
        self.assertEqual(self.sha256("a.dta"), self.sha256("b.dta"))

    def test_tables_of_firms(self):
        self.made()
        self.exported("--table", "events", "-o", "events.csv")
        table = pd.read_csv(self.folder / "events.csv", keep_default_na=False, float_precision="round_trip")
        events = self.opened(group="events")
        self.assertEqual(len(table), events.sizes["event"])
        months = pd.PeriodIndex(table.month, freq="M") - pd.Period("2024-01", "M")
        self.assertEqual([step.n for step in months], events.month.to_numpy().tolist())
        np.testing.assert_array_equal(table.price.to_numpy(float), events.price.to_numpy())
        names = dict(zip(events.technology.attrs["flag_values"], events.technology.attrs["flag_meanings"].split()))
        self.assertEqual(table.technology.tolist(), [names[code] for code in events.technology.to_numpy()])

    def test_no_cell_is_a_formula_or_breaks_a_line(self):
        self.made()
        names = ["=cmd|'/c calc'!A1", '+1,"x"\r\n', "@SUM(A1)"]

        def change(file):
            file["sector"][...] = np.array(names, dtype=object)
        self.edited(change)
        self.exported("-o", "h.csv", "--variables", "adoption_share_by_sector", source="hostile.h5")
        rows = self.rows("h.csv")
        self.assertEqual({len(row) for row in rows}, {5})
        labels = {row[3] for row in rows[1:]}
        self.assertEqual(labels, {"'=cmd|'/c calc'!A1", "'+1,\"x\"\\x0d\\x0a", "'@SUM(A1)"})
        self.exported("-o", "h.dta", "--variables", "adoption_share_by_sector", source="hostile.h5")
        self.assertEqual(set(pd.read_stata(self.folder / "h.dta").sector), {names[0], '+1,"x"\\x0d\\x0a', names[2]})


class Stata(ExportTest):
    def read(self, name, **options):
        with pd.read_stata(self.folder / name, iterator=True) as reader:
            return reader.read(**options), reader

    def test_labels_months_and_missing_values(self):
        self.made()

        def change(file):
            file["adoption_share"][0, 0, 0] = np.nan
            file["adopters"][0, 0, :] = (np.inf, 1e308)
        self.edited(change)
        self.exported("-o", "run.dta", "--variables", "adoption_share,adopters,investment", source="hostile.h5")
        table, reader = self.read("run.dta")
        self.assertEqual(list(table.columns), ["replicate", "time", "technology", "adoption_share", "adopters", "investment"])
        self.assertEqual(table.technology.cat.categories.tolist(), ["ai", "automation"])
        self.assertEqual(reader.value_labels()["technology"], {1: "ai", 2: "automation"})
        self.assertEqual(str(table.time[0])[:10], "2024-01-01")
        self.assertEqual(self.read("run.dta", convert_dates=False)[0].time[0], 12 * (2024 - 1960))
        self.assertTrue(np.isnan(table.adoption_share[0]) and np.isnan(table.adopters[0]) and np.isnan(table.adopters[1]))
        data = self.opened("hostile.h5")
        np.testing.assert_array_equal(table.adoption_share, data.adoption_share.to_numpy().ravel())
        labels = reader.variable_labels()
        self.assertEqual(labels["adoption_share"], data.adoption_share.attrs["long_name"][:80])
        self.assertEqual(labels["investment"], f"{data.investment.attrs['long_name']} [{data.investment.attrs['units']}]"[:80])
        self.assertEqual(reader.data_label, data.attrs["title"])

    def test_labels_are_cut_between_characters(self):
        self.made()

        def change(file):
            text = "电" * 200
            kind = h5py.string_dtype("utf-8", len(text.encode()))
            file["adoption_share"].attrs.create("long_name", text.encode(), dtype=kind)
        self.edited(change)
        self.exported("-o", "run.dta", "--variables", "adoption_share", source="hostile.h5")
        self.assertEqual(self.read("run.dta")[1].variable_labels()["adoption_share"], "电" * 80)

    def test_names_are_cut_and_notes_tell_the_whole_one(self):
        self.made()
        self.exported("-o", "run.dta", "--variables", "adoption_share_workers_by_sector_size")
        self.assertEqual(self.read("run.dta")[0].columns[-1], "adoption_share_workers_by_sector")
        self.assertIn(b"adoption_share_workers_by_sector is adoption_share_workers_by_sector_size",
                      (self.folder / "run.dta").read_bytes())
        self.assertIn(self.sha256("run.h5").encode(), (self.folder / "run.dta").read_bytes(), "the notes name the result")

    def test_a_folder_of_stata_files(self):
        self.made()
        self.exported("--format", "dta")
        self.assertGreater(len(list((self.folder / "run-dta").glob("*.dta"))), 10)


class Yearly(ExportTest):
    def test_sums_means_and_decembers_of_whole_years(self):
        self.made()
        done = self.exported("-o", "y.csv", "--yearly", "--variables", "adopters,new_adopters,investment,discount_floored")
        self.assertIn("2025", done.stderr)
        table = pd.read_csv(self.folder / "y.csv", float_precision="round_trip")
        self.assertEqual(set(table.year), {2024})
        year = self.opened().isel(time=slice(0, 12))
        for name, expected in (("adopters", year.adopters.isel(time=-1)), ("new_adopters", year.new_adopters.sum("time")),
                               ("investment", year.investment.sum("time"))):
            np.testing.assert_allclose(table[name], expected.to_numpy().ravel(), rtol=1e-12, err_msg=name)
        self.assertEqual(self.exported("-o", "pmi.csv", "--yearly", "--variables", "pmi_input").returncode, DONE)

    def test_no_whole_year(self):
        self.made("--set", "end=2024-11")
        self.assert_refused(self.millwright("export", "run.h5", "-o", "y.csv", "--yearly"), BAD_INPUT, "no year with all twelve")
        self.assertNotIn("y.csv", self.files())

    def test_a_month_that_is_not_defined_leaves_its_year_undefined(self):
        self.made()

        def change(file):
            file["new_adopters"][0, 3, 0] = np.nan
            file["adopters"][0, 3, 0] = np.nan
        self.edited(change)
        self.exported("-o", "y.csv", "--yearly", "--variables", "new_adopters,adopters", source="hostile.h5")
        table = pd.read_csv(self.folder / "y.csv")
        self.assertEqual(table.new_adopters.isna().tolist(), [True, False, False, False])
        self.assertFalse(table.adopters.isna().any(), "of stocks only December counts")


class SweepsAndComparisons(ExportTest):
    def test_a_sweep_with_its_factors(self):
        self.write("minimal.yaml", (self.folder / "minimal.yaml").read_text()
                   + "\noverrides: {no_grant: {policies.grant: null}}\n")
        self.write("s.sweep.yaml", SWEEP)
        self.assertEqual(self.millwright("sweep", "run", "s.sweep.yaml", "-o", "s.h5", "-q").returncode, DONE)
        self.exported("-o", "s.csv", source="s.h5")
        table, data = pd.read_csv(self.folder / "s.csv", float_precision="round_trip"), self.opened("s.h5")
        self.assertEqual(table.columns[:3].tolist(), ["arm", "point", "policies.grant.rate"])
        np.testing.assert_array_equal(table.adoption_share, data.adoption_share.to_numpy().ravel())
        points = table.groupby("point")["policies.grant.rate"].first().to_numpy()
        np.testing.assert_array_equal(points, data["policies.grant.rate"].to_numpy())
        self.assertEqual(set(table.time), {"2024-06", "2025-12"})
        self.exported("-o", "s.dta", source="s.h5")
        self.assertEqual(pd.read_stata(self.folder / "s.dta").columns[2], "policies_grant_rate")
        self.assert_refused(self.millwright("export", "s.h5", "-o", "y.csv", "--yearly"), BAD_INPUT, "no year")

    def test_a_comparison(self):
        done = self.millwright("compare", "variant.yaml:no_grant", "variant.yaml", "-o", "c.h5", "-q", "--replicates", "2",
                               "--effects")
        self.assertEqual(done.returncode, DONE, done.stderr)
        self.exported("-o", "tables", source="c.h5")
        data = self.opened("c.h5")
        table = pd.read_csv(self.folder / "tables/by_arm_replicate_technology.csv", float_precision="round_trip")
        np.testing.assert_array_equal(table.additional_adopters, data.additional_adopters.to_numpy().ravel())
        monthly = pd.read_csv(self.folder / "tables/by_arm_statistic_time.csv", float_precision="round_trip")
        np.testing.assert_array_equal(monthly.employment_difference, data.employment_difference.to_numpy().ravel())
        self.assertEqual(sorted(set(monthly.statistic)), ["mean", "p05", "p50", "p95"])
        self.assert_refused(self.millwright("export", "c.h5", "-o", "y.csv", "--yearly"), USAGE, "quantiles")


class Refusals(ExportTest):
    def test_unknown_names(self):
        self.made()
        refuse = self.assert_refused
        refuse(self.millwright("export", "run.h5", "--variables", "adoption_shar"), BAD_INPUT, "did you mean 'adoption_share'?")
        refuse(self.millwright("export", "run.h5", "--table", "event"), BAD_INPUT, "did you mean 'events'?")
        refuse(self.millwright("export", "run.h5", "--format", "cvs"), USAGE, "did you mean 'csv'?")
        refuse(self.millwright("export", "run.h5", "-o", "run.xlsx"), USAGE, ".csv or .dta")
        refuse(self.millwright("export", "run.h5", "-o", "x.csv", "--variables", "adopters,employment"), USAGE, "dimensions")
        refuse(self.millwright("export", "run.h5", "--table", "events", "--yearly"), USAGE, "--table")
        self.assertNotIn("x.csv", self.files())

    def test_a_file_that_exists_stays(self):
        self.made()
        self.write("run.csv", "mine")
        self.assert_refused(self.millwright("export", "run.h5", "-o", "run.csv"), IO, "run.csv", "exists")
        self.assertEqual((self.folder / "run.csv").read_text(), "mine")
        self.exported("-o", "run.csv", "--force")
        (self.folder / "all").mkdir()
        self.write("all/by_metal.csv", "mine")
        self.assert_refused(self.millwright("export", "run.h5", "-o", "all"), IO, "by_metal.csv")
        self.assertEqual([path.name for path in (self.folder / "all").iterdir()], ["by_metal.csv"], "all or nothing")

    def test_damaged_and_other_files(self):
        self.made()
        whole = (self.folder / "run.h5").read_bytes()
        for damaged in (b"", b"nothing", whole[:len(whole) // 2], whole[:100] + bytes(200) + whole[300:]):
            self.write("damaged.h5", damaged)
            self.assert_refused(self.millwright("export", "damaged.h5"), BAD_INPUT, "damaged.h5")
        self.assert_refused(self.millwright("export", "none.h5"), IO, "none.h5")

    def test_json(self):
        self.made()
        told = json.loads(self.exported("-o", "run.csv", "--json", "-q").stdout)
        self.assertEqual(told["files"][0]["sha256"], self.sha256("run.csv"))
        self.assertEqual(told["files"][0]["bytes"], (self.folder / "run.csv").stat().st_size)
        done = self.millwright("export", "none.h5", "--json")
        self.assertEqual(json.loads(done.stdout)["status"], "error")


class Checked(ExportTest):
    """Whether an exported file is what its result gives."""

    def reproduced(self, *arguments):
        return self.millwright("reproduce", *arguments, "-q", "--json")

    def test_csv_and_stata(self):
        self.made()
        for name, more in (("a.csv", ()), ("b.dta", ("--yearly", "--variables", "adopters")), ("c.csv", ("--table", "events"))):
            self.exported("-o", name, *more)
            done = self.reproduced(name)
            self.assertEqual(done.returncode, DONE, done.stderr)
            told = json.loads(done.stdout)
            self.assertEqual((told["status"], told["same_export"], told["source"]), ("same", True, "run.h5"))

    def test_a_changed_cell_is_found(self):
        self.made()
        self.exported("-o", "a.csv")
        path = self.folder / "a.csv"
        path.write_bytes(path.read_bytes().replace(b"2024-03", b"2024-04", 1))
        done = self.reproduced("a.csv")
        self.assertEqual((done.returncode, json.loads(done.stdout)["same_export"]), (1, False))

    def test_the_result_must_be_the_one_it_was_made_from(self):
        self.made()
        self.exported("-o", "a.csv")
        pathlib.Path(self.folder / "elsewhere").mkdir()
        (self.folder / "run.h5").rename(self.folder / "elsewhere/moved.h5")
        self.assert_refused(self.millwright("reproduce", "a.csv"), BAD_INPUT, "--from")
        self.assertEqual(self.reproduced("a.csv", "--from", "elsewhere/moved.h5").returncode, DONE)
        self.made("--set", "seed=7")
        self.assert_refused(self.millwright("reproduce", "a.csv"), BAD_INPUT, "not the result")

    def test_without_a_record(self):
        self.made()
        self.exported("-o", "a.csv")
        for record in (b"", b"{}", b"[1]", b'{"sha256": 3}'):
            self.write("a.csv.log.json", record)
            self.assert_refused(self.millwright("reproduce", "a.csv"), BAD_INPUT, "a.csv.log.json")
        (self.folder / "a.csv.log.json").unlink()
        self.assert_refused(self.millwright("reproduce", "a.csv"), IO, "a.csv.log.json")


if __name__ == "__main__":
    main()
