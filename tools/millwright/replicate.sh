#!/bin/sh
# Checks the files of this replication package, then simulates every result again and compares all bits.
#
#   sh replicate.sh                               with `millwright` of the PATH; without one, the source is built first
#   MILLWRIGHT=/path/to/millwright sh replicate.sh    with that program
#   DATA=/path/to/folder sh replicate.sh          with data that could not be packed; they are found by SHA-256
#
# Exit status: 0 all results have the same bits, 1 some do not, 2 the package is damaged or there is no program.
set -u
cd "$(dirname "$0")" || exit 2

if command -v sha256sum >/dev/null; then sum='sha256sum'; else sum='shasum -a 256'; fi
echo "checking SHA256SUMS"
$sum -c SHA256SUMS >/dev/null || { echo "error: files have changed since they were packed" >&2; exit 2; }

program=${MILLWRIGHT:-$(command -v millwright)}
if [ -z "$program" ]; then
  echo "building the source in build/ (some minutes)"
  mkdir -p build && tar -xzf source/source.tar.gz -C build || exit 2
  folder=$(echo build/millwright-*)
  made=$PWD/$folder/build/release
  if ! { cmake -S "$folder" -B "$made" -G Ninja -DCMAKE_BUILD_TYPE=Release -DMILLWRIGHT_TESTS=OFF &&
    cmake --build "$made" --target millwright; } >build/log 2>&1; then
    tail -n 20 build/log >&2
    echo "error: the source could not be built; $folder/tools/packages.sh lists the Debian 12 packages it needs" >&2
    exit 2
  fi
  program=$made/bin/millwright
fi
"$program" --version || exit 2

same=0
for result in results/*.h5; do
  "$program" reproduce "$result" --data data ${DATA:+--data "$DATA"} || same=1
done
exit $same
