"""Completion and manual page: both are made from the commands' declarations, and name all of them."""

import re
import shutil
import subprocess
import unittest

from harness import DONE, USAGE, CommandTest, main


class ShellTest(CommandTest):
    def commands(self):
        """The options of every command, as its help lists them."""
        help_text = self.millwright("--help").stdout
        names = re.findall(r"^  ([a-z]+) ", help_text[help_text.index("\nCommands:"):], re.MULTILINE)
        found = {}
        for name in names:
            text = self.millwright(name, "--help").stdout
            options = text[text.index("\nOptions:"):]
            found[name] = re.findall(r"--[a-z-]+", "\n".join(re.findall(r"^  (-\S.*?)(?:  |$)", options, re.MULTILINE)))
        self.assertGreater(len(found), 8)
        return found

    def written(self, *arguments):
        done = self.millwright(*arguments)
        self.assertEqual((done.returncode, done.stderr), (DONE, ""))
        return done.stdout


class Bash(ShellTest):
    def completed(self, *words):
        """What bash offers for the last of the words."""
        quoted = " ".join(f"'{word}'" for word in words)
        script = (f"PATH={self.folder}:$PATH; source <(millwright completion bash); COMP_WORDS=({quoted}); "
                  f"COMP_CWORD={len(words) - 1}; compopt() {{ echo \"compopt $*\"; }}; _millwright; "
                  "printf '%s\\n' \"${COMPREPLY[@]}\"")
        if not (self.folder / "millwright").exists():
            (self.folder / "millwright").symlink_to(self.binary)
        done = subprocess.run(["bash", "-c", script], cwd=self.folder, capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout.split("\n")[:-1]

    def test_every_command_and_option(self):
        commands = self.commands()
        self.assertLessEqual(set(commands), set(self.completed("millwright", "")))
        for command, options in commands.items():
            self.assertLessEqual(set(options), set(self.completed("millwright", command, "-")), command)

    def test_the_beginning_of_a_word_is_enough(self):
        self.assertEqual(self.completed("millwright", "sh"), ["show"])
        self.assertEqual(self.completed("millwright", "run", "--rep"), ["--replicates"])

    def test_words_keys_files_and_folders(self):
        self.assertEqual(self.completed("millwright", "init", "study", "--template", "p"), ["policy"])
        self.assertEqual(self.completed("millwright", "explain", "climate.pmi.jump_r"), ["climate.pmi.jump_rate"])
        self.assertEqual(self.completed("millwright", "run", ""), ["compopt -o default", ""])
        self.assertEqual(self.completed("millwright", "run", "a.yaml", "-o", ""), ["compopt -o default", ""])
        self.assertEqual(self.completed("millwright", "check", "a.yaml", "--allow-outside", ""), ["compopt -o dirnames", ""])

    @unittest.skipUnless(shutil.which("shellcheck"), "there is no shellcheck")
    def test_shellcheck_finds_nothing(self):
        done = subprocess.run(["shellcheck", "-s", "bash", "-"], input=self.written("completion", "bash"),
                              capture_output=True, text=True, check=False)
        self.assertEqual(done.stdout, "")


class Zsh(ShellTest):
    def test_every_command_and_option(self):
        script = self.written("completion", "zsh")
        self.assertTrue(script.startswith("#compdef millwright\n"))
        for command, options in self.commands().items():
            part = re.search(rf"^    {command}\)\n(.*?) ;;$", script, re.MULTILINE | re.DOTALL).group(1)
            for option in options:
                self.assertRegex(part, rf"['{{,]\*?{option}[\[}}]", command)

    @unittest.skipUnless(shutil.which("zsh"), "there is no zsh")
    def test_zsh_reads_it(self):
        self.write("_millwright", self.written("completion", "zsh"))
        done = subprocess.run(["zsh", "-n", "_millwright"], cwd=self.folder, capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    @unittest.skipUnless(shutil.which("zsh"), "there is no zsh")
    def test_zsh_takes_it_up(self):
        self.write("_millwright", self.written("completion", "zsh"))
        script = "fpath=($PWD $fpath); autoload -Uz compinit; compinit -u -d dump; print ${_comps[millwright]}"
        done = subprocess.run(["zsh", "-fc", script], cwd=self.folder, capture_output=True, text=True, check=False)
        self.assertEqual((done.stdout, done.stderr), ("_millwright\n", ""))


class Unknown(ShellTest):
    def test_a_shell_that_is_not_known(self):
        self.assert_refused(self.millwright("completion", "fish"), USAGE, "'fish'", "bash, zsh")


class Manual(ShellTest):
    def test_every_command_and_option(self):
        page = self.written("man")
        for command, options in self.commands().items():
            part = page[page.index(f"\n.SS millwright {command}"):]
            for option in options:
                if option != "--help":
                    self.assertIn(option.replace("-", "\\-"), part)

    @unittest.skipUnless(shutil.which("groff"), "there is no groff")
    def test_it_can_be_set_without_warnings(self):
        done = subprocess.run(["groff", "-man", "-ww", "-Tascii"], input=self.written("man"), capture_output=True, text=True,
                              check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        for heading in ("NAME", "SYNOPSIS", "EXAMPLES", "COMMANDS", "EXIT STATUS"):
            self.assertIn(heading, re.sub(".\x08", "", done.stdout))  # bold letters are struck twice

    def test_it_lists_every_exit_status(self):
        for status in (0, 1, 2, 65, 70, 74, 75):
            self.assertIn(f"\n.B {status}\n", self.written("man"))


if __name__ == "__main__":
    main()
