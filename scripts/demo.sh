#!/usr/bin/env bash
# Strata from end to end: checks a spec, shows its sizes, generates a Swift package, builds it, and trains it.
set -euo pipefail
cd "$(dirname "$0")/.."
spec=${1:?}
data=${2:-}

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then bold=$'\e[1m'; plain=$'\e[0m'; else bold=; plain=; fi
step() { printf '\n%s%s%s\n' "$bold" "$*" "$plain"; }
# Shows what is being built: on a terminal in a line that changes, otherwise in a line a minute.
progress() {
    local line shown='' last=$SECONDS
    while IFS= read -r line; do
        case $line in
        *'] Linking '* | Build* | error:* | *': error:'*)
            if [ -n "$shown" ]; then printf '\r\e[K'; fi
            shown=
            printf '%s\n' "$line" ;;
        '['[0-9]*)
            if [ -t 1 ]; then
                printf '\r%s\e[K' "${line:0:78}"
                shown=1
            elif ((SECONDS - last >= 60)); then
                printf '%s\n' "$line"
                last=$SECONDS
            fi ;;
        esac
    done
}
build() { swift build -c release "$@" 2>&1 | progress; test "${PIPESTATUS[0]}" -eq 0; }

step "1. Build the strata command (the first time, this takes some minutes)"
build --product strata
strata=$(swift build -c release --show-bin-path)/strata

step "2. strata check $spec"
"$strata" check "$spec"

step "3. strata shapes $spec"
"$strata" shapes "$spec"

name=$(basename "$spec" .strata.yaml)
package=build/$name
step "4. strata generate $spec --output $package"
"$strata" generate "$spec" --output "$package"

# In this checkout's build folder, where the runtime is already built. On its own, the package would build it again.
step "5. Build the generated package"
build --package-path "$package" --scratch-path .build
network=$(basename "$(dirname "$(ls "$package"/Sources/*/main.swift)")")
program=.build/release/$network

step "6. Train it: $program"
"$program" ${data:+--data "$data"} --output "$package/$name.safetensors"
