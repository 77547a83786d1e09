"""`explain` and the reference page: every declared key can be looked up, and the page in the source is what it says."""

import csv
import io
import json

from harness import BAD_INPUT, DONE, USAGE, CommandTest, main


class Explain(CommandTest):
    def explained(self, *arguments):
        done = self.millwright("explain", *arguments)
        self.assertEqual((done.returncode, done.stderr), (DONE, ""))
        return done.stdout

    def test_a_key_with_all_that_is_declared_of_it(self):
        self.assertEqual(self.explained("climate.pmi.mean"), """\
climate.pmi.mean
  meaning                   Long-run mean of the projected PMI
  kind                      a number from 0 to 100 [index]
  default                   49.8
  source                    NBS 2021-2026
  in a file                 climate: {pmi: {mean: 49.8}}
""")

    def test_the_end_of_a_path_is_enough(self):
        self.assertEqual(self.explained("pmi.mean"), self.explained("climate.pmi.mean"))
        self.assertIn("\npolicies.NAME.rate\n", self.explained("rate"))

    def test_names_of_the_user_stand_for_any_name(self):
        for key in ("policies.my_grant.cap_per_firm", "technologies.lidar.gain", "climate.metals.tin.volatility"):
            self.assertIn("meaning ", self.explained(key))

    def test_a_section_lists_its_keys_and_a_table_its_columns(self):
        self.assertIn("\n  jump_rate ", self.explained("climate.pmi"))
        self.assertIn("\n  labour_share_of_value_added", self.explained("sectors.table"))

    def test_an_instrument_lists_its_keys_only(self):
        text = self.explained("announcement")
        self.assertIn("\n  half_life ", text)
        self.assertNotIn("cap_per_firm", text)

    def test_without_a_key_it_says_where_to_begin(self):
        for key in ("climate", "policies", "overrides", "extends"):
            self.assertIn(f"\n  {key} ", self.explained())

    def test_every_key_can_be_explained_and_fits_into_80_columns(self):
        keys = self.explained("--list").split()
        self.assertGreater(len(keys), 200)
        text = self.explained(*keys)
        for key in keys:
            self.assertIn(f"{key}\n  meaning ", text)
        self.assertLessEqual(max(len(line) for line in text.split("\n") if "in a file" not in line), 80)

    def test_an_unknown_key_with_the_nearest_one(self):
        self.assert_refused(self.millwright("explain", "climate.pmi.maen"), USAGE, "there is no key 'climate.pmi.maen'",
                            "did you mean 'climate.pmi.mean'?")
        self.assert_refused(self.millwright("explain", "volatlity"), USAGE, "did you mean 'volatility'?")
        self.assert_refused(self.millwright("explain", "photosynthesis"), USAGE, "--list")

    def test_json(self):
        mean, = json.loads(self.explained("climate.pmi.mean", "--json"))
        self.assertEqual((mean["default"], mean["unit"], mean["optional"]), ("49.8", "index", False))
        everything = json.loads(self.explained("--json"))
        self.assertEqual({one["key"] for one in everything}, set(self.explained("--list").split()))


class Columns(CommandTest):
    """The columns that are declared are those that are read: without a required one the table is refused."""

    def columns(self, key):
        entry, = json.loads(self.millwright("explain", key, "--json").stdout)
        return entry["columns"]

    def check_without(self, column):
        rows = list(csv.DictReader(io.StringIO((self.source / "scenarios/minimal/sectors.csv").read_text())))
        kept = [name for name in rows[0] if name != column]
        text = "\n".join(",".join(row) for row in [kept, *([row[name] for name in kept] for row in rows)]) + "\n"
        self.write("minimal/sectors.csv", text)
        return self.millwright("check", "minimal.yaml")

    def test_every_required_column_of_the_sector_table_and_no_other(self):
        for column in self.columns("sectors.table"):
            for name in ([column["name"].replace("TECHNOLOGY", j) for j in ("ai", "automation")]):
                done = self.check_without(name)
                self.assertEqual(done.returncode, BAD_INPUT if column["required"] else DONE, (name, done.stderr))
                if column["required"]:
                    self.assertIn(f"there is no column '{name}'", done.stderr)


class ReferencePage(CommandTest):
    def test_the_page_in_the_source_is_up_to_date(self):
        now = self.millwright("explain", "--markdown").stdout
        shipped = (self.source / "scenarios/REFERENCE.md").read_text()
        self.assertTrue(now == shipped, "scenarios/REFERENCE.md is stale; write it anew in the source folder with\n"
                        f"  {self.binary} explain --markdown > scenarios/REFERENCE.md")

    def test_it_names_every_key_and_every_column(self):
        page = self.millwright("explain", "--markdown").stdout
        for entry in json.loads(self.millwright("explain", "--json").stdout):
            self.assertIn(f"| `{entry['key']}`", page)
            for column in entry.get("columns", []):
                self.assertIn(f"| `{column['name']}` |", page)


if __name__ == "__main__":
    main()
