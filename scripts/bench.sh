#!/usr/bin/env bash
# Times a training step of four networks in Strata and, given a Python with torch, in PyTorch, alternating between the two. Prints
# the medians and their ratios, and then runs one whole training from a cold start.
#
#   [ROUNDS=3] [THREADS=2] [STEPS=40] scripts/bench.sh [PYTHON]
set -euo pipefail
cd "$(dirname "$0")/.."
python=${1:-}
rounds=${ROUNDS:-3}
threads=${THREADS:-$(nproc 2>/dev/null || sysctl -n hw.ncpu)}
steps=${STEPS:-40}

if [ -n "$python" ]; then
    "$python" -c 'import torch, numpy' 2>/dev/null || {
        echo "error: $python doesn't have torch and numpy; to install them, run: python3 -m venv venv && venv/bin/pip install torch numpy" >&2
        exit 2
    }
fi
swift build -c release --product strata-benchmark 2>&1 | tail -n 1
swift build -c release --product strata 2>&1 | tail -n 1
bin=$(swift build -c release --show-bin-path)

"$bin/strata-benchmark" compiler
echo

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
for round in $(seq "$rounds"); do
    echo "Round $round of $rounds"
    "$bin/strata-benchmark" --threads 1 --steps "$steps" >>"$results/one"
    if [ "$threads" -gt 1 ]; then "$bin/strata-benchmark" --threads "$threads" --steps "$steps" >>"$results/all"; fi
    if [ -n "$python" ]; then
        "$python" scripts/pytorch_baseline.py --threads "$threads" --steps "$steps" >>"$results/theirs"
    fi
done
touch "$results/all" "$results/theirs"

# The median of each round's medians, for the fastest of PyTorch's variants and the fastest of our thread counts.
awk -v threads="$threads" '
function median(list,   n, values, i, j, t) {
    n = split(list, values, " ")
    for (i = 2; i <= n; i++) for (j = i; j > 1 && values[j - 1] + 0 > values[j] + 0; j--) { t = values[j]; values[j] = values[j - 1]; values[j - 1] = t }
    return n % 2 ? values[(n + 1) / 2] : (values[n / 2] + values[n / 2 + 1]) / 2
}
function shown(time) { return time ? sprintf("%.3f", time) : "-" }
{
    key = $1 " " $3
    for (i = 1; i <= NF; i++) if ($i == "median") time = $(i + 1)
    if (FILENAME ~ /one$/) { if (!(key in one)) order[++count] = key; one[key] = one[key] " " time }
    else if (FILENAME ~ /all$/) all[key] = all[key] " " time
    else { variant[key, $4] = variant[key, $4] " " time; variants[key] = variants[key] " " $4 }
}
END {
    printf "\nMilliseconds per training step (forward, backward, update), medians\n\n"
    printf "%-10s %6s %16s %16s %16s %8s\n", "network", "batch", "Strata, 1 thread", "Strata, " threads, "PyTorch, " threads, "ratio"
    for (i = 1; i <= count; i++) {
        key = order[i]
        split(key, name, " ")
        single = median(one[key])
        several = key in all ? median(all[key]) : 0
        mine = several && several < single ? several : single
        best = 0
        n = split(variants[key], list, " ")
        for (j = 1; j <= n; j++) { t = median(variant[key, list[j]]); if (!best || t < best) best = t }
        printf "%-10s %6s %16s %16s %16s %8s\n", name[1], name[2], shown(single), shown(several), shown(best), best ? sprintf("%.2f", best / mine) : "-"
    }
}' "$results/one" "$results/all" "$results/theirs"

if [ -e /usr/share/datasets/fashion-mnist/train-images-idx3-ubyte.gz ]; then
    echo
    echo "Training Specs/lenet5.strata.yaml from a cold start"
    if [ -x /usr/bin/time ] && /usr/bin/time -v true 2>/dev/null; then
        /usr/bin/time -v "$bin/strata" train Specs/lenet5.strata.yaml --output "$results/weights.safetensors" \
            2>"$results/time" | sed -n '/epoch/,$p' | sed '/^Try next/,$d'
        sed -n 's/.*Maximum resident set size (kbytes): \([0-9]*\)/Peak memory \1 KB/p; s/.*Elapsed (wall clock) time.*: /Wall time /p' "$results/time"
    else
        "$bin/strata" train Specs/lenet5.strata.yaml --output "$results/weights.safetensors" | sed '/^Try next/,$d'
    fi
fi
