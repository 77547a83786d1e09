"""`report`: one page that needs nothing else on runs, comparisons and sweeps, its figures as files, and what it refuses."""

import html.parser
import json
import re
import shutil
import subprocess

from harness import BAD_INPUT, DONE, IO, USAGE, CommandTest, main

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
HOSTILE = "<script>alert(1)</script> \\e]0;t\\a & \\u202e\\\"'"  # in a text of YAML in double quotes
FIRMS = "id,sector,employees,weight\nA,food,12,3\nB,machinery,400,1\nC,electronics,,2\nD,food,55,2\nE,machinery,1513,1\nF,electronics,30,3\n"
SWEEP = """sweep: 1
scenario: minimal.yaml
set: {population.firms: 200, end: 2025-06}
replicates: 2
design: {method: saltelli, points: 16}
factors:
  policies.grant.rate: {range: [0 %, 30 %]}
  climate.pmi.shift: {range: [-1.5, 1.5]}
  peers.strength: {range: [0, 2]}
"""
ALONE = {"br", "img", "input", "link", "meta", "hr", "tr", "td", "th", "tbody", "thead", "caption", "p", "li"}  # need no end


class Page(html.parser.HTMLParser):
    """What is on a page: sections, figures, scripts, the addresses it names, and tags that are not closed in order."""

    def __init__(self, text):
        super().__init__()
        self.sections, self.figures, self.scripts, self.addresses, self.faults, self.handlers = [], [], 0, [], [], []
        self.open, self.words = [], ""
        self.feed(text)
        self.faults += self.open

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        {"section": self.sections, "figure": self.figures}.get(tag, []).append(attributes.get("id"))
        self.scripts += tag == "script"
        self.addresses += [attributes[name] for name in ("src", "href", "action", "data") if name in attributes]
        self.handlers += [name for name in attributes if name.startswith("on")]
        if tag not in ALONE:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if tag in ALONE:
            return
        if not self.open or self.open.pop() != tag:
            self.faults.append("/" + tag)

    def handle_data(self, data):
        if not self.open or self.open[-1] not in ("script", "style"):
            self.words += data


class ReportTest(CommandTest):
    def setUp(self):
        super().setUp()
        self.variant("end: 2025-06\noverrides: {no_grant: {policies.grant: null}}\n"
                     "policies: {grant: {budget: {amount: 1 bn CNY}}}\n")

    def made(self, name, *arguments):
        self.result_of(*arguments, name=name)
        return name

    def page(self, *arguments, name="page.html"):
        """The page on some results, which is sound whatever they are."""
        done = self.millwright("report", *arguments, "-o", name, "--force", "-q")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (DONE, "", ""))
        text = (self.folder / name).read_text(encoding="utf-8")
        page = Page(text)
        self.assertEqual(page.faults, [])
        self.assertEqual((page.scripts, page.handlers), (1, []), "its own script and nothing else")
        self.assertEqual([to for to in page.addresses if not to.startswith(("#", "data:"))], [], "it loads nothing")
        self.assertIsNone(CONTROL.search(text))
        self.assertEqual(len(set(page.figures)), len(page.figures))
        self.assertNotRegex(page.words, r"(?<![a-z])-?(nan|inf)(?![a-z])")
        page.text = text
        return page

    def assert_shown(self, page, *figures):
        for figure in figures:
            self.assertTrue([one for one in page.figures if one.startswith(figure)], (figure, page.figures))

    def assert_not_shown(self, page, *figures):
        for figure in figures:
            self.assertEqual([one for one in page.figures if one.startswith(figure)], [])


class Kinds(ReportTest):
    """What each kind of result has, and that nothing else is shown."""

    def test_one_run(self):
        page = self.page(self.made("one.h5", "variant.yaml"))
        self.assert_shown(page, "adoption", "why-not-yet", "by-size", "jobs", "instruments", "network")
        self.assert_not_shown(page, "convergence", "classes", "cost", "differences", "tornado", "indices", "prim")
        self.assertIn("one draw of luck", page.words)
        self.assertIn("millwright reproduce one.h5", page.words)
        self.assertIn(self.sha256("one.h5"), page.words)
        self.assertRegex(page.words, r"policies\.grant\.budget\.amount")
        self.assertIn("variant.yaml:5", page.words)  # where that stands

    def test_replicates(self):
        page = self.page(self.made("four.h5", "variant.yaml", "--replicates", "4"))
        self.assert_shown(page, "adoption", "convergence")
        self.assertNotIn("one draw of luck", page.words)
        self.assertRegex(page.words, r"\d+\.\d % \[\d+\.\d % to \d+\.\d %\]")

    def test_values_that_were_set_are_assumptions(self):
        page = self.page(self.made("set.h5", "variant.yaml", "--set", "policies.grant.rate=25 %"))
        self.assertRegex(page.words, r"policies\.grant\.rate\s*25 %")

    def test_two_scenarios(self):
        base = self.made("none.h5", "variant.yaml", "--scenario", "no_grant", "--replicates", "3")
        page = self.page(base, self.made("grant.h5", "variant.yaml", "--replicates", "3"))
        self.assert_shown(page, "adoption", "classes-automation", "cost", "differences", "convergence")
        found = json.loads(self.millwright("compare", base, "grant.h5", "--json", "-q").stdout)["comparisons"][0]
        (automation,) = (one for one in found["technologies"] if one["technology"] == "automation")
        recipients = sum(automation["groups"][0]["recipients"]) / 3 * found["represents"]
        self.assertIn(f"of {recipients:,.0f} firms that are supported for automation", page.words)

    def test_scenarios_of_other_luck_are_shown_and_not_compared(self):
        base = self.made("none.h5", "variant.yaml", "--scenario", "no_grant")
        page = self.page(base, self.made("seven.h5", "variant.yaml", "--set", "seed=7"))
        self.assert_shown(page, "adoption", "jobs")
        self.assert_not_shown(page, "classes", "cost", "differences")
        self.assertIn("seven is not compared with none", page.words)

    def test_a_comparison(self):
        done = self.millwright("compare", "variant.yaml:no_grant", "variant.yaml", "--replicates", "3", "-o", "c.h5", "-q")
        self.assertEqual(done.returncode, DONE, done.stderr)
        page = self.page("c.h5")
        self.assert_shown(page, "classes", "cost", "differences", "convergence")
        self.assert_not_shown(page, "adoption", "jobs", "network", "tornado")
        self.assertIn(self.sha256("c.h5"), page.words)

    def test_a_sweep(self):
        self.write("s.sweep.yaml", SWEEP)
        done = self.millwright("sweep", "run", "s.sweep.yaml", "-o", "s.h5", "-q")
        self.assertEqual(done.returncode, DONE, done.stderr)
        page = self.page("s.h5")
        self.assert_shown(page, "tornado", "indices", "prim")
        self.assert_not_shown(page, "adoption", "classes", "network")
        chosen = self.page("s.h5", "--of", "employment", "--interest", "adoption_share:automation>0.01")
        self.assert_shown(chosen, "tornado-employment")
        self.assert_not_shown(chosen, "tornado-adoption", "indices-adoption")
        self.assertIn("adoption_share:automation>0.01", chosen.words)

    def test_confidential_firms_are_not_drawn_and_it_is_said_why(self):
        self.write("firms.csv", FIRMS)
        self.variant("population: {firms: 120, represents: 12, table: {file: firms.csv, confidential: true, min_cell: 2}}\n"
                     "end: 2025-06\noverrides: {no_grant: {policies.grant: null}}\n", name="own.yaml")
        base = self.made("base.h5", "own.yaml", "--scenario", "no_grant")
        page = self.page(base, self.made("own.h5", "own.yaml"))
        self.assert_shown(page, "adoption", "differences")
        self.assert_not_shown(page, "network", "classes", "cost")
        self.assertIn("its table of firms is confidential", page.words)
        self.assertNotIn("1513", page.words)  # the employees of one firm


class Figures(ReportTest):
    def figures(self, *arguments):
        """The figures of a run with four replicates, by file name."""
        done = self.millwright("report", self.made("r.h5", "variant.yaml", "--replicates", "4"), "--figures", "figures", "-q",
                               "--force", *arguments)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (DONE, "", ""))
        return {path.name: path.read_text(encoding="utf-8") for path in (self.folder / "figures").iterdir()}

    def test_each_figure_is_a_drawing_and_a_specification_with_its_data(self):
        found = self.figures()
        on_page = Page((self.folder / "report.html").read_text(encoding="utf-8")).figures
        self.assertEqual(sorted(found), sorted(f"{name}.{kind}" for name in on_page for kind in ("svg", "vl.json")))
        specification = json.loads(found["adoption.vl.json"])
        self.assertIn("vega-lite", specification["$schema"])
        self.assertIn("values", json.dumps(specification))
        if shutil.which("xmllint"):
            done = subprocess.run(["xmllint", "--nonet", "--noout", *sorted(self.folder.glob("figures/*.svg"))],
                                  capture_output=True, text=True, check=False)
            self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_they_are_made_for_a_column_of_a_journal(self):
        found = self.figures("--width", "84mm", "--font-size", "8", "--grey")
        for name, text in found.items():
            if name.endswith(".svg"):
                self.assertRegex(text, r'<svg [^>]*width="317\.48', name)  # 84 mm in px of 1/96 inch
                self.assertRegex(text, r'<svg [^>]*font-size="10\.67', name)  # 8 pt
                colours = {tuple(code[i:i + 2] for i in (0, 2, 4)) for code in re.findall(r'"#([0-9a-f]{6})"', text)}
                self.assertEqual([one for one in colours if len(set(one)) > 1], [], name)
        if not shutil.which("rsvg-convert"):
            self.skipTest("the drawings were read; rsvg-convert, which makes PDF of them, is not installed")
        for drawing in sorted(self.folder.glob("figures/*.svg")):
            done = subprocess.run(["rsvg-convert", "-f", "pdf", drawing], capture_output=True, check=False)
            self.assertEqual((done.returncode, done.stderr, done.stdout[:5]), (0, b"", b"%PDF-"), drawing.name)

    def test_the_same_results_give_the_same_bytes(self):
        first, page = self.figures(), self.sha256("report.html")
        self.assertEqual((self.figures(), self.sha256("report.html")), (first, page))


class Refused(ReportTest):
    def test_files_that_exist_are_kept(self):
        self.made("r.h5", "variant.yaml")
        self.write("report.html", "mine")
        self.assert_refused(self.millwright("report", "r.h5"), IO, "report.html", "--force")
        self.assertEqual((self.folder / "report.html").read_text(), "mine")
        (self.folder / "figures").mkdir()
        self.write("figures/jobs.vl.json", "mine")
        self.assert_refused(self.millwright("report", "r.h5", "-o", "new.html", "--figures", "figures", "-q"), IO, "jobs.vl.json")
        self.assertEqual([name for name in self.files() if name.startswith(("figures/", "new"))], ["figures/jobs.vl.json"])
        done = self.millwright("report", "r.h5", "--force")
        self.assertEqual(done.returncode, DONE, done.stderr)
        self.assertRegex(done.stdout, r"^wrote report\.html \(.* [kM]B, \d+ figures\)\n$")

    def test_damaged_and_missing_files(self):
        self.made("r.h5", "variant.yaml")
        content = (self.folder / "r.h5").read_bytes()
        self.write("cut.h5", content[:len(content) // 2])
        self.write("text.h5", "no result")
        for name in ("cut.h5", "text.h5"):
            self.assert_refused(self.millwright("report", "r.h5", name, "-q"), BAD_INPUT, name)
        self.assert_refused(self.millwright("report", "none.h5", "-q"), IO, "none.h5")
        self.assertNotIn("report.html", self.files())

    def test_options_that_make_no_sense(self):
        self.made("r.h5", "variant.yaml")
        for arguments, part in ((("--grey",), "--figures"), (("--figures", ".", "--width", "84"), "84mm"),
                                (("--figures", ".", "--width", "1mm"), "84mm"), (("--figures", ".", "--font-size", "x"), "--font-size 8")):
            self.assert_refused(self.millwright("report", "r.h5", *arguments, "-q"), USAGE, part)
        self.write("taken", "a file")
        self.assert_refused(self.millwright("report", "r.h5", "--figures", "taken", "-q"), IO, "cannot make this folder")
        self.assertEqual(self.millwright("report").returncode, USAGE)

    def test_hostile_names_are_only_shown(self):
        hostile = self.variant(f'title: "{HOSTILE}"\nend: 2025-06\noverrides: {{no_grant: {{policies.grant: null}}}}\n', name="hostile.yaml")
        base = self.made("<b onload=x>&.h5", hostile, "--scenario", "no_grant", "--replicates", "3")
        for arguments in ((base,), (base, self.made("policy.h5", hostile, "--replicates", "3"))):
            page = self.page(*arguments)  # which says that there is one script, and no handler or control character
            self.assertIn("<script>alert(1)</script>", page.words)
            self.assertIn("<b onload=x>&", page.words)


class Size(ReportTest):
    def test_china_with_and_without_the_grant_is_below_a_megabyte(self):
        scenario = self.source / "scenarios/china/baseline.yaml"
        run = (scenario, "--set", "population.firms=20000", "--replicates", "3")
        page = self.page(self.made("none.h5", *run, "--scenario", "no_grant"), self.made("grant.h5", *run))
        self.assertLess(len(page.text.encode()), 1_000_000)
        self.assert_shown(page, "adoption", "why-not-yet", "sectors-ai", "sectors-automation", "by-size", "classes-ai", "classes-automation", "cost",
                          "differences", "instruments", "jobs", "productivity-parts", "chips", "network", "convergence")


if __name__ == "__main__":
    main()
