"""`reproduce`: the same bits again from what a result holds, the first value that differs, and what cannot be reproduced."""

import json
import struct
import unittest

from harness import BAD_INPUT, DONE, FAILED, IO, USAGE, CommandTest, main

try:
    import h5py
    import numpy as np
except ImportError:
    h5py = None

FIRMS = "id,sector,employees,weight\nA,food,12,3\nB,machinery,400,1\nC,electronics,,2\nD,food,55,2\nE,machinery,1500,1\nF,electronics,30,3\n"
TABLE = "population: {firms: 120, represents: 12, table: {file: firms.csv, confidential: true, min_cell: 2}}\n"


class ReproduceTest(CommandTest):
    def setUp(self):
        super().setUp()
        self.variant("end: 2024-06\noverrides: {no_grant: {policies.grant: null}}\n"
                     "policies: {grant: {budget: {amount: 1 bn CNY}}}\n")

    def made(self, *arguments, name="result.h5"):
        self.result_of(*arguments, name=name)
        return name

    def reproduced(self, *arguments, code=DONE):
        done = self.millwright("reproduce", *arguments, "-q")
        self.assertEqual((done.returncode, done.stderr), (code, ""))
        return done.stdout

    def found(self, *arguments, code=DONE):
        return json.loads(self.reproduced(*arguments, "--json", code=code))

    def emptied(self):
        """Leaves nothing beside the results, so that what is read can only come from them."""
        for path in self.folder.iterdir():
            if path.suffix != ".h5":
                path.rename(path.with_name("gone-" + path.name))


class SameBits(ReproduceTest):
    def test_every_file_that_run_writes_with_all_its_options(self):
        for arguments in (("variant.yaml",), ("variant.yaml", "--scenario", "no_grant"),
                          ("variant.yaml", "--set", "policies.grant.rate=25 %", "--set", "seed=7", "--replicates", "3"),
                          ("variant.yaml", "--set", "outputs.events=false")):
            self.made(*arguments)
            found = self.found("result.h5")
            self.assertEqual((found["status"], found["same_file"], found["differing_values"], found["circumstances"]),
                             ("same", True, 0, []), arguments)
            self.assertEqual(found["sha256"], self.sha256("result.h5"))
            self.assertGreater(found["values"], 1000)

    def test_two_scenarios_of_china(self):
        for scenario in ((), ("--scenario", "no_grant")):
            self.made(self.source / "scenarios/china/baseline.yaml", *scenario, "--replicates", "2",
                      "--set", "population.firms=2000", "--set", "end=2025-03")
            self.assertTrue(self.found("result.h5")["same_file"])

    def test_the_shipped_scenarios_from_any_folder(self):
        self.write("own.yaml", "millwright: 1\nextends: millwright:minimal.yaml\nend: 2024-03\n")
        self.made("own.yaml")
        for name in ("baseline", "own_firms"):
            self.made(self.source / f"scenarios/euro/{name}.yaml", "--set", "end=2024-03", name=name + ".h5")
        self.emptied()
        for name in ("result", "baseline"):
            self.assertTrue(self.found(name + ".h5")["same_file"], name)
        self.assertTrue(self.found("own_firms.h5", "--data", self.source / "scenarios/euro/data")["same_file"])

    def test_the_text_says_so(self):
        self.made("variant.yaml")
        text = self.reproduced("result.h5")
        self.assertIn("result.h5: the same bits: ", text)
        self.assertIn(self.sha256("result.h5"), text)
        self.assertLessEqual(max(map(len, text.split("\n"))), 80)

    def test_nothing_but_the_result_is_read(self):
        self.made("variant.yaml")
        self.emptied()
        (self.folder / "minimal").mkdir()
        self.write("minimal/sectors.csv", "nonsense\n")
        self.assertTrue(self.found("result.h5")["same_file"])

    def test_the_number_of_threads_does_not_matter(self):
        self.made("variant.yaml", "--threads", "1")
        self.assertTrue(self.found("result.h5", "--threads", "3")["same_file"])

    def test_files_outside_the_folder_of_the_scenario(self):
        (self.folder / "study/deep").mkdir(parents=True)
        self.write("study/deep/a.yaml", "millwright: 1\nextends: ../../minimal.yaml\nend: 2024-03\n"
                   f"sectors: {{table: {self.folder}/minimal/sectors.csv}}\n")
        self.made("study/deep/a.yaml", "--allow-outside", ".")
        self.emptied()
        self.assertTrue(self.found("result.h5")["same_file"])


@unittest.skipIf(h5py is None, "there is no h5py")
class OtherBits(ReproduceTest):
    def changed(self, change):
        self.made("variant.yaml", "--replicates", "2")
        with h5py.File(self.folder / "result.h5", "r+") as file:
            change(file)

    def test_one_value_of_one_variable(self):
        def change(file):
            share = file["adoption_share"]
            self.technology = file["technology"].asstr()[...].tolist().index("ai")
            share[1, 2, self.technology] = 0.625
        self.changed(change)
        text = self.reproduced("result.h5", code=FAILED)
        self.assertIn("first        adoption_share, 2024-03, replicate 1, technology ai\n", text)
        self.assertIn("0.625 in the file, ", text)
        self.assertIn("1 of ", text)
        self.assertNotIn("whole file", text)
        found = self.found("result.h5", code=FAILED)
        self.assertEqual((found["status"], found["differing_values"], found["differing_arrays"]), ("differs", 1, 1))
        self.assertEqual(found["first"]["labels"], {"time": "2024-03", "replicate": "1", "technology": "ai"})
        self.assertEqual(found["first"]["recorded"], "0.625")

    def test_the_earliest_month_comes_first(self):
        def change(file):
            file["adoption_share"][0, 4, 0] = 0.5
            file["employment"][1, 3] = 1
        self.changed(change)
        self.assertEqual(self.found("result.h5", code=FAILED)["first"]["labels"], {"time": "2024-04", "replicate": "1"})

    def test_nan_is_compared_by_its_bits(self):
        def change(file):
            share = file["adoption_share"][...]
            share[0, 0, 0] = struct.unpack("<d", struct.pack("<Q", 0x7FF8000000000123))[0]
            file["adoption_share"][...] = share
        self.changed(change)
        self.assertIn("NaN (bits 7ff8000000000123) in the file", self.reproduced("result.h5", code=FAILED))

    def test_a_row_of_a_table(self):
        def change(file):
            self.assertGreater(len(file["lives/firm"]), 7)
            file["lives/firm"][7] = 123456
        self.changed(change)
        text = self.reproduced("result.h5", code=FAILED)
        self.assertRegex(text, r"first +lives/firm, \w+ 7\n +123456 in the file, ")

    def test_another_engine_is_named_though_the_bits_are_the_same(self):
        def change(file):
            for name, text in (("engine_version", "0.0.7"), ("git_hash", "0123abc")):
                file.attrs.create(name, text, dtype=h5py.string_dtype("utf-8", len(text)))
        self.changed(change)
        text = self.reproduced("result.h5")
        self.assertIn("the same bits", text)
        self.assertRegex(text, r"engine +0\.0\.7 in the file, \S+ now")
        self.assertRegex(text, r"git hash +0123abc in the file, ")
        self.assertNotIn("whole file", text)

    def test_a_variable_that_is_not_there(self):
        def change(file):
            del file["employment"]
        self.changed(change)
        self.assertIn("only the new run has the variable employment", self.reproduced("result.h5", code=FAILED))

    def test_another_format(self):
        def change(file):
            file.attrs["format_version"] = [99]
        self.changed(change)
        self.assert_refused(self.millwright("reproduce", "result.h5"), BAD_INPUT, "has format 99, of millwright ",
                            "this program reads format 1")


class Confidential(ReproduceTest):
    def setUp(self):
        super().setUp()
        self.write("firms.csv", FIRMS)
        self.variant("end: 2024-06\n" + TABLE, "own.yaml")

    def test_the_table_is_wanted_by_name_and_hash_and_found_by_its_hash(self):
        self.made("own.yaml")
        sha256 = self.sha256("firms.csv")
        self.emptied()
        self.assert_refused(self.millwright("reproduce", "result.h5"), BAD_INPUT, "firms.csv", sha256, "--data")
        (self.folder / "vault/deep").mkdir(parents=True)
        self.write("vault/firms.csv", FIRMS.replace("400", "401"))
        self.assert_refused(self.millwright("reproduce", "result.h5", "--data", "vault"), BAD_INPUT, sha256)
        self.write("vault/deep/another name.txt", FIRMS)
        self.assertTrue(self.found("result.h5", "--data", "vault")["same_file"])
        self.assert_refused(self.millwright("reproduce", "result.h5", "--data", "nowhere"), IO, "no such folder")

    @unittest.skipIf(h5py is None, "there is no h5py")
    def test_a_table_named_by_its_whole_path_is_not_embedded_either(self):
        self.variant("end: 2024-06\n" + TABLE.replace("firms.csv", str(self.folder / "firms.csv")), "own.yaml")
        self.made("own.yaml")
        self.assertNotIn(b"machinery,1500", (self.folder / "result.h5").read_bytes())
        self.assertTrue(self.found("result.h5", "--data", ".")["same_file"])


class Comparisons(ReproduceTest):
    def compared(self, *arguments):
        done = self.millwright("compare", "variant.yaml:no_grant", "variant.yaml", *arguments, "-o", "result.h5", "--force", "-q")
        self.assertEqual(done.returncode, DONE, done.stderr)

    def test_all_arms_with_nothing_but_the_file(self):
        self.compared("--replicates", "2", "--horizon", "2024-04", "--discount-rate", "5 %/year", "--scenario", "no_grant")
        self.emptied()
        found = self.found("result.h5")
        self.assertEqual((found["status"], found["same_file"], found["circumstances"], found["notes"]), ("same", True, [], []))
        self.assertGreater(found["values"], 1000)

    def test_confidential_firms_come_from_a_folder(self):
        self.write("firms.csv", FIRMS)
        self.variant("end: 2024-06\noverrides: {no_grant: {policies.grant: null}}\n" + TABLE)
        self.compared()
        (self.folder / "vault").mkdir()
        (self.folder / "firms.csv").rename(self.folder / "vault/any.txt")
        self.assert_refused(self.millwright("reproduce", "result.h5"), BAD_INPUT, "firms.csv", "--data")
        self.assertTrue(self.found("result.h5", "--data", "vault")["same_file"])

    def test_what_a_search_and_effects_told_is_left_out_with_a_word(self):
        self.variant("end: 2025-06\noverrides: {no_grant: {policies.grant: null}, half: {policies.grant.rate: 8 %}}\n"
                     "policies: {grant: {budget: {amount: 1 bn CNY}}}\n")
        self.compared("--scenario", "half", "--effects", "--match-spending", "policies.grant.rate", "--set", "climate.loan_rate=4 %/year")
        found = self.found("result.h5")
        self.assertEqual((found["status"], found["differing_values"]), ("same", 0))
        self.assertIn("--match-spending", " ".join(found["notes"]))
        self.assertIn("not done again", self.reproduced("result.h5"))

    @unittest.skipIf(h5py is None, "there is no h5py")
    def test_a_value_of_other_bits_and_a_wrong_horizon(self):
        self.compared()
        with h5py.File(self.folder / "result.h5", "r+") as file:
            array = file["employment_difference"]
            place = (0, 2, 3) + (0,) * (array.ndim - 3)
            array[place] = array[place] + 1e-9
        found = self.found("result.h5", code=FAILED)
        self.assertEqual((found["status"], found["differing_values"]), ("differs", 1))
        self.assertEqual(found["first"]["labels"]["time"], "2024-04")
        self.assertEqual(found["first"]["labels"]["statistic"], "p50")
        for month in ("2019-01", "2026-13", "nothing"):
            with h5py.File(self.folder / "result.h5", "r+") as file:
                attribute = h5py.h5a.open(file.id, b"horizon")
                attribute.write(np.array(month.encode(), dtype=attribute.dtype))
            self.assert_refused(self.millwright("reproduce", "result.h5", "-q"), BAD_INPUT, "horizon")


class Refusals(ReproduceTest):
    def test_a_damaged_file(self):
        self.made("variant.yaml")
        whole = (self.folder / "result.h5").read_bytes()
        for damaged in (b"", b"nothing", whole[:len(whole) // 2], whole[:100] + bytes(200) + whole[300:]):
            self.write("damaged.h5", damaged)
            self.assert_refused(self.millwright("reproduce", "damaged.h5"), BAD_INPUT, "damaged.h5")

    @unittest.skipIf(h5py is None, "there is no h5py")
    def test_an_input_that_is_not_what_its_hash_says(self):
        self.made("variant.yaml")
        with h5py.File(self.folder / "result.h5", "r+") as file:
            names = file["provenance/input_name"].asstr()[...].tolist()
            file["provenance/input_content"][names.index("minimal/sectors.csv")] = "name,share\nfood,1\n"
        self.assert_refused(self.millwright("reproduce", "result.h5"), BAD_INPUT, "minimal/sectors.csv", "damaged")

    @unittest.skipIf(h5py is None, "there is no h5py")
    def test_a_scenario_that_names_other_files_reads_none(self):
        self.made("variant.yaml")
        self.write("secret.csv", (self.folder / "minimal/sectors.csv").read_text())
        for name in ("../result/secret.csv", "secret.csv", str(self.folder / "secret.csv")):
            with h5py.File(self.folder / "result.h5") as file:
                text = file["provenance/scenario_yaml"][...].tobytes().decode().replace("minimal/sectors.csv", f'"{name}"')
            (self.folder / "hostile.h5").write_bytes((self.folder / "result.h5").read_bytes())
            with h5py.File(self.folder / "hostile.h5", "r+") as file:
                del file["provenance/scenario_yaml"]
                length = file["provenance"].create_dataset("other_len", data=[0.0] * len(text))
                length.make_scale()
                held = file["provenance"].create_dataset("scenario_yaml", data=[c.encode() for c in text], dtype="S1")
                held.dims[0].attach_scale(length)
            self.assert_refused(self.millwright("reproduce", "hostile.h5"), BAD_INPUT,
                                "hostile.h5:/provenance/scenario_yaml:", "not among the files that are held")

    def test_no_file_and_no_such_file(self):
        self.assertEqual(self.millwright("reproduce").returncode, USAGE)
        self.assert_refused(self.millwright("reproduce", "none.h5"), IO, "none.h5")

    def test_json_tells_of_errors_too(self):
        done = self.millwright("reproduce", self.write("damaged.h5", b"x"), "--json")
        self.assertEqual((done.returncode, json.loads(done.stdout)["status"]), (BAD_INPUT, "error"))


if __name__ == "__main__":
    main()
