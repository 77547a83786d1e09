"""What the compiled code may not contain, because its last bits would differ between machines.

    gates.py libm  --nm NM FILE...            no call of a libm transcendental (sqrt is exact everywhere and may stay)
    gates.py fused --objdump OBJDUMP FILE...  no fused multiply-add, which rounds once where the source rounds twice
    gates.py selftest --nm NM --objdump OBJDUMP --compiler CXX    shows that both find what they look for

The files are static libraries or object files. Nothing is excepted. Only the standard library is used.
"""

import argparse
import pathlib
import platform
import re
import subprocess
import sys
import tempfile

import structure

# exp, expf, expl; the aliases that old or fast mathematics calls (__exp_finite); the vector forms (_ZGVdN4v_exp).
LIBM = re.compile(rf"^(?:__|_ZGV\w+?_)?(?:{structure.LIBM})(?:f|l|_r|f_r|l_r)?(?:_finite)?$")

# x86-64: vfmadd213sd, vfnmsub231pd, vfmaddsub132ps. ARM: fmadd, fnmsub, fmla, fmls.
FUSED = re.compile(r"\t(vfn?m(?:add|sub)\w*|fn?m(?:add|sub)|fml[as])\b")


def output_of(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True, errors="replace").stdout


def libm_calls(nm, path):
    """'object: symbol' for every libm transcendental that the file leaves to the linker."""
    found, member = [], path.name
    for line in output_of(nm, "--undefined-only", "--format=posix", str(path)).splitlines():
        if line.endswith(":"):  # a member of an archive, as libname.a[member.o]:
            member = line.rstrip(":")
            continue
        symbol = line.split(" ")[0].split("@")[0]
        if LIBM.match(symbol):
            found.append(f"{member}: {symbol}")
    return found


def fused_instructions(objdump, path):
    """'function: instruction' for every fused multiply-add in the file's code, once per function and instruction."""
    found, function = {}, ""
    listing = output_of(objdump, "--disassemble", "--demangle", "--no-show-raw-insn", str(path))
    for line in listing.splitlines():
        if line.endswith(">:"):
            function = line[line.index("<") + 1:-2]
            continue
        match = FUSED.search(line)
        if match:
            found[f"{path.name}: {function}: {match.group(1)}"] = True
    return list(found)


def compile_to_object(compiler, folder, name, source, *flags):
    text, made = folder / f"{name}.cpp", folder / f"{name}.o"
    text.write_text(source, encoding="utf-8")
    subprocess.run([compiler, "-O2", *flags, "-c", str(text), "-o", str(made)], check=True)
    return made


def selftest(nm, objdump, compiler):
    """Compiles what the gates must find and what they must let pass; returns what went wrong."""
    product = "double f(double a, double b, double c) { return a * b + c; }\n"
    calls = ("#include <cmath>\ndouble f(double x) { return std::exp(x); }\nfloat g(float x) { return std::tanh(x); }\n"
             "double h(double x) { return std::sqrt(x) + std::floor(x); }\n")
    exact = "#include <cmath>\ndouble f(double x) { return std::sqrt(x) * 2.0; }\n"
    fusing = ["-mfma"] if platform.machine() in ("x86_64", "AMD64", "i686") else []
    wrong = []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        found = libm_calls(nm, compile_to_object(compiler, folder, "calls", calls))
        if sorted(line.split(": ")[1] for line in found) != ["exp", "tanhf"]:
            wrong.append(f"exp and tanhf are called, found was {found}")
        if libm_calls(nm, compile_to_object(compiler, folder, "exact", exact)):
            wrong.append("sqrt was taken for a transcendental")
        fused = compile_to_object(compiler, folder, "fused", product, *fusing, "-ffp-contract=fast")
        if not fused_instructions(objdump, fused):
            wrong.append("a fused multiply-add was not found")
        separate = compile_to_object(compiler, folder, "separate", product, *fusing, "-ffp-contract=off")
        if fused_instructions(objdump, separate):
            wrong.append("a fused multiply-add was found where contraction is off")
        archive = folder / "both.a"
        subprocess.run(["ar", "qc", str(archive), str(folder / "calls.o"), str(fused)], check=True)
        if len(libm_calls(nm, archive)) != 2 or not fused_instructions(objdump, archive):
            wrong.append("the members of an archive were not looked at")
    return wrong


def main():
    parser = argparse.ArgumentParser(description="Search compiled code for what would change its last bits.")
    parser.add_argument("gate", choices=("libm", "fused", "selftest"))
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    parser.add_argument("--nm", default="nm")
    parser.add_argument("--objdump", default="objdump")
    parser.add_argument("--compiler", default="c++")
    arguments = parser.parse_intermixed_args()
    found = []
    if arguments.gate == "selftest":
        found = selftest(arguments.nm, arguments.objdump, arguments.compiler)
    elif not arguments.files:
        parser.error("no files given: a gate that looks at nothing proves nothing")
    for path in arguments.files:
        if not path.is_file():
            found.append(f"{path} is not built")
            continue
        found += (libm_calls(arguments.nm, path) if arguments.gate == "libm"
                  else fused_instructions(arguments.objdump, path))
    for line in found:
        print(line)
    if arguments.files:
        print(f"{len(arguments.files)} files searched, {len(found)} findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
