"""The JSON Schema of scenario files: draft-07, it accepts every scenario that is shipped, and finds slips.

Called as: schema_test.py BINARY SOURCE_FOLDER [unittest arguments]
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

import jsonschema
import yaml


class Loader(yaml.SafeLoader):
    """Reads as an editor does: YAML 1.2 has no dates, no sexagesimal numbers, and yes is a text."""


Loader.yaml_implicit_resolvers = {}
for tag, pattern, first in (("bool", r"^(true|false)$", "tf"), ("null", r"^(null|~|)$", ["n", "~", ""]),
                            ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
                            ("float", r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", "-+.0123456789")):
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", __import__("re").compile(pattern), list(first))


def names_as_text(value):
    """JSON has no other names than texts: 2024 as a name is '2024'."""
    if isinstance(value, dict):
        return {str(name): names_as_text(inner) for name, inner in value.items()}
    return [names_as_text(item) for item in value] if isinstance(value, list) else value


class Schema(unittest.TestCase):
    binary = source = None

    @classmethod
    def setUpClass(cls):
        cls.text = subprocess.run([cls.binary, "schema"], capture_output=True, text=True, check=True).stdout
        cls.schema = json.loads(cls.text)
        cls.validator = jsonschema.Draft7Validator(cls.schema)

    def problems(self, text):
        document = names_as_text(yaml.load(text, Loader))
        return [f"{'.'.join(map(str, error.absolute_path))}: {error.message}" for error in self.validator.iter_errors(document)]

    def test_it_is_a_schema_of_draft_7(self):
        self.assertEqual(self.schema["$schema"], "http://json-schema.org/draft-07/schema#")
        jsonschema.Draft7Validator.check_schema(self.schema)

    def test_every_shipped_scenario_is_accepted(self):
        found = [path for path in (self.source / "scenarios").rglob("*.yaml") if not path.name.endswith(".sweep.yaml")]
        self.assertGreater(len(found), 4)
        for path in found:
            self.assertEqual(self.problems(path.read_text()), [], path)

    def test_every_template_is_accepted(self):
        with tempfile.TemporaryDirectory() as folder:
            for template in ("minimal", "policy", "sweep", "own-country"):
                subprocess.run([self.binary, "init", template, "--template", template], cwd=folder, capture_output=True, check=True)
            found = [path for path in pathlib.Path(folder).rglob("*.yaml") if not path.name.endswith(".sweep.yaml")]
            self.assertGreater(len(found), 5)
            for path in found:
                self.assertEqual(self.problems(path.read_text()), [], path)

    def test_every_form_of_a_value_is_accepted(self):
        for text in ("climate: {pmi: {mean: 51}}", "climate: {pmi: {mean: 51.5}}", "population: {firms: 100 k}",
                     "technologies: {ai: {gain: 10 %}}", "technologies: {ai: {gain: 0.1}}", "technologies: {ai: {gain: null}}", "policies: {a: {allocation: null}}",
                     "climate: {loan_rate: {2024-01: 3 %/year, 2025-01: 2.5 %/year, interpolate: linear}}",
                     "policies: {a: {like: b, rate: 10 %}}", "policies: {a: {rate: {2024-01: 0.1}}}", "policies: {a: null}",
                     "decision: {rules: {bass: 40 %, threshold: 0.6}}", "size_classes: {all: 1-}",
                     "overrides: {x: {policies.a.rate: 5 %, climate.pmi.mean: 51, policies.a: null, lead_firms.B.months: 2 years}}",
                     "scenarios: {y: [x]}", "finance: {small_firm_spread: -0.5 pp}", "climate: {pmi: {mean: {add: 1}}}",
                     "policies: {a: {rate: {from: 2026-10, to: 2027-03, set: 0 %}}}", "chips: {commodity_compute: {scale: 2}}",
                     "overrides: {x: {policies.a.budget.amount: {from: 2026, scale: 2}, climate.loan_rate: {add: 1 pp}}}",
                     "chips: {tracks: {a: {price: {2025-01: 220 k CNY nominal}}}}", "chips: {commodity_compute: 0.2 wages}",
                     "population: {table: {file: firms.csv, columns: {sector: wz}, missing: [\"\", NA], confidential: true}}"):
            self.assertEqual(self.problems("millwright: 1\n" + text), [], text)

    def test_slips_are_found(self):
        for text, place in (("climat: {}", ""), ("climate: {pmi: {maen: 51}}", "climate.pmi"), ("climate: {pmi: {mean: 151}}", "climate.pmi.mean"),
                            ("technologies: {ai: {gain: 10}}", "technologies.ai.gain"), ("technologies: {ai: {gain: 10 percent}}", "technologies.ai.gain"),
                            ("start: 2024-13", "start"), ("start: 2024-01-01", "start"),
                            ("climate: {loan_rate: {2024: 3 %/year}}", "climate.loan_rate"),
                            ("climate: {loan_rate: {2024-01: 3 %}}", "climate.loan_rate.2024-01"),
                            ("policies: {a: {instrument: grant}}", "policies.a.instrument"),
                            ("policies: {a: {instrument: announcement, rate: 5 %}}", "policies.a"), ("policies: {a: {rade: 5 %}}", "policies.a"),
                            ("chips: {commodity_compute: 20000}", "chips.commodity_compute"), ("outputs: {events: yes}", "outputs.events"),
                            ("overrides: {x: {climate.pmi.maen: 51}}", "overrides.x"), ("overrides: {x: {climate.pmi.mean: 151}}", "overrides.x.climate.pmi.mean"),
                            ("overrides: {x: {policies.a.instrument: 3}}", "overrides.x"), ("{}", "")):
            found = self.problems(text if text == "{}" else "millwright: 1\n" + text)
            self.assertTrue(found, f"nothing found in: {text}")
            self.assertTrue(all(problem.startswith(place + ": ") for problem in found), (text, found))

    def test_every_value_tells_what_it_means(self):
        def check(schema, path):
            self.assertTrue(schema["description"], path)
            for name, inner in schema.get("properties", {}).items():
                if "set" not in schema["properties"] and inner is not True and "description" in inner:
                    check(inner, f"{path}.{name}")
        for name, schema in self.schema["properties"].items():
            check(schema, name)
        mean = self.schema["properties"]["climate"]["properties"]["pmi"]["properties"]["mean"]
        for part in ("Long-run mean of the projected PMI", "from 0 to 100 [index]", "Default: 49.8", "Source: NBS 2021-2026"):
            self.assertIn(part, mean["description"])


if __name__ == "__main__":
    Schema.binary, Schema.source = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2])
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
