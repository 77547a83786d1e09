"""`cmake --install`: the program with all that belongs to it works from any place, without the source."""

import re
import subprocess

from harness import DONE, CommandTest, main


class Install(CommandTest):
    build = None

    def test_what_is_installed_works_from_there(self):
        prefix = self.folder / "there"
        subprocess.run(["cmake", "--install", self.build, "--prefix", prefix], capture_output=True, check=True)
        for name in ("bin/millwright", "share/man/man1/millwright.1", "share/bash-completion/completions/millwright",
                     "share/zsh/site-functions/_millwright", "share/millwright/scenarios/china/baseline.yaml",
                     "share/millwright/scenarios/.millwright"):
            self.assertTrue((prefix / name).is_file(), name)
        self.binary = prefix / "bin/millwright"
        self.assertEqual((prefix / "share/man/man1/millwright.1").read_text(), self.millwright("man").stdout)
        self.assertEqual((prefix / "share/zsh/site-functions/_millwright").read_text(), self.millwright("completion", "zsh").stdout)
        found = self.millwright("doctor").stdout
        self.assertRegex(found, rf"ok +scenarios +shipped ones lie in {re.escape(str(prefix.resolve()))}/share/millwright/scenarios\n")
        self.assertEqual(self.millwright("check", "millwright:china/baseline.yaml").returncode, DONE)


if __name__ == "__main__":
    import sys
    Install.build = sys.argv.pop(3)
    main()
