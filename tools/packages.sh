# shellcheck shell=bash
# Shared by tools/quickstart, tools/test and tools/lint: the Debian packages, and how a missing one is installed.
# Sourced, never run. Whoever sources it has set -euo pipefail.

# What a build of `millwright` needs.
# shellcheck disable=SC2034  # used by the scripts that source this file
build_packages=(g++ cmake ninja-build ccache libboost-dev libboost-graph-dev libtbb-dev libyaml-cpp-dev libpugixml-dev libhdf5-dev libarchive-dev
  libreadstat-dev libcli11-dev libfmt-dev nlohmann-json3-dev librandom123-dev)

# What the tests need beyond that: the test libraries, independent readers of result files, binutils, the formatter, a
# browser and others that read figures.
# shellcheck disable=SC2034
test_packages=(libgtest-dev libgmock-dev libbenchmark-dev librapidcheck-dev python3 python3-numpy python3-xarray
  python3-netcdf4 python3-h5netcdf python3-h5py python3-pandas python3-jsonschema python3-yaml
  netcdf-bin binutils clang-format zsh groff-base shellcheck slurm-wlm chromium fonts-dejavu-core librsvg2-bin libxml2-utils)

# What tools/fuzz and tools/determinism need beyond these: clang with its sanitizers and libFuzzer.
# shellcheck disable=SC2034
clang_packages=(clang libclang-rt-14-dev)

# A line that says what comes next, set apart from the output of the tools that do it.
say() { printf '==> %s\n' "$*"; }

# An error, with what to do about it, and the end of the script.
give_up() {
  printf 'error: %s\n' "$1" >&2
  shift
  [[ $# == 0 ]] || printf '       %s\n' "$@" >&2
  exit 1
}

# Prints those of the named packages that are not installed, one per line.
missing_packages() {
  local package
  for package in "$@"; do
    # shellcheck disable=SC2016  # the braces are dpkg-query's own notation
    if [[ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" != installed ]]; then
      printf '%s\n' "$package"
    fi
  done
}

# apt-get as root, never asking a question; waits for another installation that holds the lock.
apt_get_as_root() {
  local command=(env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 "$@")
  if [[ "$(id -u)" == 0 ]]; then
    "${command[@]}"
  else
    sudo "${command[@]}"
  fi
}

# Installs those of the named packages that are missing. Where nothing is missing it neither needs root nor the network.
install_missing() {
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    say "This is not a Debian system, so nothing is installed here. The build needs what Debian calls: $*"
    return 0
  fi
  local missing
  mapfile -t missing < <(missing_packages "$@")
  if [[ ${#missing[@]} == 0 ]]; then
    say "All $# Debian packages needed are installed"
    return 0
  fi
  say "Installing ${#missing[@]} Debian packages: ${missing[*]}"
  if [[ "$(id -u)" != 0 ]] && ! command -v sudo >/dev/null; then
    give_up "packages are missing, and installing them needs root or sudo" \
      "ask an administrator for: apt-get install --no-install-recommends ${missing[*]}"
  fi
  apt_get_as_root update || say "The package lists could not be refreshed; trying with those that are here"
  apt_get_as_root install --no-install-recommends "${missing[@]}" ||
    give_up "the packages above could not be installed; without them the build cannot go on" \
      "install them by hand: apt-get install --no-install-recommends ${missing[*]}"
}
