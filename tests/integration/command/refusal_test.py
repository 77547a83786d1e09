"""Every input that cannot be simulated is refused before anything is written: exit status, place, remedy, no file."""

import pathlib
import resource
import signal

from harness import BAD_INPUT, FAILED, IO, CommandTest, main


class WrongScenario(CommandTest):
    def refused(self, file, code, *parts, options=()):
        """`run` and `check` refuse a file in the same words, and leave no file."""
        before = self.files()
        run = self.millwright("run", file, *options)
        self.assert_refused(run, code, *parts)
        check = self.millwright("check", file, *options)
        self.assertEqual(check.returncode, code)
        for part in parts:
            self.assertIn(part, check.stderr)
        self.assertEqual(self.files(), before)
        return run.stderr

    def test_unknown_key(self):
        file = self.variant("climat: {pmi: {mean: 50}}\n")
        self.refused(file, BAD_INPUT, "variant.yaml:3:1: error: ", "'climat'", "did you mean 'climate'")

    def test_wrong_unit(self):
        file = self.variant("policies:\n  grant: {rate: 10 months}\n")
        self.refused(file, BAD_INPUT, "variant.yaml:4:17: error: policies.grant.rate", "10 months")

    def test_a_share_of_8(self):
        file = self.variant("technologies:\n  ai: {gain: 8}\n")
        self.refused(file, BAD_INPUT, "variant.yaml:4:14: error: technologies.ai.gain", "8 %")

    def test_shares_of_regions_that_leave_firms_over(self):
        file = self.variant("regions: {east: {share: 60 %}, west: {share: 25 %}}\n")
        self.refused(file, BAD_INPUT, "variant.yaml:3:", "regions", "85.0 %")

    def test_end_before_start(self):
        file = self.variant("end: 2023-12\n")
        self.refused(file, BAD_INPUT, "variant.yaml:3:6: error: ", "2023-12", "2024-01")

    def test_missing_file(self):
        self.refused("nowhere.yaml", IO, "nowhere.yaml: error: ", "no such file")
        self.refused("minimel.yaml", IO, "did you mean 'minimal.yaml'?")

    def test_a_folder_instead_of_a_file(self):
        self.refused("minimal", IO, "minimal: error: ")

    def test_missing_table(self):
        file = self.variant("sectors: {table: nowhere.csv}\n")
        self.refused(file, BAD_INPUT, "variant.yaml:3:18: error: ", "nowhere.csv")

    def test_files_that_extend_each_other(self):
        self.write("a.yaml", "millwright: 1\nextends: b.yaml\n")
        self.write("b.yaml", "millwright: 1\nextends: a.yaml\n")
        self.refused("a.yaml", BAD_INPUT, "b.yaml:2:10: error: ", "circle", "a.yaml -> b.yaml -> a.yaml")

    def test_unterminated_quote(self):
        file = self.variant('title: "no end\nend: 2025-06\n')
        self.refused(file, BAD_INPUT, "variant.yaml:3:", "error: ")

    def test_duplicate_key(self):
        file = self.variant("end: 2025-06\nseed: 3\nend: 2025-07\n")
        self.refused(file, BAD_INPUT, "variant.yaml:5:1: error: ", "end")

    def test_second_document(self):
        file = self.variant("seed: 3\n---\nseed: 4\n")
        self.refused(file, BAD_INPUT, "variant.yaml:4:1: error: ")

    def test_a_million_million_firms(self):
        file = self.variant("population: {firms: 1000000000000}\n")
        self.refused(file, BAD_INPUT, "variant.yaml:3:", "error: ", "firms")

    def test_broken_files(self):
        for name, content in {"empty.yaml": b"", "noise.yaml": bytes(range(256)), "list.yaml": b"- 1\n- 2\n",
                              "deep.yaml": b"{a: " * 5000, "utf16.yaml": "millwright: 1".encode("utf-16")}.items():
            with self.subTest(name):
                self.write(name, content)
                done = self.millwright("check", name)
                self.assertEqual(done.returncode, BAD_INPUT, done.stderr)
                self.assertIn(f"{name}:", done.stderr)

    def test_settings(self):
        for setting in ("climate.pmi.mean", "climate.pmi.meen=50", "climate.pmi.mean=high", "=3", "end=2020-01"):
            with self.subTest(setting):
                self.refused("minimal.yaml", BAD_INPUT, "--set #1: error: ", options=("--set", setting))

    def test_an_unknown_scenario(self):
        file = self.variant("overrides: {no_grant: {policies.grant: null}}\n")
        self.refused(file, BAD_INPUT, "'no_grnat'", "did you mean 'no_grant'?", options=("--scenario", "no_grnat"))

    def test_all_problems_are_told_at_once(self):
        file = self.variant("climat: {}\nend: soon\ntechnologies:\n  ai: {gain: 8}\n")
        message = self.refused(file, BAD_INPUT, "variant.yaml:3:1", "variant.yaml:4:6", "variant.yaml:6:14")
        self.assertEqual(message.count(": error: "), 3)

    def test_control_characters_of_a_file_are_not_passed_on(self):
        file = self.variant("\x1b[31m: 1\n")
        self.assertNotIn("\x1b", self.refused(file, BAD_INPUT, "variant.yaml"))

    def test_a_link_out_of_the_folder(self):
        (self.folder / "inside").mkdir()
        self.write("inside/a.yaml", "millwright: 1\nextends: ../minimal.yaml\n")
        self.refused("inside/a.yaml", BAD_INPUT, "inside/a.yaml:2:10: error: ")
        done = self.millwright("check", "inside/a.yaml", "--allow-outside", ".")
        self.assertEqual(done.returncode, 0, done.stderr)


class NoRoom(CommandTest):
    def test_more_replicates_than_memory(self):
        done = self.millwright("run", "minimal.yaml", "--replicates", "1000000")
        self.assert_refused(done, BAD_INPUT, "1,000,000 replicates need about", "fewer --replicates")

    def test_memory_that_the_system_does_not_give(self):
        limit = 400 * 2**20  # bytes of address space: enough to start, too little for the firms
        limited = {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit))}
        if self.millwright("--version", **limited).returncode != 0:
            self.skipTest("this build needs more memory to start, as builds with sanitizers do")
        done = self.millwright("run", "minimal.yaml", "--threads", "1", "--set", "population.firms=2000000", **limited)
        self.assert_refused(done, FAILED, "not enough memory", "fewer firms")
        self.assertFalse(list(self.folder.rglob("*.h5*")))


class Output(CommandTest):
    def refused(self, output, *parts):
        before = self.files()
        done = self.millwright("run", "minimal.yaml", "-o", output)
        self.assert_refused(done, IO, *parts)
        self.assertNotIn("run: ", done.stderr, "it was simulated before the output was looked at")
        self.assertEqual(self.files(), before)

    def test_a_file_where_a_folder_should_be(self):
        self.write("plain", "text")
        self.refused("plain/result.h5", "plain/result.h5: error: ")

    def test_a_folder_that_takes_no_files(self):
        self.refused("/proc/result.h5", "/proc/result.h5: error: ")

    def test_a_missing_folder_is_not_made(self):
        self.refused("results/2026/result.h5", "results/2026", "mkdir -p")

    def test_a_folder(self):
        self.refused("minimal", "this is a folder")

    def test_the_default_folder_is_a_file(self):
        self.write("output", "text")
        self.assert_refused(self.millwright("run", "minimal.yaml"), IO, "output", "with -o")

    def test_an_existing_file_is_not_replaced_without_force(self):
        self.write("result.h5", "precious")
        self.refused("result.h5", "result.h5: error: the file exists", "--force")
        self.assertEqual((self.folder / "result.h5").read_text(), "precious")
        self.assertEqual(self.millwright("run", "minimal.yaml", "-o", "result.h5", "--force").returncode, 0)
        self.assertGreater((self.folder / "result.h5").stat().st_size, 1000)

    def test_no_part_of_a_file_when_the_disk_is_full(self):
        limit = 20_000  # bytes that a file may have; the result has more
        done = self.millwright("run", "minimal.yaml", "-o", "result.h5",
                               preexec_fn=lambda: (resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
                                                   signal.signal(signal.SIGXFSZ, signal.SIG_IGN)))
        self.assertEqual(done.returncode, IO, done.stderr)
        self.assertFalse(list(pathlib.Path(self.folder).glob("result*")))


if __name__ == "__main__":
    main()
