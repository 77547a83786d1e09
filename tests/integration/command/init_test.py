"""`init`: what it writes runs as it stands, and its README can be followed line by line."""

import re
import shlex
import shutil

from harness import DONE, IO, USAGE, CommandTest, main

TEMPLATES = ("minimal", "policy", "sweep", "own-country")


class Init(CommandTest):
    def setUp(self):
        super().setUp()
        shutil.rmtree(self.folder)
        self.folder.mkdir()

    def made(self, template, folder="study"):
        done = self.millwright("init", folder, "--template", template)
        self.assertEqual(done.returncode, DONE, done.stderr)
        return self.folder / folder

    def test_every_template_is_in_the_help(self):
        text = " ".join(self.millwright("init", "--help").stdout.split())
        for template in TEMPLATES:
            self.assertIn(f"{template}:", text)

    def test_without_a_template_it_is_the_minimal_one(self):
        done = self.millwright("init", "study")
        self.assertEqual((done.returncode, done.stdout), (DONE, "wrote 7 files into study\n"))
        self.assertEqual(done.stderr, "next: millwright run study/scenario.yaml\n")
        self.made("minimal", "again")
        for path in (self.folder / "study").rglob("*.yaml"):
            self.assertEqual(path.read_bytes(), (self.folder / "again" / path.name).read_bytes())

    def test_what_is_written_runs_and_every_variant_changes_something(self):
        for template in TEMPLATES:
            folder = self.made(template, template)
            scenario = folder / "scenario.yaml"
            text = scenario.read_text()
            variants = re.findall(r"^  (\w+):", text[text.index("\noverrides:"):], re.MULTILINE)
            self.assertGreater(len(variants), 3)
            for variant in ([], *(["--scenario", name] for name in variants)):
                done = self.millwright("check", scenario, *variant)
                self.assertEqual((done.returncode, done.stderr), (DONE, ""), variant)
            done = self.millwright("run", scenario, "-o", f"{template}.h5", "--quiet")
            self.assertEqual((done.returncode, done.stderr), (DONE, ""))

    def test_the_readme_can_be_followed(self):
        for template in TEMPLATES:
            folder = self.made(template, template)
            block = re.search(r"```sh\n(.*?)```", (folder / "README.md").read_text(), re.DOTALL).group(1)
            commands = [shlex.split(line, comments=True) for line in block.strip().split("\n")]
            self.assertGreater(len(commands), 3)
            for command in commands:
                self.assertEqual(command[0], "millwright")
                done = self.millwright(*command[1:], folder=folder)
                self.assertEqual(done.returncode, DONE, (command, done.stderr))

    def test_the_readme_names_every_file(self):
        for template in TEMPLATES:
            folder = self.made(template, template)
            readme = (folder / "README.md").read_text()
            for path in folder.iterdir():
                self.assertIn(f"`{path.name}{'/' if path.is_dir() else ''}", readme + "`README.md")

    def test_scenarios_name_the_schema_that_lies_beside_them(self):
        for template in TEMPLATES:
            folder = self.made(template, template)
            self.assertEqual((folder / "scenario.schema.json").read_text(), self.millwright("schema").stdout)
            self.assertTrue((folder / "scenario.yaml").read_text().startswith(
                "# yaml-language-server: $schema=./scenario.schema.json\n"))

    def test_an_empty_folder_will_do(self):
        (self.folder / "empty").mkdir()
        self.assertEqual(self.millwright("init", "empty").returncode, DONE)
        self.assertEqual(self.millwright("init", ".", folder=self.made("minimal", "a") / "data").returncode, IO)

    def test_folders_above_are_made(self):
        self.made("minimal", "a/b/c")
        self.assertEqual(self.millwright("check", "a/b/c/scenario.yaml").returncode, DONE)

    def test_nothing_is_overwritten(self):
        self.made("minimal")
        before = self.files()
        self.assert_refused(self.millwright("init", "study"), IO, "study: ", "this folder is not empty")
        self.write("file", "")
        self.assert_refused(self.millwright("init", "file"), IO, "file: ", "this is a file, not a folder")
        self.assertEqual(self.files(), sorted([*before, "file"]))

    def test_nothing_is_left_where_it_cannot_be_made(self):
        self.write("file", "")
        before = self.files()
        self.assert_refused(self.millwright("init", "file/study"), IO, "cannot make this folder")
        self.assert_refused(self.millwright("init", "/proc/study"), IO, "cannot make this folder")
        self.assertEqual(self.files(), before)

    def test_an_unknown_template_with_the_nearest_one(self):
        self.assert_refused(self.millwright("init", "study", "--template", "minimum"), USAGE, "there is no template 'minimum'",
                            "did you mean 'minimal'?")
        self.assert_refused(self.millwright("init", "study", "--template", "x"), USAGE, "minimal, policy, sweep, own-country")
        self.assert_refused(self.millwright("init"), USAGE, "DIR", "for example: millwright init study")
        self.assert_refused(self.millwright("init", ""), USAGE, "is empty")
        self.assertEqual(self.files(), [])


if __name__ == "__main__":
    main()
