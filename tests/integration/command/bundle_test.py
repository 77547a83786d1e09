"""`bundle`: one archive with which somebody else checks and repeats results; what may not leave is not in it."""

import csv
import hashlib
import io
import json
import os
import pathlib
import shutil
import subprocess
import tarfile
import unittest

from harness import BAD_INPUT, DONE, IO, CommandTest, main

try:
    import h5py
except ImportError:
    h5py = None

FIRMS = "id,sector,employees,weight\nSECRET,food,12,3\nB,machinery,400,1\nC,electronics,,2\nD,food,55,2\nE,machinery,1500,1\n"
TABLE = "population: {firms: 120, represents: 12, table: {file: firms.csv, confidential: true, min_cell: 2}}\n"


class BundleTest(CommandTest):
    def setUp(self):
        super().setUp()
        self.variant("end: 2024-04\noverrides: {no_grant: {policies.grant: null}}\n"
                     "policies: {grant: {budget: {amount: 1 bn CNY}}}\n")

    def packed(self, *arguments, code=DONE):
        done = self.millwright("bundle", *arguments)
        self.assertEqual(done.returncode, code, done.stderr)
        return done

    def unpacked(self, *arguments):
        """The folder that somebody else gets."""
        self.packed(*arguments, "--force")
        elsewhere = self.folder / "elsewhere"
        shutil.rmtree(elsewhere, ignore_errors=True)
        with tarfile.open(self.folder / "replication.tar.gz") as archive:
            archive.extractall(elsewhere)
        return elsewhere / "replication"

    def replicated(self, folder, **environment):
        return subprocess.run(["sh", folder / "replicate.sh"], cwd="/", capture_output=True, encoding="utf-8", check=False,
                              timeout=120, env=self.environment(MILLWRIGHT=str(self.binary), **environment))


class Package(BundleTest):
    def test_two_scenarios_are_replicated_elsewhere(self):
        china = (self.source / "scenarios/china/baseline.yaml", "--set", "population.firms=2000", "--set", "end=2024-06")
        self.result_of(*china, "--replicates", "2", name="base.h5")
        self.result_of(*china, "--scenario", "no_grant", name="policy.h5")
        folder = self.unpacked("base.h5", "policy.h5")
        done = self.replicated(folder)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        for name in ("base", "policy"):
            self.assertIn(f"results/{name}.h5: the same bits", done.stdout)
            self.assertIn(self.sha256(name + ".h5"), done.stdout)

    def test_the_scenarios_in_it_run_on_the_data_in_it(self):
        self.result_of("variant.yaml", "--replicates", "2", name="a.h5")
        folder = self.unpacked("a.h5")
        done = self.millwright("run", "scenarios/a.yaml", "--replicates", "2", "-o", "again.h5", folder=folder)
        self.assertEqual(done.returncode, DONE, done.stderr)
        if h5py is not None:
            with h5py.File(self.folder / "a.h5") as one, h5py.File(folder / "again.h5") as other:
                self.assertEqual(one.attrs["state_hash"], other.attrs["state_hash"])

    def test_the_sums_are_those_of_the_files(self):
        self.result_of("variant.yaml", name="a.h5")
        folder = self.unpacked("a.h5")
        listed = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text().splitlines())
        files = {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}
        self.assertEqual(set(listed), files - {"SHA256SUMS"})
        for name, sha256 in listed.items():
            self.assertEqual(hashlib.sha256((folder / name).read_bytes()).hexdigest(), sha256, name)

    def test_the_readme_answers_what_journals_ask(self):
        self.result_of("variant.yaml", name="a.h5")
        text = (self.unpacked("a.h5") / "README.md").read_text()
        for part in ("## Data availability and provenance statements", "### Statement about rights", "## Computational requirements",
                     "### Controlled randomness", "## Description of programs", "## Instructions to replicators",
                     "## List of tables, figures and programs", "millwright reproduce results/a.h5", "`adoption_share`",
                     "All data are in this package."):
            self.assertIn(part, text)

    def test_the_source_is_whole(self):
        self.result_of("variant.yaml", name="a.h5")
        with tarfile.open(self.unpacked("a.h5") / "source/source.tar.gz") as source:
            names = source.getnames()
            top = names[0].split("/")[0]
            listed = source.extractfile(f"{top}/source.txt").read().decode().splitlines()
            main_file = source.extractfile(f"{top}/tools/millwright/bundle.cpp").read()
        self.assertTrue(listed[0].startswith("commit "))
        self.assertEqual({f"{top}/{name}" for name in listed[1:]} | {f"{top}/source.txt"}, set(names))
        self.assertEqual(main_file, (self.source / "tools/millwright/bundle.cpp").read_bytes())
        for name in ("CMakeLists.txt", "LICENSE", "engine/MODEL.md", "tools/packages.sh", "scenarios/minimal.yaml"):
            self.assertIn(f"{top}/{name}", names)


class SameBytes(BundleTest):
    def test_order_time_and_place_do_not_matter(self):
        self.result_of("variant.yaml", name="a.h5")
        self.result_of("variant.yaml", "--scenario", "no_grant", name="b.h5")
        self.packed("a.h5", "b.h5")
        before = self.sha256("replication.tar.gz")
        os.utime(self.folder / "a.h5", (0, 0))
        (self.folder / "there").mkdir()
        self.packed("b.h5", "a.h5", "-o", "there/other.tar.gz")
        self.assertEqual(self.sha256("there/other.tar.gz"), before)

    def test_entries_tell_nothing_of_this_machine(self):
        self.result_of("variant.yaml", name="a.h5")
        self.packed("a.h5")
        with tarfile.open(self.folder / "replication.tar.gz") as archive:
            entries = archive.getmembers()
        self.assertEqual({(e.mtime, e.uid, e.gid, e.uname, e.gname, e.type) for e in entries}, {(0, 0, 0, "", "", tarfile.REGTYPE)})
        self.assertEqual([e.name for e in entries], sorted(e.name for e in entries))
        self.assertEqual({e.name: oct(e.mode) for e in entries if e.mode != 0o644}, {"replication/replicate.sh": "0o755"})
        self.assertEqual((self.folder / "replication.tar.gz").read_bytes()[4:8], bytes(4), "gzip's time")
        self.assertEqual(subprocess.run(["gzip", "-t", self.folder / "replication.tar.gz"], check=False).returncode, 0)

    def test_two_results_of_one_name(self):
        for folder, setting in (("x", "seed=1"), ("y", "seed=2")):
            (self.folder / folder).mkdir()
            self.result_of("variant.yaml", "--set", setting, name=folder + "/a.h5")
        folder = self.unpacked("x/a.h5", "y/a.h5")
        packed = {hashlib.sha256((folder / "results" / name).read_bytes()).hexdigest() for name in ("a.h5", "a-2.h5")}
        self.assertEqual(packed, {self.sha256("x/a.h5"), self.sha256("y/a.h5")})


class Damage(BundleTest):
    def test_a_changed_file_is_found(self):
        self.result_of("variant.yaml", name="a.h5")
        folder = self.unpacked("a.h5")
        with open(folder / "README.md", "a", encoding="utf-8") as readme:
            readme.write("more\n")
        done = self.replicated(folder)
        self.assertEqual(done.returncode, 2)
        self.assertIn("files have changed", done.stderr)

    @unittest.skipIf(h5py is None, "there is no h5py")
    def test_a_result_that_is_not_what_its_scenario_gives(self):
        self.result_of("variant.yaml", name="a.h5")
        with h5py.File(self.folder / "a.h5", "r+") as file:
            file["employment"][0, 1] = 1
        done = self.replicated(self.unpacked("a.h5"))
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("employment, 2024-02, replicate 0", done.stdout)

    def test_what_cannot_be_packed(self):
        self.assert_refused(self.millwright("bundle", self.write("x.h5", b"nothing")), BAD_INPUT, "x.h5")
        self.assert_refused(self.millwright("bundle", "none.h5"), IO, "none.h5")
        self.result_of("variant.yaml", name="a.h5")
        self.packed("a.h5")
        before = self.sha256("replication.tar.gz")
        self.assert_refused(self.millwright("bundle", "a.h5"), IO, "--force")
        self.assertEqual(self.sha256("replication.tar.gz"), before)
        self.assertNotIn(".partial", " ".join(self.files()))


class Confidential(BundleTest):
    def setUp(self):
        super().setUp()
        self.write("firms.csv", FIRMS)
        self.variant("end: 2024-04\n" + TABLE, "own.yaml")
        self.result_of("own.yaml", name="own.h5")

    def test_the_table_stays_at_home_and_the_readme_says_what_to_obtain(self):
        done = self.packed("own.h5", "--data", ".", "--json")
        self.assertEqual(json.loads(done.stdout)["left_out"],
                         [{"name": "firms.csv", "sha256": self.sha256("firms.csv"), "confidential": True}])
        folder = self.unpacked("own.h5", "--data", ".")
        for path in folder.rglob("*"):
            self.assertFalse(path.is_file() and b"SECRET" in path.read_bytes(), path)
        text = (folder / "README.md").read_text()
        self.assertIn("1 file(s) of data cannot be provided here", text)
        self.assertRegex(text, rf"firms\.csv \| data \| `{self.sha256('firms.csv')}` \| confidential: ")

    def test_whoever_has_the_table_replicates(self):
        folder = self.unpacked("own.h5")
        done = self.replicated(folder)
        self.assertEqual(done.returncode, 1)
        self.assertIn(self.sha256("firms.csv"), done.stderr)
        self.write("firms.csv", FIRMS + "G,food,1,1\n")
        (self.folder / "safe").mkdir()
        self.write("safe/x", FIRMS)
        done = self.replicated(folder, DATA=str(self.folder / "safe"))
        self.assertEqual(done.returncode, 0, done.stderr)
        shutil.copy(self.folder / "safe/x", folder / "data/anything")
        self.assertEqual(self.replicated(folder).returncode, 0)

    @unittest.skipIf(h5py is None, "there is no h5py")
    def test_a_result_that_holds_it_is_refused(self):
        with h5py.File(self.folder / "own.h5", "r+") as file:
            names = file["provenance/input_name"].asstr()[...].tolist()
            file["provenance/input_content"][names.index("firms.csv")] = FIRMS
        self.assert_refused(self.millwright("bundle", "own.h5"), BAD_INPUT, "firms.csv", "confidential")


class Large(BundleTest):
    def test_a_large_table_is_packed_from_where_it_lies(self):
        rows = "".join(f"F{i},food,{10 + i % 90},1\n" for i in range(20000))
        self.write("many.csv", "id,sector,employees,weight\n" + rows)
        self.variant("end: 2024-02\npopulation: {firms: 20000, represents: 20000, table: {file: many.csv}}\n", "many.yaml")
        self.result_of("many.yaml", name="many.h5")
        self.assertIn("name its folder with --data DIR", self.packed("many.h5").stderr)
        folder = self.unpacked("many.h5", "--data", ".")
        done = self.replicated(folder)
        self.assertEqual(done.returncode, 0, done.stderr)


@unittest.skipIf(h5py is None, "there is no h5py")
class Hostile(BundleTest):
    def test_names_cannot_leave_the_package_or_reach_a_terminal(self):
        self.result_of("variant.yaml", name="a.h5")
        for name in ("../../../../tmp/evil.sh", "/etc/cron.d/evil", "a\x1b[2Jb", "x\ny", "..", "-rf", ".bashrc", "a|b`c`", "e\u202evil"):
            shutil.copy(self.folder / "a.h5", self.folder / "evil.h5")
            with h5py.File(self.folder / "evil.h5", "r+") as file:
                names = file["provenance/input_name"]
                names[names.asstr()[...].tolist().index("common.yaml")] = name
            done = self.packed("evil.h5", "--force")
            self.assertNotIn("\x1b", done.stdout + done.stderr)
            with tarfile.open(self.folder / "replication.tar.gz") as archive:
                for entry in archive.getnames():
                    self.assertRegex(entry, r"^replication(/[A-Za-z0-9._-]+)+$")
                    self.assertNotIn("..", pathlib.PurePosixPath(entry).parts)
                readme = archive.extractfile("replication/README.md").read().decode()
                rows = list(csv.reader(io.StringIO(archive.extractfile("replication/data/FILES.csv").read().decode())))
            for letter in "\x1b\u202e":
                self.assertNotIn(letter, readme)
            self.assertEqual({len(row) for row in rows}, {4})

    def test_hashes_are_hashes(self):
        self.result_of("variant.yaml", name="a.h5")
        with h5py.File(self.folder / "a.h5", "r+") as file:
            file["provenance/input_sha256"][0] = "../" * 21 + "x"
        self.assert_refused(self.millwright("bundle", "a.h5"), BAD_INPUT, "damaged")

    def test_names_of_results_are_made_safe(self):
        self.result_of("variant.yaml", name="a.h5")
        shutil.copy(self.folder / "a.h5", self.folder / "-x y\x1b\u00e9$(touch z).h5")
        folder = self.unpacked("./-x y\x1b\u00e9$(touch z).h5")
        self.assertEqual([p.name for p in (folder / "results").iterdir()], ["_x_y_____touch_z_.h5"])
        self.assertEqual(self.replicated(folder).returncode, 0)
        self.assertFalse((self.folder / "z").exists() or (folder / "z").exists())


if __name__ == "__main__":
    main()
