#!/usr/bin/env bash
# Writes the skeleton of a new rule or layer and registers it. The skeleton builds; tests then say what to fill in.
#
#   scripts/new.sh rule NAME    such as wide-kernel
#   scripts/new.sh layer NAME   such as "spatial dropout"
set -euo pipefail
cd "$(dirname "$0")/.."

fail() { printf 'error: %s\n' "$*" >&2; exit 2; }

# `wide-kernel` and `wide kernel` become `WideKernel`, and that becomes `wideKernel`.
camel_case() { printf '%s' "$1" | tr ' ' '-' | awk 'BEGIN { RS = "-" } { printf "%s%s", toupper(substr($0, 1, 1)), substr($0, 2) }'; }
lowercase_first() { printf '%s' "$1" | awk '{ printf "%s%s", tolower(substr($0, 1, 1)), substr($0, 2) }'; }

# Adds an entry to the list that a line begins: in alphabetical order if the fourth argument is `sorted`, else at its end.
register() {
    local file=$1 start=$2 entry=$3 changed
    changed=$(awk -v start="$start" -v entry="$entry" -v sorted="${4:-}" '
        inside && (/^    \]/ || (sorted && $1 > entry)) { print "        " entry; inside = 0; added = 1 }
        { print }
        index($0, start) { inside = 1 }
        END { exit !added }
    ' "$file") || fail "can't find the list \"$start\" in $file"
    printf '%s\n' "$changed" >"$file"
}

# Writes the standard input to a file.
create() {
    [ ! -e "$1" ] || fail "$1 exists already"
    cat >"$1"
    echo "Created $1."
}

new_rule() {
    local name=$1
    [[ $name =~ ^[a-z]+(-[a-z]+)*$ ]] || fail "a rule's name is words in lowercase with hyphens, such as wide-kernel: '$name'"
    local type camel
    type=$(camel_case "$name")
    camel=$(lowercase_first "$type")
    create "Sources/SpecLint/Rules/$type.swift" <<SWIFT
import SizeInference
import NetworkTerms
import SpecLanguage
import SpecText

extension Rule {
    /// What the rule finds, in a sentence.
    static let $camel = Rule("$name", .structure, .warning)
}

extension LintRule {
    static let $camel = LintRule(
        .$camel,
        summary: "",
        reason: "",
        source: "",
        example: """
            input: 8x8x3
            body:
              - 3x3 conv, 16, relu
            """,
        better: """
            input: 8x8x3
            body:
              - 3x3 conv, 16, relu
            """,
        check: { linted in
            linted.places.filter { _ in false }.map(Message.found)
        })
}

private enum Message {
    static func found(_ place: LintedNetwork.Place) -> Diagnostic {
        Diagnostic(.$camel, "\(place.name) has this problem", at: place.span, help: "do this")
    }
}
SWIFT
    register Sources/SpecLint/LintRule.swift "public static let all: [LintRule] = [" ".$camel," sorted
    cat <<NEXT
Registered it in Sources/SpecLint/LintRule.swift.

Now fill it in, until these pass (docs/contributing/rule.md explains each step):
  swift test --filter RuleTests
  swift run strata reference .
  STRATA_UPDATE=1 swift test --filter MessageTests
  make check
NEXT
}

new_layer() {
    local name=$1
    [[ $name =~ ^[a-z][a-z0-9]*(\ [a-z0-9]+)*$ ]] || fail "a layer's name is words in lowercase, such as \"spatial dropout\": '$name'"
    local type camel
    type=$(camel_case "$name")
    camel=$(lowercase_first "$type")
    create "Sources/NetworkTerms/Layers/$type.swift" <<SWIFT
extension LayerDefinition {
    public static let $camel = LayerDefinition(
        syntax: Syntax(
            key: "$name",
            title: "$name",
            summary: "",
            forms: [Syntax.Form("$name")],
            parameters: [],
            example: Syntax.Example(notation: "$name", longhand: "$name: {}")),
        nameStem: "${name##* }",
        sizing: LayerSizing(
            formula: "input",
            relation: { _ in .same }),
        page: LayerPage(
            source: "",
            spec: """
                input: 8x8x3

                body:
                  - 3x3 conv, 16
                  - $name
                """))
}
SWIFT
    create "Sources/StrataRuntime/Layers/$type.swift" <<SWIFT
struct $type: CalledLayer {
    static let definition = LayerDefinition.$camel

    init(_ call: Call, _ sizes: LayerDefinition.Sizes) {}

    func plan(_ layer: LayerPlanner) throws -> PlannedLayer {
        let input = try layer.plain(layer.input, layer.inputDimensions)
        let output = layer.temporary(try Layout(layer.outputDimensions, .plain))
        layer.run(touching: [input, output]) { memory in
            let (from, to) = (memory.floats(input), memory.floats(output))
            return { _ in
                for index in to.indices { to[index] = from[index] }
            }
        }
        return PlannedLayer(output) { gradient, _ in
            let gradient = try layer.plain(gradient, layer.outputDimensions)
            let result = layer.temporary(input.layout)
            layer.run(touching: [gradient, result]) { memory in
                let (from, to) = (memory.floats(gradient), memory.floats(result))
                return { _ in
                    for index in to.indices { to[index] = from[index] }
                }
            }
            return [result]
        }
    }
}
SWIFT
    register Sources/NetworkTerms/Catalog.swift "public static let layers: [LayerDefinition] = [" ".$camel,"
    register Sources/StrataRuntime/Network/LayerRegistry.swift "static let layers: [any LayerBuilding.Type] = [" "$type.self," sorted
    cat <<NEXT
Registered it in Sources/NetworkTerms/Catalog.swift and Sources/StrataRuntime/Network/LayerRegistry.swift.

It returns its input unchanged. Now fill it in, until these pass (docs/contributing/layer.md explains each step):
  swift test --filter CatalogTests
  swift run strata reference .
  swift test --filter ReferenceTests
  STRATA_UPDATE=1 swift test --filter GoldenTests
  make check
NEXT
}

case "${1:-} $#" in
    "rule 2") new_rule "$2" ;;
    "layer 2") new_layer "$2" ;;
    *) fail "usage: scripts/new.sh rule|layer NAME" ;;
esac
