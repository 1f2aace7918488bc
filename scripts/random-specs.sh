#!/usr/bin/env bash
# Compiles the Swift generated from a thousand random specs, including hostile names, with warnings as errors.
#
#   scripts/random-specs.sh [COUNT]
set -euo pipefail
cd "$(dirname "$0")/.."
STRATA_RANDOM_SPECS=${1:-1000} exec swift test --filter RandomSpecTests
