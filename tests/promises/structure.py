"""The rules of structure that a compiler does not check, as text searches over the sources.

    structure.py --list           what each rule demands
    structure.py --names          the rules' names alone, for CMake, which makes a test of each
    structure.py RULE [--root .]  prints what breaks the rule as file:line: problem, and exits 1 if anything does

Each rule is a function from the root of a source tree to a list of problems, so that structure_selftest.py can show on
small made-up trees that it finds what it should. Only the standard library is used. These are searches, not a parser:
comments and the contents of literals are taken out first where prose could be mistaken for code.
"""

import argparse
import pathlib
import re
import subprocess
import sys

MODEL_LAYERS = ("core", "theory", "economy", "decisions", "policies", "month", "statistics")

# Header prefix -> folders that may include it. Tests may include anything, save what is named for them.
HEADER_HOMES = {
    r"tbb/|oneapi/": ("engine/core",),
    r"yaml-cpp/": ("engine/scenario",),
    r"pugixml": ("engine/scenario",),
    r"hdf5|H5[A-Za-z]*\.h": ("engine/results",),
    r"archive(?:_entry)?\.h": ("engine/results",),
    r"readstat\.h": ("engine/results",),
    r"boost/graph/": ("engine/economy",),
    r"boost/(?:random|math)/": ("engine/experiments",),
    r"CLI/": ("tools/millwright",),
    r"nlohmann/": ("tools",),
    r"Random123/": ("engine/core",),
    r"openturns/": ("tools/calibrate", "tests"),
}

# Folder of mechanisms -> the catalogue in which each is one word, and the folder of its tests.
MECHANISMS = {
    "engine/decisions/rules": ("engine/decisions/catalogue.cpp", "tests/unit/decisions"),
    "engine/policies/instruments": ("engine/policies/catalogue.cpp", "tests/unit/policies"),
    "engine/statistics/observers": ("engine/statistics/catalogue.cpp", "tests/unit/statistics"),
}

# The order of the month is part of the model: no verb may move without this line being changed with it.
VERBS = ("advance_environment", "form_expectations", "review_investment", "allocate_support", "install_and_scrap",
         "produce_and_sell", "settle_accounts", "enter_and_exit", "survey_purchasing_managers", "observe")

# Functions whose last bits differ between C libraries. gates.py looks for the same ones in the compiled code.
LIBM = ("exp|exp2|exp10|expm1|log|log2|log10|log1p|pow|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|asinh|acosh|"
        "atanh|erf|erfc|tgamma|lgamma|cbrt|hypot|fma|sincos")

LONGEST_FILE = 400

# The texts whose file names are checked, and the heading of the table whose code names are.
TEXTS = ("engine/ARCHITECTURE.md", "engine/MODEL.md")
SYMBOLS = ("engine/MODEL.md", "symbol | name in code | unit | file")


# --- reading a tree ---------------------------------------------------------------------------------------------------


def sources(root, *folders):
    """Every C++ file below the folders, in a fixed order."""
    found = []
    for folder in folders:
        found += [p for p in (root / folder).rglob("*") if p.suffix in (".cpp", ".hpp", ".h") and p.is_file()]
    return sorted(found)


def project_files(root):
    """What version control tracks; without it (an unpacked archive) every file outside the ignored folders."""
    try:
        listed = subprocess.run(["git", "-C", str(root), "ls-files", "-z"], capture_output=True, check=True).stdout
        if listed:
            paths = [root / name for name in listed.decode().split("\0") if name]
            return sorted(p for p in paths if p.is_file() and not p.is_symlink())
    except (OSError, subprocess.CalledProcessError):
        pass
    ignored = [".git"]
    if (root / ".gitignore").is_file():
        ignored += [line.strip("/") for line in (root / ".gitignore").read_text().split() if line.startswith("/")]
    return sorted(p for p in root.rglob("*")
                  if p.is_file() and not p.is_symlink() and p.relative_to(root).parts[0] not in ignored)


def lines_of(path):
    return path.read_text(encoding="utf-8", errors="replace").split("\n")


TOKEN = re.compile(r"""//[^\n]* | /\*.*?\*/ | R"(?P<mark>[^()\s\\]{0,16})\(.*?\)(?P=mark)"
                       | "(?:\\.|[^"\\\n])*" | (?<![0-9a-fA-F])'(?:\\.|[^'\\\n])*'""", re.VERBOSE | re.DOTALL)


def code_lines(path):
    """The lines of a C++ file without comments and without what literals contain; line numbers stay as they are."""
    def blank(match):
        text = match.group(0)
        return ('""' if text[0] in "\"R" else " ") + "\n" * text.count("\n")
    return TOKEN.sub(blank, path.read_text(encoding="utf-8", errors="replace")).split("\n")


INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]')


def includes(path):
    """(line number, '"' or '<', what is included) for every include of a file."""
    for number, line in enumerate(lines_of(path), 1):
        match = INCLUDE.match(line)
        if match:
            yield number, match.group(1), match.group(2)


def read_layers(root):
    """[(line number, layer, layers it may include)] as engine/layers.txt states them."""
    layers = []
    for number, line in enumerate(lines_of(root / "engine/layers.txt"), 1):
        match = re.match(r"([a-z_]+):(.*)$", line)
        if match:
            layers.append((number, match.group(1), match.group(2).split()))
    return layers


def at(root, path, number, problem):
    return f"{path.relative_to(root)}:{number}: {problem}"


# --- the rules --------------------------------------------------------------------------------------------------------


def layers_file(root):
    """engine/layers.txt names every folder of engine/ once, below everything that may include it."""
    problems, seen = [], []
    listing = root / "engine/layers.txt"
    for number, layer, below in read_layers(root):
        if layer in seen:
            problems.append(at(root, listing, number, f"{layer} is listed twice"))
        for name in below:
            if name not in seen:
                problems.append(at(root, listing, number, f"{layer} may include {name}, which is not listed above it"))
        seen.append(layer)
    for folder in sorted(p for p in (root / "engine").iterdir() if p.is_dir()):
        if folder.name not in seen:
            problems.append(f"engine/layers.txt: the folder engine/{folder.name} is not listed")
    return problems


def upward_includes(root):
    """A layer includes only itself and what engine/layers.txt allows, by the path from engine/."""
    problems = []
    layers = {layer: below for _, layer, below in read_layers(root)}
    for layer, below in layers.items():
        for path in sources(root, f"engine/{layer}"):
            for number, quote, name in includes(path):
                target = name.split("/")[0] if "/" in name else ""
                if target not in layers:
                    if quote == '"':
                        problems.append(at(root, path, number, f'"{name}" does not start with a layer: write the path '
                                           "from engine/, and <> for other libraries"))
                elif target != layer and target not in below:
                    problems.append(at(root, path, number, f"{layer} may not include {target} ({name})"))
    return problems


def third_party_headers(root):
    """A library is included in its one place only, so that it can be replaced in one place."""
    problems, command_line = [], []
    for path in sources(root, "engine", "tools", "tests"):
        folder = path.relative_to(root).as_posix()
        for number, _, name in includes(path):
            for prefix, homes in HEADER_HOMES.items():
                if not re.match(prefix, name):
                    continue
                tests_are_free = "tests" not in homes and folder.startswith("tests/")
                if not tests_are_free and not folder.startswith(tuple(home + "/" for home in homes)):
                    problems.append(at(root, path, number, f"<{name}> may be included only in {', '.join(homes)}"))
                elif prefix == "CLI/" and not tests_are_free:
                    command_line.append((path, number))
    for path, number in command_line:
        if path != command_line[0][0]:
            problems.append(at(root, path, number, "CLI11 takes ten seconds to compile: only one file may include it"))
    return problems


def mechanisms(root):
    """Every mechanism's source with its catalogue and the folder of its tests."""
    for folder, (catalogue, tests) in MECHANISMS.items():
        for path in sorted((root / folder).glob("*.cpp")):
            yield path, root / catalogue, root / tests


def mentions(path, word):
    return path.is_file() and re.search(rf"\b{re.escape(word)}\b", path.read_text(encoding="utf-8")) is not None


def mechanisms_registered(root):
    """Every decision rule, policy instrument and observer is a word in the catalogue of its layer."""
    return [at(root, path, 1, f"'{path.stem}' is not in {catalogue.relative_to(root)}")
            for path, catalogue, _ in mechanisms(root) if not mentions(catalogue, path.stem)]


def mechanisms_documented(root):
    """Every decision rule, policy instrument and observer is described in engine/MODEL.md under its name."""
    return [at(root, path, 1, f"'{path.stem}' does not appear in engine/MODEL.md")
            for path, _, _ in mechanisms(root) if not mentions(root / "engine/MODEL.md", path.stem)]


def mechanisms_tested(root):
    """Every decision rule, policy instrument and observer has a test file of its own."""
    return [at(root, path, 1, f"there is no {tests.relative_to(root)}/{path.stem}_test.cpp")
            for path, _, tests in mechanisms(root) if not (tests / f"{path.stem}_test.cpp").is_file()]


def portable_numbers(root):
    """The model's layers call no libm transcendental and no generator or distribution of the standard library."""
    patterns = [
        (rf"(?:\bstd|(?<![\w>]))::(?:{LIBM})[fl]?\b", "use core/math.hpp"),
        (rf"__builtin_(?:{LIBM})[fl]?\b", "use core/math.hpp"),
        (r"#\s*include\s*<random>", "use core/random.hpp"),
        (r"\bstd\s*::\s*(?:\w+_distribution|mt19937(?:_64)?|minstd_rand0?|ranlux\w+|default_random_engine|random_device"
         r"|shuffle|sample|generate_canonical)\b", "use core/random.hpp"),
        (r"\b[sd]?rand(?:48)?\s*\(", "use core/random.hpp"),
        (r"\bstd\s*::\s*hash\b", "its order differs between libraries: use a stated hash or a sorted order"),
    ]
    unqualified = (rf"(?<![\w.:>])(?:{LIBM})[fl]?\s*\(", "write math:: and use core/math.hpp")
    problems = []
    for layer in MODEL_LAYERS:
        for path in sources(root, f"engine/{layer}"):
            code = code_lines(path)
            # core/ defines these names; a file that imports them from there may leave the qualification out.
            imported = layer == "core" or any(re.search(r"\busing\b.*\bmath\b", line) for line in code)
            for number, line in enumerate(code, 1):
                for pattern, advice in patterns + ([] if imported else [unqualified]):
                    match = re.search(pattern, line)
                    if match:
                        problems.append(at(root, path, number, f"'{match.group(0).strip()}': {advice}"))
    return problems


def file_length(root):
    """A C++ file of the engine or the tools that outgrows the limit holds two ideas."""
    found = []
    for path in sources(root, "engine", "tools"):
        length = path.read_text(encoding="utf-8", errors="replace").count("\n")
        if length > LONGEST_FILE:
            found.append(at(root, path, length, f"{length} lines; split it, at most {LONGEST_FILE}"))
    return found


def verb_headers(root):
    """The file of a verb opens with a comment that says what it reads, what it writes, and by which equation."""
    definition = re.compile(rf"^[\w:<>,&* ]+\s(?:{'|'.join(VERBS)})\(", re.MULTILINE)
    problems = []
    for path in sorted((root / "engine/month").glob("*.cpp")):
        holds_a_verb = path.stem in VERBS or definition.search("\n".join(code_lines(path)))
        if path.name == "month.cpp" or not holds_a_verb:
            continue
        header = re.match(r"(?:\s*//[^\n]*\n|\s*/\*.*?\*/)*", path.read_text(encoding="utf-8"), re.DOTALL).group(0)
        for word in ("Reads:", "Writes:", "Equation:"):
            if not re.search(rf"^\W*{word}\s*\S", header, re.MULTILINE):
                problems.append(at(root, path, 1, f"the comment at the top has no line '{word} ...'"))
    return problems


def verb_order(root):
    """engine/month/month.cpp calls the ten verbs once each, in the order of the model."""
    path = root / "engine/month/month.cpp"
    if not path.is_file():
        return ["engine/month/month.cpp: missing"] if any((root / "engine/month").glob("*.cpp")) else []
    called = re.findall(rf"\b({'|'.join(VERBS)})\s*(?:<[^;()]*>)?\s*\(", "\n".join(code_lines(path)))
    if called == list(VERBS):
        return []
    return [f"engine/month/month.cpp: the verbs stand as {', '.join(called) or 'none at all'}; "
            f"they must stand as {', '.join(VERBS)}"]


def named_paths(line):
    """What a line of text names in backticks and can only be a file or folder: it ends in / or in a file's ending."""
    for quoted in re.findall(r"`([^`]+)`", line):
        if re.fullmatch(r"[A-Za-z_.][\w.*/-]*(?:/|\.(?:cpp|hpp|py|md|txt|csv|yaml|cmake))", quoted):
            yield quoted


def found(root, name):
    """The files and folders that a text means by a name: from the root, or from engine/; * stands for any."""
    return [path for folder in (root, root / "engine") for path in folder.glob(name.rstrip("/"))]


def symbol_problems(root, path, lines, number):
    """What is wrong with the symbol table whose heading is line `number`: rows of symbol, name in code, unit, file."""
    for number, line in enumerate(lines[number + 1:], number + 2):
        if not line.startswith("|"):
            return
        cells = line.strip().strip("|").split("|")
        names, files = ([re.findall(r"`([^`]+)`", cells[k]) for k in (1, 3)] if len(cells) == 4 else ([], []))
        if not names or not files:
            yield at(root, path, number, "a row needs four cells, with a name in code and a file in backticks")
        paths = [p for file in files for p in found(root, file) if p.is_file()]
        code = "\n".join("\n".join(code_lines(p)) for p in paths)
        for name in names:
            if not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", code):
                yield at(root, path, number, f"'{name}' does not occur in {', '.join(files) or 'any file'}")


def documented_names(root):
    """Every file that the model's and the architecture's text name exists, and every code name of the symbol table
    occurs in the file that its row names."""
    problems = []
    for path in (root / text for text in TEXTS):
        lines = lines_of(path) if path.is_file() else []
        for number, line in enumerate(lines, 1):
            problems += [at(root, path, number, f"there is no '{name}'")
                         for name in named_paths(line) if not found(root, name)]
        if not lines or path != root / SYMBOLS[0]:
            continue
        heading = next((n for n, line in enumerate(lines, 1) if line.strip("| ") == SYMBOLS[1]), None)
        problems += ([at(root, path, 1, f"there is no table '{SYMBOLS[1]}'")] if heading is None
                     else symbol_problems(root, path, lines, heading))
    return problems


def finished(root):
    """No mark of unfinished work and no path of one person's machine in any tracked file."""
    # The words are put together here so that this file does not find itself.
    marks = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b|\b(?i:place" r"holders?|stu" r"bs?|stu" r"bbed)\b")
    machine = re.compile(r"(?<![\w.$})~-])/(?:wo" r"rk|ro" r"ot|ho" r"me)(?![\w-])")
    problems = []
    for path in project_files(root):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.split("\n"), 1):
            for pattern, problem in ((marks, "a mark of unfinished work"), (machine, "a path of one machine")):
                match = pattern.search(line)
                if match:
                    problems.append(at(root, path, number, f"'{match.group(0)}' is {problem}"))
    return problems


RULES = {rule.__name__: rule for rule in (
    layers_file, upward_includes, third_party_headers, mechanisms_registered, mechanisms_documented, mechanisms_tested,
    portable_numbers, file_length, verb_headers, verb_order, documented_names, finished)}


def main():
    parser = argparse.ArgumentParser(description="Check one rule of structure.")
    parser.add_argument("rule", nargs="?", choices=sorted(RULES))
    parser.add_argument("--root", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parents[2])
    parser.add_argument("--list", action="store_true", help="what each rule demands")
    parser.add_argument("--names", action="store_true", help="the rules' names alone")
    arguments = parser.parse_args()
    if arguments.names:
        print("\n".join(RULES))
        return 0
    if arguments.list or arguments.rule is None:
        for name, rule in RULES.items():
            print(f"{name}: {' '.join(rule.__doc__.split())}")
        return 0
    rule = RULES[arguments.rule]
    problems = rule(arguments.root.resolve())
    for problem in problems:
        print(problem)
    if problems:
        print(f"\n{len(problems)} against the rule: {' '.join(rule.__doc__.split())}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
