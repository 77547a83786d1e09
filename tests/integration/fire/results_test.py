"""Damaged and hostile result files in every command that reads one: refused in words, or read; never a crash, a hang,
a look at another file, or a control character on the terminal.

LONG=1: 2 000 mutations instead of 150, each in all commands instead of one. KEEP=FOLDER keeps what was not borne.
"""

import os
import random
import sys

from fire import BAD_INPUT, DONE, IO, LONG, READING, SECRETS, FireTest, main, mutated

try:
    import h5py
    import numpy as np
except ImportError:
    print("not tested: python3-h5py is not installed")
    sys.exit(0)

WHERE = f"{'each' if LONG else 'one'} of {len(READING)} reading commands"
TEXTS = ("\x1b]0;title\x07", "\x1b[2J", "\x9b31m", "a\rb", "\u202etxt", "<script>alert(1)</script>", "=1+1", "x" * 100_000, "")
NUMBERS = (0, 1, -1, 127, -128, 2**31 - 1, -2**31, 10**6)
REALS = (0.0, -1.0, 1e308, -1e308, 5e-324, float("inf"), float("-inf"), float("nan"))


def datasets(file):
    found = []
    file.visititems(lambda name, item: found.append(name) if isinstance(item, h5py.Dataset) else None)
    return found


def edit(file, luck):
    """One change that leaves a well-formed HDF5 file: a value, a text, a name, something less or twice."""
    name = luck.choice(datasets(file))
    data = file[name]
    kind, other = luck.randrange(8), f"x{luck.randrange(10**6)}"  # a name that is not there yet
    if kind < 3 and data.size and data.dtype.kind in "if":
        place = tuple(luck.randrange(length) for length in data.shape)
        number = luck.choice(NUMBERS if data.dtype.kind == "i" else REALS)
        data[place] = np.clip(number, *((np.iinfo(data.dtype).min, np.iinfo(data.dtype).max)
                                        if data.dtype.kind == "i" else (-np.inf, np.inf)))
    elif kind < 5 and len(data.attrs):
        key = luck.choice(sorted(set(data.attrs) - {"DIMENSION_LIST", "REFERENCE_LIST"}) or ["units"])
        if luck.random() < 0.3:
            data.attrs.pop(key, None)
        else:
            data.attrs[key] = np.bytes_(luck.choice(TEXTS).encode()[:60_000] or b" ")
    elif kind == 5:
        del file[name]
    elif kind == 6:
        file.move(name, name + luck.choice(("", "_", "\x1b[1m", " ")) + other)
    else:
        file[f"{name.rsplit('/', 1)[0]}/{other}" if "/" in name else other] = data


def text_attribute(place, key, text):
    def change(file):
        file[place].attrs[key] = np.bytes_(text) if isinstance(text, bytes) else np.bytes_(text.encode())
    return change


def with_data(name, **options):
    """The file with one more variable that has its units and name."""
    def change(file):
        data = file.create_dataset(name, **options)
        data.attrs["units"], data.attrs["long_name"] = np.bytes_("1"), np.bytes_("evil")
    return change


def values(name, what):
    """Every value of a column or variable becomes `what`."""
    def change(file):
        file[name][...] = what
    return change


def retyped(name, data):
    """A column or variable of other values and type, with the attributes of the first."""
    def change(file):
        attributes = {k: v for k, v in file[name].attrs.items() if k not in ("DIMENSION_LIST", "REFERENCE_LIST")}
        del file[name]
        file[name] = data
        for key, value in attributes.items():
            file[name].attrs[key] = value
        group = file[name].parent
        scale = {"lives": "life", "events": "event", "awarded": "award"}.get(group.name[1:])
        if scale and np.ndim(data) == 1 and len(data) == group[scale].size:
            file[name].dims[0].attach_scale(group[scale])
    return change


def deep(file):
    group = file
    for _ in range(3000):
        group = group.create_group("g")


def virtual(file):
    layout = h5py.VirtualLayout(shape=(32,), dtype="u1")
    layout[:] = h5py.VirtualSource("outside.bin", "x", shape=(32,))
    file.create_virtual_dataset("evil", layout)


def unknown_filter(file):
    with_data("events/evil", shape=(64,), chunks=(64,), dtype="f8", compression="lzf")(file)


def replicates(count):
    def change(file):
        del file["replicate"]
        file.create_dataset("replicate", data=np.zeros(count, "i4"), chunks=(min(count, 1 << 20),), compression=9)
        file["replicate"].make_scale("replicate")
    return change


def hostile():
    """{what is wrong: how to make it so in a sound file}"""
    zeros = 1 << 24
    found = {
        "external link": lambda f: f.__setitem__("evil", h5py.ExternalLink("outside.h5", "/")),
        "external link to a device": lambda f: f.__setitem__("evil", h5py.ExternalLink("/dev/zero", "/")),
        "soft link": lambda f: f.__setitem__("evil", h5py.SoftLink("/time")),
        "soft links in a circle": lambda f: (f.__setitem__("a", h5py.SoftLink("/b")), f.__setitem__("b", h5py.SoftLink("/a"))),
        "a group that holds the root": lambda f: f["events"].__setitem__("loop", f["/"]),
        "a group that holds itself": lambda f: f["lives"].__setitem__("loop", f["lives"]),
        "a table under two names": lambda f: f.__setitem__("lives_2", f["lives"]),
        "external storage": with_data("evil", shape=(32,), dtype="u1", external=[("outside.bin", 0, 32)]),
        "external storage in a table": with_data("lives/evil", shape=(4,), dtype="f8", external=[("outside.bin", 0, 32)]),
        "external storage of a file of the system": with_data("evil", shape=(32,), dtype="u1", external=[("/etc/passwd", 0, 32)]),
        "virtual data": virtual,
        "2^40 numbers": with_data("events/evil", shape=(1 << 40,), chunks=(1024,), dtype="f8"),
        "2^62 numbers": with_data("events/evil", shape=(1 << 31, 1 << 31), chunks=(64, 64), dtype="f8"),
        "2^40 numbers without chunks": with_data("events/evil", shape=(1 << 36,), dtype="f8"),
        "128 MB of zeros in few bytes": with_data("events/evil", data=np.zeros(zeros), chunks=(1 << 20,), compression=9),
        "zeros for a scenario": retyped("provenance/scenario_yaml", np.frombuffer(bytes(1 << 20), "S1")),
        "ten million replicates": replicates(10_000_000),
        "no replicates": replicates(1),
        "groups within groups": deep,
        "five thousand groups": lambda f: [f.create_group(f"g{k}") for k in range(5000)],
        "an unknown filter": unknown_filter,
        "scale-offset": with_data("events/evil", shape=(64,), chunks=(64,), dtype="i4", scaleoffset=4),
        "a checksum": with_data("events/evil", shape=(64,), chunks=(64,), dtype="f8", fletcher32=True),
        "a type under a name": lambda f: f.__setitem__("evil", np.dtype("f8")),
        "a compound": with_data("lives/evil", data=np.zeros(3, [("a", "i4"), ("b", "f8")])),
        "numbers of any length": lambda f: f["lives"].create_dataset("evil", (3,), h5py.vlen_dtype("i4")),
        "references": lambda f: f["lives"].create_dataset("evil", (3,), h5py.ref_dtype),
        "an enumeration": lambda f: f["lives"].create_dataset("evil", (3,), h5py.enum_dtype({"a": 1})),
        "a scalar": lambda f: f["lives"].create_dataset("evil", data=1.0),
        "nothing": lambda f: f["lives"].create_dataset("evil", data=h5py.Empty("f8")),
        "an attribute of 64 kB": text_attribute("lives/firm", "long_name", b"x" * 64_000),
        "an attribute of numbers": lambda f: f["lives/firm"].attrs.__setitem__("units", np.arange(5.0)),
        "another format": lambda f: f.attrs.__setitem__("format_version", np.int32(2)),
        "no format": lambda f: f.attrs.__delitem__("format_version"),
        "a seed in words": lambda f: f.attrs.__setitem__("seed", np.bytes_("one")),
        "time that goes back": values("time", 0),
        "time beyond all calendars": values("time", 2**31 - 1),
        "a name of control characters": lambda f: f.move("lives", "li\x1b[31mves"),
        "a name of 60 kB": lambda f: f.create_group("n" * 60_000),
        "a title of control characters": text_attribute("/", "title", "\x1b]0;x\x07\x9b31m"),
        "a title that is no UTF-8": text_attribute("/", "title", b"\xff\xfe\x9b"),
        "markup for a title": text_attribute("/", "title", "<script>alert(1)</script>"),
        "codes of control characters": text_attribute("lives/sector", "flag_meanings", "none \x1b[31ma b\x07 \x9bc"),
        "codes that are no UTF-8": text_attribute("events/technology", "flag_meanings", b"none \xff\x9b \xc0\x80"),
        "codes that are formulas": text_attribute("events/technology", "flag_meanings", "none =1+1 @SUM(A1)"),
        "codes without meaning": lambda f: [f["lives/sector"].attrs.pop(key) for key in ("flag_values", "flag_meanings")],
        "a unit of control characters": text_attribute("payments", "units", "m \x1b[31mCNY"),
        "a unit of days": text_attribute("payments", "units", "days"),
        "a scenario of control characters": retyped("provenance/scenario_yaml",
                                                    np.frombuffer(b"policies: {\"a\\e[31m\x1b\": {b: 1}}", "S1")),
        "a scenario of brackets": retyped("provenance/scenario_yaml", np.frombuffer(b"{a: " * 100_000, "S1")),
        "a scenario of anchors": retyped("provenance/scenario_yaml", np.frombuffer(b"policies: &a {b: *a}\n", "S1")),
        "no scenario": lambda f: f.__delitem__("provenance"),
        "no events": lambda f: f.__delitem__("events"),
        "no columns": lambda f: [f.__delitem__(f"lives/{name}") for name in list(f["lives"]) if name != "life"],
        "no numbers of firms": lambda f: f.__delitem__("firms"),
        "firms that are nobody": values("lives/firm", -1),
        "the same firm each time": values("lives/firm", 0),
        "replicates that are not": values("lives/life_replicate", 7),
        "negative replicates": values("lives/life_replicate", -7),
        "go-lives before the start": values("events/month", -2**31),
        "go-lives of nobody": values("events/firm", 12345),
        "births after the end": values("lives/generation", 2**31 - 1),
        "infinite employment": values("employment", np.inf),
        "largest employment": values("employment", 1.7e308),
        "no number is one": lambda f: [f[name].__setitem__(..., np.nan) for name in f
                                       if isinstance(f[name], h5py.Dataset) and f[name].dtype == "f8"],
    }
    for name in ("lives/life_replicate", "lives/firm", "lives/generation", "lives/sector", "lives/size",
                 "lives/live_at_start_0", "events/firm", "events/month", "events/technology", "events/event_replicate"):
        found[f"{name} as numbers"] = lambda f, name=name: retyped(name, f[name][...].astype("f8") + 0.5)(f)
        found[f"{name} is too short"] = lambda f, name=name: retyped(name, f[name][:1])(f)
        found[f"{name} is too large"] = values(name, 100)
        found[f"no {name}"] = lambda f, name=name: f.__delitem__(name)
    return found


class Results(FireTest):
    def setUp(self):
        super().setUp()
        self.sound = self.sound_result()
        self.usual = {command: self.measured(command, "sound.h5")[1] for command in READING}
        self.write("outside.bin", SECRETS[0])
        with h5py.File(self.folder / "outside.h5", "w") as file:
            file["x"] = np.frombuffer(SECRETS[0].encode(), "u1")
        self.before = {path.name: path.read_bytes() for path in self.folder.glob("outside*")}

    def borne(self, name, turn, accepted=(DONE, BAD_INPUT, IO)):
        """The exit statuses of the commands on a file; what went wrong."""
        commands = READING if LONG else (READING[turn % len(READING)],)
        found = [self.bears(command, name, self.usual[command], accepted) for command in commands]
        for outside, content in self.before.items():
            if (self.folder / outside).read_bytes() != content:
                found.append((0, f"{name}: a file outside was written"))
        return [status for status, _ in found], [wrong for _, wrong in found if wrong]

    def test_mutations(self):
        luck = random.Random(20260518)
        count, refused, faults = 2000 if LONG else 150, 0, []
        for number in range(count):
            name = f"mutant-{number}.h5"
            self.write(name, self.sound)
            if number % 2 == 0:
                self.write(name, mutated(self.sound, luck))
            else:
                with h5py.File(self.folder / name, "r+") as file:
                    for _ in range(luck.randint(1, 3)):
                        edit(file, luck)
            statuses, wrong = self.borne(name, number // 2)
            refused += BAD_INPUT in statuses
            faults += wrong
            if not wrong:
                (self.folder / name).unlink()
            elif "KEEP" in os.environ:
                (self.folder / name).rename(os.path.join(os.environ["KEEP"], name))
        print(f"{count} mutated results in {WHERE}: {len(faults)} crashes, hangs or odd words; {refused} refused")
        self.assertEqual(faults, [])
        self.assertGreater(refused, count // 5, "the damage must be real")

    def test_mutated_comparisons(self):
        """Files of `compare -o`, in the commands that read them."""
        done = self.millwright("compare", "sound.h5", "sound.h5", "-o", "comparison.h5", "-q")
        self.assertEqual(done.returncode, DONE, done.stderr)
        sound, luck = (self.folder / "comparison.h5").read_bytes(), random.Random(20261126)
        commands = [command for command in READING if command[0] in ("export", "reproduce") and "--table" not in command]
        usual = {command: self.measured(command, "comparison.h5")[1] for command in commands}
        count, refused, faults = 1000 if LONG else 60, 0, []
        for number in range(count):
            self.write("mutant.h5", mutated(sound, luck) if number % 2 else sound)
            if number % 2 == 0:
                with h5py.File(self.folder / "mutant.h5", "r+") as file:
                    for _ in range(luck.randint(1, 3)):
                        edit(file, luck)
            for command in commands if LONG else (commands[number // 2 % len(commands)],):
                status, wrong = self.bears(command, "mutant.h5", usual[command])
                refused += status == BAD_INPUT
                faults += [f"mutation {number}: {wrong}"] if wrong else []
        print(f"{count} mutated comparisons: {len(faults)} crashes, hangs or odd words; {refused} refusals")
        self.assertEqual(faults, [])
        self.assertGreater(refused, count // 5, "the damage must be real")

    def test_hostile_files(self):
        faults, refused = [], 0
        made = hostile()
        for turn, (what, change) in enumerate(made.items()):
            name = "hostile.h5"
            self.write(name, self.sound)
            with h5py.File(self.folder / name, "r+") as file:
                change(file)
            statuses, wrong = self.borne(name, turn)
            faults += [f"{what}: {one}" for one in wrong]
            refused += BAD_INPUT in statuses
        print(f"{len(made)} hostile results in {WHERE}: {len(faults)} crashes, hangs, leaks or odd words; "
              f"{refused} refused")
        self.assertEqual(faults, [])
        self.assertGreater(refused, len(made) // 2)

    def test_what_is_no_file(self):
        os.mkfifo(self.folder / "pipe.h5")
        (self.folder / "folder.h5").mkdir()
        (self.folder / "device.h5").symlink_to("/dev/zero")
        (self.folder / "circle.h5").symlink_to("circle.h5")
        with open(self.folder / "sparse.h5", "wb") as file:
            file.truncate(1 << 40)
        for turn, name in enumerate(("pipe.h5", "folder.h5", "device.h5", "circle.h5", "sparse.h5", "missing.h5")):
            statuses, wrong = self.borne(name, turn, accepted=(IO,))
            self.assertEqual(wrong, [], statuses)
        for turn, content in enumerate((b"", b"\x89HDF\r\n\x1a\n", b"\0" * 100_000, b"CDF\x01" + b"\0" * 500)):
            self.write("other.h5", content)
            statuses, wrong = self.borne("other.h5", turn, accepted=(BAD_INPUT,))
            self.assertEqual(wrong, [], statuses)


if __name__ == "__main__":
    main()
