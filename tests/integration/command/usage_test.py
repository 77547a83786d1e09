"""The command line itself: help, version, and what is said to someone who mistypes."""

from harness import DONE, USAGE, CommandTest, main

COMMANDS = ("init", "check", "run", "compare", "export", "reproduce", "bundle", "show", "explain", "schema", "validate", "doctor", "completion", "man")


class Help(CommandTest):
    def test_the_program_alone_prints_its_help(self):
        alone = self.millwright()
        self.assertEqual((alone.returncode, alone.stderr), (DONE, ""))
        self.assertEqual(alone.stdout, self.millwright("--help").stdout)
        for command in COMMANDS:
            self.assertIn(f"\n  {command} ", alone.stdout)

    def test_every_help_leads_with_examples_and_fits_into_80_columns(self):
        for arguments in ((), *((command,) for command in COMMANDS)):
            for flag in ("--help", "-h"):
                done = self.millwright(*arguments, flag)
                self.assertEqual((done.returncode, done.stderr), (DONE, ""))
                self.assertLess(done.stdout.index("Examples:"), done.stdout.index("Options:"))
                self.assertLessEqual(max(map(len, done.stdout.split("\n"))), 80, done.stdout)

    def test_help_wins_over_other_mistakes(self):
        self.assertEqual(self.millwright("run", "--replicates", "0", "--help").returncode, DONE)

    def test_version_names_program_and_number(self):
        done = self.millwright("--version")
        self.assertEqual(done.returncode, DONE)
        self.assertRegex(done.stdout, r"^millwright \d+\.\d+\.\d+ \([0-9a-f]*(-dirty)?\)\n$")


class Spellings(CommandTest):
    def accepted(self, *arguments):
        done = self.millwright("check", *arguments)
        self.assertEqual(done.returncode, DONE, done.stderr)
        return done.stdout

    def test_an_option_takes_one_value_wherever_it_stands(self):
        for arguments in (("--set", "seed=2", "minimal.yaml", "--set", "end=2024-03"),
                          ("--set=seed=2", "--set=end=2024-03", "minimal.yaml"),
                          ("minimal.yaml", "--set", "seed=2", "--set", "end=2024-03")):
            self.assertIn("minimal.yaml: ok, 3 months", self.accepted(*arguments))

    def test_after_two_dashes_everything_is_a_file(self):
        self.variant("", "--json")
        self.assertIn("--json: ok", self.accepted("minimal.yaml", "--", "--json"))

    def test_brackets_and_blanks_are_parts_of_names(self):
        for name in ("[a,b]", "a b.yaml", "{}"):
            self.variant("", name)
            self.assertIn(f"{name}: ok", self.accepted(name))


class Mistakes(CommandTest):
    def refused(self, *arguments):
        done = self.millwright(*arguments)
        self.assertEqual(done.returncode, USAGE, done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertIn("  help: ", done.stderr)
        return done.stderr

    def test_unknown_command_with_the_nearest_one(self):
        message = self.refused("rnu", "minimal.yaml")
        self.assertIn("unknown command 'rnu'", message)
        self.assertIn("did you mean 'run'?", message)

    def test_unknown_command_without_a_near_one_points_to_the_help(self):
        self.assertIn("`millwright --help`", self.refused("photosynthesis"))

    def test_commands_are_not_abbreviated(self):
        self.refused("ru", "minimal.yaml")

    def test_unknown_option_with_the_nearest_one(self):
        for spelling in (("--replicate", "3"), ("--replicate=3",)):
            message = self.refused("run", "minimal.yaml", *spelling)
            self.assertIn("unknown option '--replicate'", message)
            self.assertIn("did you mean '--replicates'?", message)

    def test_unknown_option_before_the_command(self):
        self.assertIn("unknown option '--verson'", self.refused("--verson"))

    def test_no_file(self):
        for command in ("check", "run"):
            self.assertIn(f"for example: millwright {command}", self.refused(command))

    def test_one_file_too_many(self):
        self.assertIn("'other.yaml' is one argument too many", self.refused("run", "minimal.yaml", "other.yaml"))

    def test_an_option_without_its_value(self):
        for option in ("--set", "--threads", "-o"):
            self.assertIn("needs a value", self.refused("run", "minimal.yaml", option))

    def test_numbers_that_are_none_or_out_of_range(self):
        for option in ("--threads", "--replicates"):
            for value in ("0", "-1", "two", "1.5", "", "99999999999999999999"):
                message = self.refused("run", "minimal.yaml", f"{option}={value}" if value else f"{option}", *([] if value else [""]))
                self.assertIn(option, message)
                self.assertIn("whole number from 1 to", message)

    def test_a_switch_with_a_value(self):
        self.assertIn("--json takes no value", self.refused("check", "minimal.yaml", "--json=false"))

    def test_an_empty_file_name(self):
        self.assertIn("is empty", self.refused("check", ""))

    def test_control_characters_of_the_user_are_not_passed_on(self):
        for arguments in (("\x1b]0;owned\x07",), ("run", "minimal.yaml", "--\x1b[2J"), ("run", "minimal.yaml", "--threads", "\x1b[2J")):
            self.assertNotIn("\x1b", self.refused(*arguments))

    def test_nothing_is_left_after_a_mistake(self):
        before = self.files()
        self.refused("run", "minimal.yaml", "--threads", "0")
        self.refused("run", "minimal.yaml", "--forse")
        self.assertEqual(self.files(), before)


if __name__ == "__main__":
    main()
