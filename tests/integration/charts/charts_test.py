"""Figures as readers see them: xmllint takes every SVG, librsvg draws it, and a browser shows the page.

usage: charts_test.py WRITE_FIGURES [unittest arguments]

Each part is skipped, with the reason, where its program is missing.
"""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

import browser

FOLDER = tempfile.TemporaryDirectory(prefix="millwright-charts-")
LOG = ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded")
PATIENCE = 10  # [s] for a download
BROWSER = browser.find_browser()


def written():
    """The folder of the sample figures."""
    return pathlib.Path(FOLDER.name)


class FigureTest(unittest.TestCase):
    @unittest.skipUnless(shutil.which("xmllint"), "there is no xmllint (Debian: libxml2-utils)")
    def test_every_svg_is_well_formed_xml(self):
        figures = sorted(written().glob("*.svg"))
        self.assertGreater(len(figures), 80)
        done = subprocess.run(["xmllint", "--noout", "--nonet", *figures], capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    @unittest.skipUnless(shutil.which("rsvg-convert"), "there is no rsvg-convert (Debian: librsvg2-bin)")
    def test_a_figure_becomes_a_pdf_of_its_size(self):
        for name in ("00-paper.svg", "04-paper.svg", "06-paper.svg", "09-paper.svg"):
            done = subprocess.run(["rsvg-convert", "-f", "pdf", written() / name], capture_output=True, check=False)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertTrue(done.stdout.startswith(b"%PDF-"))
            self.assertGreater(len(done.stdout), 3000, "the figure is not empty")


@unittest.skipUnless(BROWSER, "there is no Chromium (Debian: chromium)")
class PageTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.browser = browser.Browser(BROWSER)
        cls.addClassCleanup(cls.browser.close)
        try:
            cls.browser.call("Browser.getVersion")
        except (browser.BrowserError, OSError) as error:
            raise unittest.SkipTest(f"{BROWSER} does not start here: {error}") from error
        cls.url = (written() / "page.html").as_uri()

    def open(self, width=1280, scripts=True):
        page = self.browser.page()
        self.addCleanup(page.close)
        page.call("Emulation.setScriptExecutionDisabled", value=not scripts)
        page.resize(width, 900)
        page.open(self.url)
        return page

    def test_nothing_is_loaded_and_nothing_is_complained_of(self):
        page = self.open()
        self.assertEqual(page.events(*LOG), [])
        asked = [event["request"]["url"] for event in page.events("Network.requestWillBeSent")]
        self.assertIn(self.url, asked)
        self.assertEqual([url for url in asked if url != self.url and not url.startswith("data:image/png")], [])

    def test_what_is_not_in_the_policy_is_refused(self):
        """The test above would see a refusal: here is one."""
        page = self.open()
        page.evaluate("document.body.append(Object.assign(new Image(), {src: 'https://example.org/x.png'}))")
        page.evaluate("new Promise(done => setTimeout(done, 100))")
        self.assertIn("Content Security Policy", json.dumps(page.events("Log.entryAdded")))

    def test_no_text_of_a_user_became_an_element(self):
        page = self.open()
        self.assertEqual(page.evaluate("document.querySelectorAll('b').length"), 0)
        self.assertIn("</script>", page.evaluate("document.querySelector('pre').textContent"))

    def test_the_page_never_scrolls_sideways(self):
        for width in (320, 390, 768, 1280):
            page = self.open(width)
            page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
            wide = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
            self.assertLessEqual(wide[0], width)
            self.assertLessEqual(wide[1], width, "a phone does not zoom out")

    def test_every_figure_is_drawn_once_whatever_the_width(self):
        for width in (390, 1280):
            page = self.open(width)
            drawn = page.evaluate("""[...document.querySelectorAll('figure')].map(figure =>
                [...figure.querySelectorAll('svg')].filter(svg => svg.getClientRects().length).length)""")
            self.assertEqual(set(drawn), {1})

    def test_without_scripts_all_is_there(self):
        page = self.open(scripts=False)
        self.assertEqual(page.evaluate("document.querySelectorAll('button').length"), 0)
        hidden = page.evaluate("""[...document.querySelectorAll('figure')].filter(figure =>
            ![...figure.querySelectorAll('svg')].some(svg => svg.getBoundingClientRect().height > 20)).length""")
        self.assertEqual(hidden, 0)
        page.click("#adoption summary")
        self.assertGreater(page.place("#adoption table")[3], 100)

    def test_without_scripts_frames_can_be_chosen(self):
        page = self.open(scripts=False)
        shown = """[...document.querySelectorAll('#network .wide .frame')]
            .filter(frame => getComputedStyle(frame).display != 'none').map(frame => frame.querySelector('text').textContent)"""
        self.assertEqual(page.evaluate(shown), ["2031"])
        page.click("label[for=network-f2]")
        self.assertEqual(page.evaluate(shown), ["2026"])

    def test_the_pointer_shows_values(self):
        page = self.open()
        seen = {}
        for figure in ("adoption", "tornado", "heat", "discovery"):
            x, y, _, _ = page.place(f"#{figure} .wide svg")
            page.mouse("mouseMoved", x + 40, y + 20)
            seen[figure] = page.evaluate(f"""[...document.querySelectorAll('#{figure} .values')]
                .filter(values => !values.hidden).map(values => values.textContent).join()""")
        self.assertRegex(seen["adoption"], r"^Month: 2028-\d\d\nFirms .*\nNo programme \(%\): [\d.]+ \[[\d.]+, [\d.]+\]")
        self.assertRegex(seen["tornado"], r"^Category: Discount rate .*\nChange .*\nlow value \(%\): 3 \[2, 4\]\n")
        self.assertRegex(seen["heat"], r"^Sector: Sector \d+\nQuarter: 20\d\dQ\d\nAdoption \(%\): ")
        self.assertRegex(seen["discovery"], r"^Grant rate \(%\): [\d.]+\nCost .*: [\d.]+\nOf interest: (yes|no)$")

    def test_the_values_are_those_of_the_place(self):
        page = self.open()
        left, right, top, bottom = page.evaluate("""(() => {
            const svg = document.querySelector('#heat .wide svg');
            svg.scrollIntoView({block: 'center', behavior: 'instant'});
            const [x0, y0, x1, y1] = svg.querySelector('.places').dataset.plot.split(' ').map(Number);
            const at = (x, y) => new DOMPoint(x, y).matrixTransform(svg.getScreenCTM());
            return [at(x0, y0).x, at(x1, y1).x, at(x0, y0).y, at(x1, y1).y];
        })()""")
        page.mouse("mouseMoved", left + 2.5 * (right - left) / 32, top + 4.5 * (bottom - top) / 12)
        text = page.evaluate("[...document.querySelectorAll('#heat .values')].find(v => !v.hidden).textContent")
        self.assertTrue(text.startswith("Sector: Sector 5\nQuarter: 2024Q3\n"), text)

    def test_an_entry_of_the_legend_isolates_its_series(self):
        page = self.open()
        shown = """['s0', 's1', 's2'].map(name => getComputedStyle(document.querySelector('#adoption .wide .' + name)).display != 'none')"""
        self.assertEqual(page.evaluate(shown), [True, True, True])
        page.click("#adoption .wide .key[data-series='1']")
        self.assertEqual(page.evaluate(shown), [False, True, False])
        page.click("#adoption .wide .key[data-series='1']")
        self.assertEqual(page.evaluate(shown), [True, True, True])

    def test_dark_pages_have_other_colours(self):
        page = self.open()
        colours = """['body', '#adoption .wide text', '#adoption .wide .s1 path'].map(selector => {
            const style = getComputedStyle(document.querySelector(selector));
            return [style.backgroundColor, style.fill, style.stroke].join();
        })"""
        page.prefer("light")
        light = page.evaluate(colours)
        page.prefer("dark")
        for one, other in zip(light, page.evaluate(colours)):
            self.assertNotEqual(one, other)

    def download(self, page, figure, kind):
        """The bytes of a download."""
        folder = pathlib.Path(tempfile.mkdtemp(dir=written()))
        self.browser.call("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(folder))
        page.evaluate(f"[...document.querySelectorAll('#{figure} button')].find(b => b.textContent == '{kind}').click()")
        path, deadline = folder / f"{figure}.{kind.lower()}", time.monotonic() + PATIENCE
        while not path.is_file() and time.monotonic() < deadline:
            page.evaluate("new Promise(done => setTimeout(done, 50))")
        self.assertTrue(path.is_file(), f"no {path.name}, but {list(folder.iterdir())}")
        return path

    def test_downloads_are_files(self):
        page = self.open()
        page.prefer("dark")
        page.click("label[for=network-f2]")
        for figure in ("adoption", "heat", "network"):
            svg = self.download(page, figure, "SVG")
            text = svg.read_text(encoding="utf-8")
            self.assertNotIn("var(", text, "complete in itself")
            self.assertIn("<title>", text)
            if shutil.which("xmllint"):
                subprocess.run(["xmllint", "--noout", "--nonet", svg], check=True)
            self.assertTrue(self.download(page, figure, "PNG").read_bytes().startswith(b"\x89PNG\r\n"))
        self.assertIn(">2026</text>", text)
        self.assertNotIn(">2031</text>", text, "only the chosen frame")
        table = self.download(page, "adoption", "CSV").read_text(encoding="utf-8-sig").splitlines()
        self.assertEqual(len(table), 97)
        self.assertTrue(table[1].startswith("2024-01,"))

    def test_cells_are_no_formulas_to_spreadsheets(self):
        page = self.open()
        self.assertEqual(page.evaluate("csv([['=1+1', '-2', '-a', 'x,\"y\"']])"), "'=1+1,-2,'-a,\"x,\"\"y\"\"\"\r\n")

    def test_paper_is_white_and_wide_whatever_the_screen(self):
        page = self.open(390)
        page.call("Emulation.setEmulatedMedia", media="print", features=[{"name": "prefers-color-scheme", "value": "dark"}])
        seen = page.evaluate("""[getComputedStyle(document.body).backgroundColor,
            getComputedStyle(document.querySelector('#adoption .wide text')).fill,
            ...['.wide', '.narrow', '.tools', 'nav'].map(s => document.querySelector(s).getClientRects().length > 0)]""")
        self.assertEqual(seen, ["rgb(255, 255, 255)", "rgb(26, 26, 26)", True, False, False, False])

    def test_the_page_prints(self):
        page = self.open()
        pdf = page.call("Page.printToPDF")["data"]
        self.assertGreater(len(pdf), 50000)


if __name__ == "__main__":
    subprocess.run([sys.argv[1], FOLDER.name], check=True)
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
