#!/usr/bin/env bash
# Builds and runs the tests, and shows the test runner's own closing line.
#
#   scripts/test.sh          every test
#   scripts/test.sh --quick  without those marked slow, which take seconds each
set -euo pipefail
cd "$(dirname "$0")/.."
case "${1:-}" in
    --quick) export STRATA_QUICK=1 ;;
    "") ;;
    *) echo "usage: scripts/test.sh [--quick]" >&2; exit 2 ;;
esac
# Tests run beside each other: a thread of oneDNN that waits should leave its processor to another test.
export OMP_WAIT_POLICY=passive
swift build --build-tests
exec swift test --skip-build
