#!/usr/bin/env bash
# Uses libFuzzer to look for inputs that violate the guarantees in docs/reliability.md: specs and weights files, for the given
# number of minutes each. For specs, half of the time is guided by coverage. The other half leaves the compiler uninstrumented to
# get through many more specs, which it derives from those that the first half kept. Failing inputs stay in build/fuzz, and so do
# those that take more than a second (four in an instrumented program). At the end, every command runs on long and repetitive specs:
# the time may grow only as fast as their length.
#
#   scripts/soak.sh [MINUTES]
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=$((${1:-10} * 60))
export SWIFT_BACKTRACE=enable=no
corpus=${CORPUS:-build/fuzz}

# Builds the programs and prints the folder that they are in.
build() {
    swift build -c release --package-path Tests/Fuzz "$@" >&2
    swift build -c release --package-path Tests/Fuzz "$@" --show-bin-path
}
guided=$(build --sanitize fuzzer)
broad=$(STRATA_FUZZ=broad build --scratch-path Tests/Fuzz/.build/broad)
mkdir -p "$corpus/check" "$corpus/weights" "$corpus/seeds"
cp Specs/*.yaml Tests/SpecCompilerTests/Mistakes/*.yaml "$corpus/seeds/"
failed=0
# Runs a program for the given time with the limits that apply to both, shows the relevant part of its output, and continues if it
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
echo "Weights files, $((seconds / 60)) minutes"
run "$guided/FuzzWeights" "$seconds" 1024 1 -max_len=4096 "$corpus/weights" Tests/StrataRuntimeTests/Fixtures
echo "Long specs"
STRATA_FUZZ=growth swift build -c release --package-path Tests/Fuzz --scratch-path Tests/Fuzz/.build/growth >&2
swift build -c release --product strata >&2
growth=$(STRATA_FUZZ=growth swift build -c release --package-path Tests/Fuzz --scratch-path Tests/Fuzz/.build/growth --show-bin-path)
"$growth/Growth" "$(swift build -c release --show-bin-path)/strata" || failed=1
exit "$failed"
