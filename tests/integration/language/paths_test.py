"""Where files may lie: a moved folder, the shipped library from the source tree and from an installation, other folders."""

import shutil
import subprocess

from typed import BAD_INPUT, DONE, LanguageTest, h5py, main


class Paths(LanguageTest):
    def test_a_moved_folder_gives_the_same_file(self):
        before = self.result_of("minimal.yaml")
        (self.folder / "elsewhere/deep").mkdir(parents=True)
        for name in ("minimal.yaml", "common.yaml", "minimal"):
            shutil.move(self.folder / name, self.folder / "elsewhere/deep" / name)
        self.assertEqual(self.result_of("elsewhere/deep/minimal.yaml"), before)

    def test_the_library_from_the_source_tree(self):
        self.write("own.yaml", "millwright: 1\nextends: millwright:minimal.yaml\nend: 2024-06\n")
        self.run_to("own.h5", "own.yaml")
        with h5py.File(self.folder / "own.h5") as file:
            names = sorted(name.decode() for name in file["provenance/input_name"][...])
            resolved = file["provenance/scenario_yaml"][...].tobytes()
        self.assertEqual(names, ["millwright:common.yaml", "millwright:minimal.yaml", "millwright:minimal/input_output.csv",
                                 "millwright:minimal/sectors.csv", "own.yaml"])
        self.assertNotIn(str(self.source).encode(), resolved)
        self.write("again.yaml", resolved)
        self.assertEqual(self.millwright("check", "again.yaml").returncode, DONE)

    def test_the_library_on_the_command_line(self):
        done = self.millwright("check", "millwright:china/baseline.yaml")
        self.assertEqual(done.returncode, DONE, done.stderr)
        self.assertIn("millwright:china/baseline.yaml: ok", done.stdout)
        done = self.millwright("check", "millwright:china/base.yaml")
        self.assertEqual(done.returncode, 74, done.stderr)

    def installed(self, *arguments):
        return subprocess.run([self.folder / "prefix/bin/millwright", *arguments], cwd=self.folder, capture_output=True,
                              env=self.environment(), encoding="utf-8", timeout=60, check=False)

    def test_the_library_of_an_installed_program(self):
        (self.folder / "prefix/bin").mkdir(parents=True)
        shutil.copy(self.binary, self.folder / "prefix/bin/millwright")
        self.write("own.yaml", "millwright: 1\nextends: millwright:minimal.yaml\n")
        alone = self.installed("check", "own.yaml")
        self.assert_refused(alone, BAD_INPUT, "own.yaml:2:10: error: this program brings no library of scenarios along")
        shutil.copytree(self.source / "scenarios", self.folder / "prefix/share/millwright/scenarios")
        done = self.installed("check", "own.yaml")
        self.assertEqual(done.returncode, DONE, done.stderr)

    def test_a_file_outside_needs_a_root_or_a_permit(self):
        (self.folder / "study").mkdir()
        self.write("study/a.yaml", "millwright: 1\nextends: ../minimal.yaml\n")
        refused = self.millwright("check", "study/a.yaml")
        self.assert_refused(refused, BAD_INPUT, "study/a.yaml:2:10: error: ", "outside the scenario's folder", "--allow-outside")
        allowed = self.millwright("check", "study/a.yaml", "--allow-outside", ".")
        self.assertEqual(allowed.returncode, DONE, allowed.stderr)
        self.write(".millwright", "")
        self.assertEqual(self.millwright("check", "study/a.yaml").returncode, DONE)


if __name__ == "__main__":
    main()
