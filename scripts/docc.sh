#!/usr/bin/env bash
# Builds the documentation of StrataRuntime with the toolchain's own docc; warnings are errors. The package needs no plugin
# for it, so that its users don't either.
#
#   scripts/docc.sh [OUTPUT]
set -euo pipefail
cd "$(dirname "$0")/.."
output=${1:-.build/documentation}
graphs=.build/symbol-graphs
rm -rf "$graphs"
mkdir -p "$graphs"
swift build --target StrataRuntime -Xswiftc -emit-symbol-graph -Xswiftc -emit-symbol-graph-dir -Xswiftc "$PWD/$graphs" \
    --scratch-path .build/docc | tail -n 1
mkdir "$graphs/runtime"
mv "$graphs"/StrataRuntime*.symbols.json "$graphs/runtime/"
docc convert Sources/StrataRuntime/StrataRuntime.docc --warnings-as-errors --analyze \
    --fallback-display-name StrataRuntime --fallback-bundle-identifier strata.StrataRuntime \
    --additional-symbol-graph-dir "$graphs/runtime" --output-path "$output"
echo "The documentation is in $output."
