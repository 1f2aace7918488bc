#!/usr/bin/env bash
# Runs every numeric test with oneDNN 3, because Debian only has version 2. Fetches the library and its headers from PyPI, and
# builds and runs the tests in a separate folder (.build-onednn3). A process with both versions would crash, so nothing in this
# build links the system's library.
#
#   scripts/test-onednn3.sh
#
# STRATA_ONEDNN=FOLDER uses the oneDNN in that folder (include/dnnl.h, lib/libdnnl.so) instead.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$PWD/.build-onednn3

fail() { printf 'error: %s\n' "$*" >&2; exit 1; }

fetch() {
    local elsewhere="set STRATA_ONEDNN to a folder with include/dnnl.h and lib/libdnnl.so"
    [ "$(uname -sm)" = "Linux x86_64" ] || fail "PyPI has oneDNN 3 with GNU OpenMP only for Linux on x86-64; $elsewhere"
    python3 -m pip --version >/dev/null 2>&1 || fail "python3 has no pip to fetch oneDNN 3 with; install it, or $elsewhere"
    wheels=$(mktemp -d)
    trap 'rm -rf "$wheels"' EXIT
    echo "Fetching oneDNN 3 from PyPI"
    python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary :all: --require-hashes \
        --dest "$wheels/files" --requirement scripts/onednn3.txt ||
        fail "couldn't fetch oneDNN 3 from PyPI; check the network, or $elsewhere"
    local wheel
    for wheel in "$wheels"/files/*.whl; do python3 -m zipfile -e "$wheel" "$wheels/unpacked"; done
    mkdir -p "$wheels/onednn/lib"
    cp -R "$wheels"/unpacked/*.data/data/include "$wheels/onednn"
    cp "$wheels"/unpacked/*.data/data/lib/libdnnl.so.3 "$wheels/onednn/lib"
    ln -s libdnnl.so.3 "$wheels/onednn/lib/libdnnl.so"
    mkdir -p "$folder"
    rm -rf "$folder"/onednn-*
    mv "$wheels/onednn" "$1"
}

if [ -n "${STRATA_ONEDNN:-}" ]; then
    STRATA_ONEDNN=$(cd "$STRATA_ONEDNN" && pwd) || exit 1
else
    # Named after its contents, so that a change of version fetches it again.
    STRATA_ONEDNN=$folder/onednn-$(cksum <scripts/onednn3.txt | cut -d ' ' -f 1)
    [ -e "$STRATA_ONEDNN" ] || fetch "$STRATA_ONEDNN"
fi
export STRATA_ONEDNN
for file in include/dnnl.h lib/libdnnl.so; do
    [ -e "$STRATA_ONEDNN/$file" ] || fail "can't find $STRATA_ONEDNN/$file"
done

swift build --scratch-path "$folder/build" --product strataPackageTests
tests=$(swift build --scratch-path "$folder/build" --show-bin-path)/strataPackageTests.xctest
linked=$(ldd "$tests" | sed -n 's/.*libdnnl.* => \([^ ]*\).*/\1/p')
case "$linked" in
    "$STRATA_ONEDNN"/lib/*) ;;
    *) fail "the tests link '$linked', not the library in $STRATA_ONEDNN/lib" ;;
esac
swift test --scratch-path "$folder/build" --skip-build
# With AVX-512, oneDNN chooses layouts that our own kernels leave to it, so the tests also run as if on a machine without it.
ONEDNN_MAX_CPU_ISA=AVX2 swift test --scratch-path "$folder/build" --skip-build --filter '^StrataRuntimeTests\.'
scripts/test-sanitized.sh shim
