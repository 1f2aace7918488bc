#!/usr/bin/env bash
# Builds and runs the tests, with the test runner's own summary at the end.
#
#   scripts/test.sh          all tests
#   scripts/test.sh --quick  all except slow tests, which take seconds each
set -euo pipefail
cd "$(dirname "$0")/.."
case "${1:-}" in
    --quick) export STRATA_QUICK=1 ;;
    "") ;;
    *) echo "usage: scripts/test.sh [--quick]" >&2; exit 2 ;;
esac
# Tests run in parallel, so a waiting oneDNN thread should leave its core to another test.
export OMP_WAIT_POLICY=passive
swift build --build-tests
exec swift test --skip-build
