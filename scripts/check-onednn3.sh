#!/usr/bin/env bash
# Compiles the oneDNN shim against other headers than the system's, without linking: Debian 12 has version 2.6, and this
# is how version 3 is kept working. Headers of version 3 come with PyPI's `onednn-devel`.
#
# Usage: scripts/check-onednn3.sh INCLUDE_DIR     (the folder that holds dnnl.h)
set -euo pipefail

if [ $# -ne 1 ] || [ ! -f "$1/dnnl.h" ]; then
    echo "usage: scripts/check-onednn3.sh INCLUDE_DIR   (the folder that holds dnnl.h)" >&2
    exit 2
fi
shim="$(cd "$(dirname "$0")/.." && pwd)/Sources/COneDNN"
"${CC:-clang}" -fsyntax-only -std=c11 -Wall -Wextra -Werror -Wno-missing-field-initializers \
    -I "$1" -I "$shim/include" "$shim/onednn.c"
version="$(sed -n 's/^#define DNNL_VERSION_M[AI][JN]OR \([0-9]*\)$/\1/p' "$1/oneapi/dnnl/dnnl_version.h" | paste -sd.)"
echo "The oneDNN shim compiles against version $version."
