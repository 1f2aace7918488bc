#!/bin/sh
# Trains the small networks in Specs and fails if one misses the result stated in its comment: `make zoo`.
#
#   scripts/zoo.sh [DATA] [SPEC...]     DATA: a folder with Fashion-MNIST's four IDX files; empty for the installed ones
set -eu
cd "$(dirname "$0")/.."

data="${1:-}"
[ $# -eq 0 ] || shift
strata=${STRATA:-.build/release/strata}
weights=$(mktemp -d)
trap 'rm -rf "$weights"' EXIT

# Each spec with its metric (accuracy: at least; error: mean squared error, at most; r2: at least) and its stated result.
results="
penguins        accuracy 0.97
penguins-mass   r2       0.85
penguins-both   r2       0.80
perceptron      accuracy 0.89
lenet5          accuracy 0.90
mobilenet-small accuracy 0.91
resnet20        accuracy 0.92
autoencoder     error    0.06
unet-small      error    0.035
"

missed=0
for spec in ${*:-$(echo "$results" | awk '{print $1}')}; do
    line=$(echo "$results" | awk -v spec="$spec" '$1 == spec')
    if [ -z "$line" ]; then
        echo "zoo: no stated result for $spec" >&2
        exit 2
    fi
    measure=$(echo "$line" | awk '{print $2}')
    stated=$(echo "$line" | awk '{print $3}')
    set -- "Specs/$spec.strata.yaml"
    case $spec in penguins*) ;; *) [ -z "$data" ] || set -- "$@" --data "$data" ;; esac
    file="$weights/$spec.safetensors"
    begun=$(date +%s)
    "$strata" train "$@" --output "$file" --quiet > /dev/null
    seconds=$(($(date +%s) - begun))
    text=$("$strata" evaluate "$@" --weights "$file" --quiet)
    case $measure in
    accuracy) got=$(echo "$text" | sed -n 's/^Test accuracy \([0-9.]*\) .*/\1/p') ;;
    error) got=$(echo "$text" | sed -n 's/^Test mean squared error \([0-9.,]*\), .*/\1/p' | tr -d ,) ;;
    r2) got=$(echo "$text" | sed -n 's/.* R2 \([-0-9.]*\), .*/\1/p') ;;
    esac
    if [ -z "$got" ]; then
        echo "zoo: $spec: can't find $measure in: $text" >&2
        exit 2
    fi
    verdict=$(awk -v got="$got" -v stated="$stated" -v measure="$measure" \
        'BEGIN { print ((measure == "error" ? got <= stated : got >= stated) ? "reached" : "MISSED") }')
    [ "$verdict" = reached ] || missed=1
    printf '%-16s %-9s %-8s stated %-6s %s, %s s\n' "$spec" "$measure" "$got" "$stated" "$verdict" "$seconds"
done
exit $missed
