#!/usr/bin/env bash
# Builds the documentation of StrataRuntime with the toolchain's docc. Warnings and undocumented public declarations are errors.
# This needs no package plugin, which Strata's users would have to download as well.
#
#   scripts/docc.sh [OUTPUT]
set -euo pipefail
cd "$(dirname "$0")/.."
documented=$(sed 's/"rules": {/& "AllPublicDeclarationsHaveDocumentation": true,/' .swift-format)
find Sources/StrataRuntime -name '*.swift' -print0 |
    xargs -0 swift format lint --strict --configuration "$documented"
output=${1:-.build/documentation}
graphs=.build/symbol-graphs
swift build --target StrataRuntime | tail -n 1
built=$(swift build --show-bin-path)
rm -rf "$graphs"
mkdir -p "$graphs" "$(dirname "$output")"
# NetworkTerms is exported by the runtime, and so is part of its documentation.
target=$(swiftc -print-target-info | sed -n 's/^ *"triple": "\(.*\)",$/\1/p' | head -n 1)
swift symbolgraph-extract -module-name StrataRuntime -target "$target" -output-dir "$graphs" -I "$built/Modules" \
    -I Sources/CZlib -I Sources/COneDNN/include -Xcc -fmodule-map-file="$built/COneDNN.build/module.modulemap" \
    -I Sources/CKernels/include -Xcc -fmodule-map-file="$built/CKernels.build/module.modulemap" \
    -minimum-access-level public -experimental-allowed-reexported-modules=NetworkTerms
docc convert Sources/StrataRuntime/StrataRuntime.docc --warnings-as-errors \
    --fallback-display-name StrataRuntime --fallback-bundle-identifier strata.StrataRuntime \
    --additional-symbol-graph-dir "$graphs" --output-path "$output"
echo "Wrote the documentation to $output"
