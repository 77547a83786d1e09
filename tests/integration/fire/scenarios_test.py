"""Mutated scenarios and tables in `check` and `run`: refused in words, or simulated; never a crash or a hang.

LONG=1: 2 000 mutations instead of 150, each in all commands instead of one.
"""

import random

from fire import BAD_INPUT, DONE, LOADING, LONG, FireTest, main, mutated

SCENARIO = """millwright: 1
extends: minimal.yaml
title: "A test"
climate: {pmi: {mean: 51}, metals: {tin: {volatility: 5 %}}}
regions: {east: {share: 60 %}, west: {share: 40 %}}
technologies: {ai: {project_price: {fixed: {scale: 1.1}}, gain: 4 %}}
policies:
  grant: {rate: {2024-07: 10 %, 2025-01: 20 %}}
  second: {like: grant, target: {size: [small]}, budget: {amount: {2024: 1 m CNY}}}
overrides: {dear: {policies.grant.rate: {from: 2024-08, to: 2024-10, add: 5 pp}, policies.second: null}}
scenarios: {s: [dear]}
"""
PARTS = ("{", "}", "[", "]", ": ", ", ", "- ", "#", "&a ", "*a", "!!str ", "|", ">", "'", '"', "%", "@", "`", "\n", "\t", "\0",
         "\x1b[31m", "\u202e", "null", "1e400", "-1", "0", "999999999999", ".nan", "2024-13", "9999-12", "{scale: 1e300}",
         "like: second", "extends: fuzz.yaml", "../../etc/passwd", "/dev/zero", "${HOME}")
SMALL = ("--set", "population.firms=60", "--set", "start=2024-01", "--set", "end=2024-03")  # what passes is quick


def text_mutated(text, luck):
    """Words taken out, doubled, moved, or replaced by what means much to the reader."""
    for _ in range(luck.randint(1, 2)):
        at, length = luck.randrange(len(text)), luck.randint(0, 12)
        part = luck.choice((luck.choice(PARTS), text[luck.randrange(len(text)):][:length]))
        text = text[:at] + part + text[at + luck.choice((0, 0, length)):]
    return text.encode()


class Scenarios(FireTest):
    def borne(self, name, turn):
        commands = LOADING if LONG else (LOADING[turn % len(LOADING)],)
        return [self.bears((*command, *SMALL), name, self.usual) for command in commands]

    def setUp(self):
        super().setUp()
        self.write("sound.yaml", SCENARIO)
        done, self.usual = self.measured((*LOADING[1], *SMALL), "sound.yaml")
        self.assertEqual(done.returncode, DONE, done.stderr)

    def test_mutations(self):
        luck = random.Random(20260518)
        count, refused, faults = 2000 if LONG else 150, 0, []
        tables = [("minimal/sectors.csv", (self.folder / "minimal/sectors.csv").read_bytes()),
                  ("minimal/input_output.csv", (self.folder / "minimal/input_output.csv").read_bytes())]
        for number in range(count):
            kind = number % 5
            if kind == 0:  # a table, below a sound scenario
                name, content = tables[number // 5 % 2]
                self.write(name, mutated(content, luck))
                found = self.borne("sound.yaml", number // 10)
                self.write(name, content)
            else:
                self.write("fuzz.yaml", mutated(SCENARIO.encode(), luck) if kind == 1 else text_mutated(SCENARIO, luck))
                found = self.borne("fuzz.yaml", number)
            refused += any(status == BAD_INPUT for status, _ in found)
            faults += [f"{number}: {wrong}" for _, wrong in found if wrong]
        where = f"{'each' if LONG else 'one'} of check and run"
        print(f"{count} mutated scenarios in {where}: {len(faults)} crashes, hangs or odd words; {refused} refused")
        self.assertEqual(faults, [])
        self.assertTrue(count // 5 < refused < count * 0.98, "some must be refused, some must be simulated")


if __name__ == "__main__":
    main()
