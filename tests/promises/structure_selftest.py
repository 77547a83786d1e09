"""Shows that each rule of structure.py finds its violation, and finds nothing in a tree that keeps it.

Every case writes the clean tree below into a temporary folder, changes a file or two, and names the rule that must
speak and a piece of what it must say. A rule without a case fails the last test.
"""

import pathlib
import tempfile
import unittest

import structure

MONTH = "void month() {\n" + "".join(f"  {verb}(economy);\n" for verb in structure.VERBS) + "}\n"
VERB_HEADER = "// Reads: demand.\n// Writes: output.\n// Equation: output = min(demand, capacity).\n"

CLEAN_TREE = {
    "engine/layers.txt": "# comment\ncore:\nscenario: core\neconomy: core scenario\ndecisions: core economy\n"
                         "policies: core\nmonth: core economy decisions\nstatistics: core\nresults: core statistics\n",
    "engine/MODEL.md": "The rule `net_value`, the instrument `carbon_price` and the observer `adoption`.\n"
                       "Share `firms/represents`, verbs in `month/*.cpp`, texts in `tools/millwright/main.cpp`.\n"
                       "| symbol | name in code | unit | file |\n|---|---|---|---|\n"
                       "| x, y | `x`, `y` | 1 | `scenario/reader.cpp`, `economy/network.cpp` |\n\nAfter it `z.w`.\n",
    "engine/ARCHITECTURE.md": "Layers stand in `layers.txt`, the lowest in `core/`.\n",
    "engine/core/math.hpp": "#include <Random123/threefry.h>\n"
                            "// std::exp(x) is not used\ninline double exp(double x);\n",
    "engine/core/parallel.hpp": "#include <tbb/parallel_for.h>\n#include <oneapi/tbb/task_arena.h>\n",
    "engine/scenario/reader.cpp": '#include "core/math.hpp"\n#include <yaml-cpp/yaml.h>\ndouble x = std::pow(2, 3);\n',
    "engine/economy/network.cpp": '#include "scenario/reader.hpp"\n#include <boost/graph/adjacency_list.hpp>\n'
                                  "double y = math::exp(1) + millwright::math::log(2) + std::sqrt(2) + 1'000'000;\n"
                                  'auto text = "std::mt19937";\n',
    "engine/decisions/catalogue.cpp": "net_value\n",
    "engine/decisions/rules/net_value.cpp": '#include "economy/firms.hpp"\n',
    "engine/policies/catalogue.cpp": "carbon_price\n",
    "engine/policies/instruments/carbon_price.cpp": "",
    "engine/statistics/catalogue.cpp": "adoption\n",
    "engine/statistics/observers/adoption.cpp": "",
    "engine/results/file.cpp": "#include <hdf5.h>\n#include <H5DSpublic.h>\n",
    "engine/month/month.cpp": MONTH,
    "engine/month/produce_and_sell.cpp": VERB_HEADER + "void produce_and_sell(Economy& economy) {}\n",
    "engine/month/ranking.cpp": "// A helper of two verbs.\nvoid rank() { settle_accounts(1); }\n",
    "tests/unit/decisions/net_value_test.cpp": "#include <hdf5.h>\n",
    "tests/unit/policies/carbon_price_test.cpp": "",
    "tests/unit/statistics/adoption_test.cpp": "#include <openturns/OT.hxx>\n",
    "tools/millwright/main.cpp": "#include <CLI/CLI.hpp>\n#include <nlohmann/json.hpp>\n",
    "tools/calibrate/main.cpp": "#include <openturns/OT.hxx>\n",
    ".gitignore": "/build/\n",
    "build/notes.txt": "TO" "DO in an ignored folder\n",
    "README.md": "See https://example.org/ho" "me/ and the homework/wo" "rk of others.\n",
}

MODEL = CLEAN_TREE["engine/MODEL.md"]

MATH_CALLS = ("double z = std::exp(1);", "auto f = std::tanh;", "double z = (::pow(2, x));",
              "double z = return_ + sinf(x);", "using std::log1p;", "double z = __builtin_fma(a, b, c);")
RANDOM_CALLS = ("#include <random>", "std::mt19937_64 generator;", "std::normal_distribution<double> normal;",
                "int i = rand();", "std::shuffle(a, b, c);", "std::hash<std::string> order;")

# (rule, {file: new content, None = absent}, a piece of the message)
CASES = [
    ("layers_file", {"engine/layers.txt": "scenario: core\ncore:\n"}, "layers.txt:1: scenario may include core, which"),
    ("layers_file", {"engine/layers.txt": "core:\ncore:\n"}, "core is listed twice"),
    ("layers_file", {"engine/extra/a.hpp": ""}, "engine/extra is not listed"),
    ("upward_includes", {"engine/core/a.hpp": '\n#include "economy/firms.hpp"\n'},
     "core/a.hpp:2: core may not include economy"),
    ("upward_includes", {"engine/core/a.hpp": "#  include <economy/firms.hpp>\n"}, "core may not include economy"),
    ("upward_includes", {"engine/policies/instruments/a.cpp": '#include "decisions/view.hpp"\n'},
     "policies may not include"),
    ("upward_includes", {"engine/core/a.hpp": '#include "math.hpp"\n'}, "does not start with a layer"),
    ("upward_includes", {"engine/core/a.hpp": '#include "../economy/firms.hpp"\n'}, "does not start with a layer"),
    ("third_party_headers", {"engine/month/a.cpp": "#include <tbb/parallel_for.h>\n"}, "only in engine/core"),
    ("third_party_headers", {"engine/month/a.cpp": "#include <oneapi/tbb.h>\n"}, "only in engine/core"),
    ("third_party_headers", {"engine/results/a.cpp": "#include <yaml-cpp/yaml.h>\n"}, "only in engine/scenario"),
    ("third_party_headers", {"engine/statistics/a.cpp": "#include <hdf5.h>\n"}, "only in engine/results"),
    ("third_party_headers", {"tools/report/a.cpp": "#include <H5Cpp.h>\n"}, "only in engine/results"),
    ("third_party_headers", {"engine/month/a.cpp": "#include <boost/graph/page_rank.hpp>\n"}, "only in engine/economy"),
    ("third_party_headers", {"tools/calibrate/a.cpp": "#include <CLI/App.hpp>\n"}, "only in tools/millwright"),
    ("third_party_headers", {"tools/millwright/run.cpp": "#include <CLI/App.hpp>\n"}, "only one file"),
    ("third_party_headers", {"engine/results/a.cpp": "#include <nlohmann/json.hpp>\n"}, "only in tools"),
    ("third_party_headers", {"engine/economy/a.cpp": "#include <Random123/threefry.h>\n"}, "only in engine/core"),
    ("third_party_headers", {"tools/millwright/a.cpp": "#include <openturns/OT.hxx>\n"},
     "only in tools/calibrate, tests"),
    ("mechanisms_registered", {"engine/decisions/catalogue.cpp": "net_values\n"},
     "'net_value' is not in engine/decisions"),
    ("mechanisms_registered", {"engine/policies/catalogue.cpp": None}, "'carbon_price' is not in engine/policies"),
    ("mechanisms_registered", {"engine/statistics/catalogue.cpp": ""}, "'adoption' is not in engine/statistics"),
    ("mechanisms_documented", {"engine/MODEL.md": "net_value carbon_price\n"}, "'adoption' does not appear"),
    ("mechanisms_documented", {"engine/MODEL.md": None}, "'net_value' does not appear"),
    ("mechanisms_tested", {"tests/unit/policies/carbon_price_test.cpp": None},
     "no tests/unit/policies/carbon_price_test"),
    *(("portable_numbers", {"engine/economy/a.cpp": f"\n{call}\n"}, "economy/a.cpp:2: ")
     for call in MATH_CALLS + RANDOM_CALLS),
    ("portable_numbers", {"engine/core/math.hpp": "double exp(double x) { return std::exp(x); }\n"}, "'std::exp'"),
    ("file_length", {"tools/millwright/long.cpp": "\n" * 401}, "401 lines"),
    ("verb_headers", {"engine/month/produce_and_sell.cpp": "// Reads: a\n// Equation: b\nint x;\n// Writes: c\n"},
     "'Writes: ...'"),
    ("verb_headers", {"engine/month/accounts.cpp": "void settle_accounts(Economy& economy) {}\n"}, "'Equation: ...'"),
    ("verb_order", {"engine/month/month.cpp": MONTH.replace("  observe(economy);\n", "")}, "the verbs stand as"),
    ("verb_order", {"engine/month/month.cpp": MONTH.replace("{\n", "{\n  observe(economy);\n")},
     "the verbs stand as observe"),
    ("verb_order", {"engine/month/month.cpp": MONTH.replace("  form_expectations", "  // form_expectations")},
     "stand as"),
    ("verb_order", {"engine/month/month.cpp": None}, "missing"),
    ("documented_names", {"engine/ARCHITECTURE.md": "\nSee `core/mathematics.hpp`.\n"},
     "ARCHITECTURE.md:2: there is no 'core/mathematics.hpp'"),
    ("documented_names", {"engine/MODEL.md": MODEL.replace("month/*.cpp", "month/verbs/")}, "no 'month/verbs/'"),
    ("documented_names", {"engine/MODEL.md": MODEL.replace("month/*.cpp", "month/*.hpp")}, "no 'month/*.hpp'"),
    ("documented_names", {"engine/MODEL.md": MODEL.replace("`y`", "`z`")}, "MODEL.md:5: 'z' does not occur in scen"),
    # A name in a comment or a literal is not a name in code.
    ("documented_names", {"engine/economy/network.cpp": '// y\nauto text = "y";\n'}, "'y' does not occur"),
    ("documented_names", {"engine/MODEL.md": MODEL.replace(" | 1 |", " |")}, "MODEL.md:5: a row needs four cells"),
    ("documented_names", {"engine/MODEL.md": MODEL.replace("name in code", "code")}, "there is no table"),
    *(("finished", {"tools/notes.txt": f"\nx {mark}: y\n"}, "notes.txt:2: ") for mark in
      ("TO" "DO", "FIX" "ME", "XX" "X", "HA" "CK", "place" "holder", "Stu" "b", "stu" "bs")),
    *(("finished", {"README.md": f"cd {path}\n"}, "a path of one machine") for path in
      ("/wo" "rk/main", "/ro" "ot", '"/ho' 'me/me/x"')),
]


def write_tree(folder, changes):
    """The clean tree with the changes, as files in the folder."""
    for name, content in {**CLEAN_TREE, **changes}.items():
        if content is not None:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")


class StructureRules(unittest.TestCase):
    def problems(self, rule, changes):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder).resolve()
            write_tree(root, changes)
            return structure.RULES[rule](root)

    def test_clean_tree_passes_every_rule(self):
        for rule in structure.RULES:
            with self.subTest(rule=rule):
                self.assertEqual(self.problems(rule, {}), [])

    def test_each_violation_is_found_and_said(self):
        for rule, changes, message in CASES:
            with self.subTest(rule=rule, changes=changes):
                self.assertIn(message, "\n".join(self.problems(rule, changes)))

    def test_a_layer_not_begun_breaks_no_rule(self):
        # Catalogues, month.cpp and MODEL.md are demanded only once there is something they must speak of.
        begun = ("engine/layers.txt", "engine/core/")
        absent = {name: None for name in CLEAN_TREE if not name.startswith(begun)}
        for rule in structure.RULES:
            with self.subTest(rule=rule):
                self.assertEqual(self.problems(rule, absent), [])

    def test_every_rule_has_a_case(self):
        self.assertEqual(set(structure.RULES) - {rule for rule, _, _ in CASES}, set())


if __name__ == "__main__":
    unittest.main()
