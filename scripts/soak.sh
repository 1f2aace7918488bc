#!/usr/bin/env bash
# Looks for inputs that break what docs/reliability.md promises: specs and files of weights, so many minutes each, by libFuzzer.
# What it finds stays in build/fuzz.
#
#   scripts/soak.sh [MINUTES]
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=$((${1:-10} * 60))
export SWIFT_BACKTRACE=enable=no
corpus=${CORPUS:-build/fuzz}

swift build -c release --package-path Tests/Fuzz --sanitize fuzzer 2>&1 | tail -n 1
programs=Tests/Fuzz/.build/release
mkdir -p "$corpus/check" "$corpus/weights" "$corpus/seeds"
cp Specs/*.yaml Specs/*/*.yaml Tests/SpecCompilerTests/Mistakes/*.yaml "$corpus/seeds/" 2>/dev/null || true
failed=0
# Shows what is worth reading of a program's output, and goes on where it found something.
run() {
    local log status=0
    log=$(mktemp)
    "$@" >"$log" 2>&1 || status=$?
    grep -aE '^(Done|==|SUMMARY|stat::|Fatal|ALARM)|artifact_prefix|Test unit written' "$log" || true
    rm -f "$log"
    if [ "$status" -ne 0 ]; then failed=1; fi
}
echo "Specs, $((seconds / 60)) minutes"
run "$programs/FuzzCheck" -max_total_time="$seconds" -max_len=4096 -timeout=5 -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix="$corpus/" "$corpus/check" "$corpus/seeds"
echo "Files of weights, $((seconds / 60)) minutes"
run "$programs/FuzzWeights" -max_total_time="$seconds" -max_len=4096 -timeout=5 -rss_limit_mb=1024 -print_final_stats=1 \
    -artifact_prefix="$corpus/" "$corpus/weights" Tests/StrataRuntimeTests/Fixtures
exit "$failed"
