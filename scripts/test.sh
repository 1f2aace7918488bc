#!/usr/bin/env bash
# Runs every test, and shows the test runner's own closing line.
set -euo pipefail
cd "$(dirname "$0")/.."
swift build --build-tests
exec swift test --skip-build
