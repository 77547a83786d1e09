"""What an editor shows of a scenario: the YAML language server, offline, with the schema that `init` writes.

Called as: editor_test.py BINARY SOURCE_FOLDER BUILD_FOLDER [unittest arguments]
The server is installed into the build folder by npm; without npm or its registry the test is skipped (status 77).
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

from server import Server

VERSION = "1.15.0"
SKIPPED = 77


def installed_server(folder):
    """The command of the language server, or why there is none."""
    if not shutil.which("npm") or not shutil.which("node"):
        return None, "there is no npm or node"
    program = folder / "node_modules/yaml-language-server/bin/yaml-language-server"
    if not program.exists():
        folder.mkdir(parents=True, exist_ok=True)
        install = ["npm", "install", "--prefix", ".", "--no-audit", "--no-fund", "--ignore-scripts", "--no-save",
                   f"yaml-language-server@{VERSION}"]
        try:
            done = subprocess.run(install, cwd=folder, capture_output=True, text=True, timeout=180, check=False)
        except subprocess.TimeoutExpired:
            return None, "npm took too long to install yaml-language-server"
        if done.returncode != 0 or not program.exists():
            return None, "npm could not install yaml-language-server: " + done.stderr.strip()[-200:]
    return ["node", str(program), "--stdio"], None


class Editor(unittest.TestCase):
    binary = command = None

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="millwright-editor-")).resolve()
        subprocess.run([cls.binary, "init", "study"], cwd=cls.folder, capture_output=True, check=True)
        cls.study = cls.folder / "study"
        cls.server = Server(cls.command, cls.study)
        cls.number = 0

    @classmethod
    def tearDownClass(cls):
        cls.server.close()
        shutil.rmtree(cls.folder, ignore_errors=True)

    def opened(self, text):
        """Address and findings of a scenario; | marks the cursor, whose line and column come with them."""
        Editor.number += 1
        whole = "# yaml-language-server: $schema=./scenario.schema.json\nmillwright: 1\n" + text
        before = whole.split("|")[0]
        cursor = (before.count("\n"), len(before) - before.rfind("\n") - 1)
        address, found = self.server.open(self.study / f"file{self.number}.yaml", whole.replace("|", ""))
        return address, [(one["range"]["start"]["line"] + 1, one["message"]) for one in found], cursor

    def findings(self, text):
        return self.opened(text)[1]

    def completed(self, text):
        address, _, cursor = self.opened(text)
        answer = self.server.at("textDocument/completion", address, *cursor)
        return {item["label"]: item for item in answer["items"]}

    def hover(self, text):
        address, _, cursor = self.opened(text)
        text = self.server.at("textDocument/hover", address, *cursor)["contents"]["value"]
        return re.sub(r"\\(.)", r"\1", text)  # what Markdown shows

    def test_what_is_right_is_left_alone(self):
        for file in ("scenario.yaml", "common.yaml"):
            self.assertEqual(self.server.open(self.study / file, (self.study / file).read_text())[1], [])

    def test_a_slip_is_shown_in_our_own_words(self):
        for text, line, part in (
                ("climate:\n  pmi:\n    maen: 51\n", 5, "maen"),
                ("climate:\n  pmi:\n    mean: fifty\n", 5, "mean: write a number from 0 to 100 [index], such as 49.8"),
                ("climate:\n  pmi:\n    mean: 151\n", 5, "above the maximum of 100"),
                ("technologies:\n  ai:\n    gain: 10\n", 5, "above the maximum of 1"),
                ("technologies:\n  ai:\n    gain: 10 percent\n", 5, "gain: write a share"),
                ("chips:\n  commodity_compute: 20 k\n", 4, "commodity_compute: write an amount of money"),
                ("start: 2024-1\n", 3, "start: write a month, such as 2024-01"),
                ("climate:\n  loan_rate: {2024: 3 %/year}\n", 4, "loan_rate: write a yearly rate from -5 %/year to 100 %/year, or steps by month"),
                ("policies:\n  a:\n    instrument: announcement\n    rate: 5 %\n", 6, "rate"),
                ("policies:\n  a:\n    instrument: grant\n", 5, '"investment_grant"'),
                ("overrides:\n  x:\n    climate.pmi.maen: 51\n", 5, "climate.pmi.maen")):
            found = self.findings(text)
            self.assertTrue(any(at == line and part in message for at, message in found), (text, found))

    def test_keys_are_completed(self):
        self.assertLessEqual({"climate", "policies", "overrides"}, set(self.completed("|")))
        self.assertLessEqual({"mean", "sd", "jump_rate"}, set(self.completed("climate:\n  pmi:\n    |")))

    def test_keys_of_an_instrument_are_completed(self):
        offered = set(self.completed("policies:\n  news:\n    instrument: announcement\n    |"))
        self.assertLessEqual({"strength", "half_life", "announce"}, offered)
        self.assertNotIn("cap_per_firm", offered)

    def test_dotted_keys_of_overrides_are_completed(self):
        self.assertIn("climate.pmi.mean", self.completed("overrides:\n  x:\n    |"))

    def test_words_and_defaults_are_completed(self):
        self.assertLessEqual({"investment_grant", "announcement"}, set(self.completed("policies:\n  a:\n    instrument: |")))
        self.assertLessEqual({"saves_labour", "raises_productivity"}, set(self.completed("technologies:\n  a:\n    effect: |")))
        self.assertIn("49.8", self.completed("climate:\n  pmi:\n    mean: |"))

    def test_hover_tells_meaning_kind_default_and_source(self):
        text = self.hover("climate:\n  pmi:\n    me|an: 51\n")
        for part in ("Long-run mean of the projected PMI", "a number from 0 to 100", "index", "Default: 49.8", "Source: NBS 2021-2026"):
            self.assertIn(part, text)

    def test_hover_within_an_instrument(self):
        text = self.hover("policies:\n  a:\n    instrument: investment_grant\n    ra|te: 5 %\n")
        self.assertIn("Share of the project price that is paid", text)


if __name__ == "__main__":
    Editor.binary = str(pathlib.Path(sys.argv[1]).resolve())
    Editor.command, reason = installed_server(pathlib.Path(sys.argv[3]).resolve())
    if Editor.command is None:
        print(f"skipped: {reason}")
        sys.exit(SKIPPED)
    unittest.main(argv=[sys.argv[0], *sys.argv[4:]])
