#!/usr/bin/env bash
# Builds the documentation of SpecCompiler and StrataRuntime with the toolchain's docc. Warnings and undocumented public declarations
# are errors. This needs no package plugin, which Strata's users would have to download as well.
#
#   scripts/docc.sh [OUTPUT]
set -euo pipefail
cd "$(dirname "$0")/.."
output=${1:-.build/documentation}
documented=$(sed 's/"rules": {/& "AllPublicDeclarationsHaveDocumentation": true,/' .swift-format)
target=$(swiftc -print-target-info | sed -n 's/^ *"triple": "\(.*\)",$/\1/p' | head -n 1)
mkdir -p "$output"

for module in SpecCompiler StrataRuntime; do
    find "Sources/$module" -name '*.swift' -print0 |
        xargs -0 swift format lint --strict --configuration "$documented"
    swift build --target "$module" | tail -n 1
    built=$(swift build --show-bin-path)
    graphs=.build/symbol-graphs/$module
    rm -rf "$graphs"
    mkdir -p "$graphs"
    # The modules that are exported with this one belong to its interface.
    exported=$(sed -n 's/^@_exported import //p' "Sources/$module"/*.swift | paste -sd , -)
    includes=(-I "$built/Modules" -I Sources/CYAML -I Sources/CZlib)
    for shim in COneDNN CKernels; do
        map=$built/$shim.build/module.modulemap
        includes+=(-I "Sources/$shim/include")
        if [ -e "$map" ]; then includes+=(-Xcc "-fmodule-map-file=$map"); fi
    done
    swift symbolgraph-extract -module-name "$module" -target "$target" -output-dir "$graphs" "${includes[@]}" \
        -minimum-access-level public -experimental-allowed-reexported-modules="$exported"
    docc convert "Sources/$module/$module.docc" --warnings-as-errors \
        --fallback-display-name "$module" --fallback-bundle-identifier "strata.$module" \
        --additional-symbol-graph-dir "$graphs" --output-path "$output/$module"
    echo "Wrote the documentation to $output/$module"
done
