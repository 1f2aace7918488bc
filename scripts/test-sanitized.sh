#!/usr/bin/env bash
# Runs the C code under the address and undefined-behavior sanitizers: the kernels with random sizes, both as shipped and compiled
# for each kind of machine, and the oneDNN shim. Also looks for exported names without the prefix that prevents clashes with names in
# user programs. Takes half a minute.
#
#   scripts/test-sanitized.sh [kernels [CASES] | shim]
set -euo pipefail
cd "$(dirname "$0")/.."
what=${1:-all}
cases=${2:-3000}
compiler=${CC:-clang}
out=.build/sanitized
flags=(-std=c11 -Wall -Wextra -Werror -O1 -g -fno-omit-frame-pointer
    -fsanitize=address,undefined -fno-sanitize-recover=all)
if command -v ld.lld >/dev/null && [ "$(uname)" = Linux ]; then flags+=(-fuse-ld=lld); fi
mkdir -p "$out"

# kernels NAME [FLAG...]: if FOR_EACH_MACHINE is empty, the compiler flags determine the vector instructions.
kernels() {
    local name=$1
    shift
    "$compiler" "${flags[@]}" "$@" -I Sources/CKernels/include Sources/CKernels/*.c Tests/Sanitized/kernels.c -lm \
        -o "$out/kernels-$name"
    "$out/kernels-$name" "$cases"
    echo "The kernels pass: $name, $cases cases each."
}
# The oneDNN that the package is built with.
include=() library=(-ldnnl)
if [ -n "${STRATA_ONEDNN:-}" ]; then
    include=(-I "$STRATA_ONEDNN/include")
    library=("$STRATA_ONEDNN/lib/libdnnl.so" "-Wl,-rpath=$STRATA_ONEDNN/lib")
fi
has() { grep -qw "$1" /proc/cpuinfo 2>/dev/null; }

for source in Sources/CKernels/*.c Sources/COneDNN/*.c; do
    "$compiler" -std=c11 ${include[@]+"${include[@]}"} -I "$(dirname "$source")/include" -c "$source" -o "$out/object.o"
    if nm -g "$out/object.o" | awk '$2 ~ /[A-TV-Z]/ && $3 !~ /^_?strata_/ { print $3; found = 1 } END { exit !found }'; then
        echo "error: $source exports these names without the strata_ prefix" >&2
        exit 1
    fi
done

if [ "$what" != shim ]; then
    kernels shipped
    if [ "$(uname -m)" = x86_64 ]; then
        kernels portable -DFOR_EACH_MACHINE= -march=x86-64
        if has avx2; then kernels avx2 -DFOR_EACH_MACHINE= -march=x86-64-v3; else echo "Skipped: this machine has no AVX2."; fi
        if has avx512vl; then
            kernels avx512 -DFOR_EACH_MACHINE= -march=x86-64-v4
        else
            echo "Skipped: this machine has no AVX-512."
        fi
    fi
fi

if [ "$what" != kernels ]; then
    "$compiler" "${flags[@]}" ${include[@]+"${include[@]}"} -I Sources/COneDNN/include Sources/COneDNN/*.c \
        Tests/Sanitized/shim.c "${library[@]}" -ldl -lm -o "$out/shim"
    "$out/shim"
    echo "The oneDNN shim passes."
fi
