#!/usr/bin/env bash
# Looks for inputs that break what docs/reliability.md promises: specs and files of weights, so many minutes each, by libFuzzer.
# Half of the specs' time goes to those that reach code which no other reached, and half, without that lead, to as many as the
# time allows, made from what the first half kept. What it finds stays in build/fuzz, and so does what takes over a second,
# or four of a program whose every branch is counted.
#
#   scripts/soak.sh [MINUTES]
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=$((${1:-10} * 60))
export SWIFT_BACKTRACE=enable=no
corpus=${CORPUS:-build/fuzz}

# Builds the programs, and prints where they are.
build() {
    swift build -c release --package-path Tests/Fuzz "$@" >&2
    swift build -c release --package-path Tests/Fuzz "$@" --show-bin-path
}
guided=$(build --sanitize fuzzer)
broad=$(STRATA_FUZZ=broad build --scratch-path Tests/Fuzz/.build/broad)
mkdir -p "$corpus/check" "$corpus/weights" "$corpus/seeds"
cp Specs/*.yaml Tests/SpecCompilerTests/Mistakes/*.yaml "$corpus/seeds/"
failed=0
# Runs a program for so long with what has to hold of both, shows what is worth reading of its output, and goes on where it
# found something.
run() {
    local log status=0 program=$1 time=$2 memory=$3 slow=$4
    shift 4
    log=$(mktemp)
    "$program" -max_total_time="$time" -timeout=$((slow * 5)) -report_slow_units="$slow" -rss_limit_mb="$memory" -print_final_stats=1 \
        -artifact_prefix="$corpus/" "$@" >"$log" 2>&1 || status=$?
    grep -aE '^(Done|==|SUMMARY|stat::|Fatal|ALARM|Slowest unit)|artifact_prefix|Test unit written' "$log" || true
    if [ "$status" -ne 0 ] || grep -aq 'Slowest unit' "$log"; then failed=1; fi
    rm -f "$log"
}
echo "Specs, $((seconds / 60)) minutes"
run "$guided/FuzzCheck" $((seconds / 2)) 2048 4 -max_len=4096 "$corpus/check" "$corpus/seeds"
mkdir -p "$corpus/broad"
run "$broad/FuzzCheck" $((seconds / 2)) 2048 1 -max_len=512 -len_control=0 -keep_seed=1 \
    "$corpus/broad" "$corpus/check" "$corpus/seeds"
echo "Files of weights, $((seconds / 60)) minutes"
run "$guided/FuzzWeights" "$seconds" 1024 1 -max_len=4096 "$corpus/weights" Tests/StrataRuntimeTests/Fixtures
exit "$failed"
