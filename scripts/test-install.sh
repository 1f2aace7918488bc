#!/usr/bin/env bash
# Installs Strata into an empty folder and uses it from another one as users do: creates a package, builds and tests it, generates a
# package, builds it and trains. Then removes the installation and checks that nothing is left. Takes about 10 minutes.
#
#   scripts/test-install.sh        tests `make install` and `make uninstall`
#   scripts/test-install.sh --deb  tests the package that `make deb` built; installs it on this machine, so it must run as root
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

step() { printf '\n== %s\n' "$*"; }

if [ "${1:-}" = --deb ]; then
    step "Install the Debian package"
    apt-get install -y --no-install-recommends "$(scripts/deb.sh --path)"
    strata=/usr/bin/strata
else
    step "Install"
    scripts/install.sh "$work/prefix"
    strata=$work/prefix/bin/strata
fi
version=$(sed -n 's/.*strataVersion = "\(.*\)"/\1/p' Sources/SpecCompiler/Version.swift)
mkdir -p "$work/home/data"
cp Specs/penguins.strata.yaml "$work/home"
cp Specs/data/penguins.csv "$work/home/data"

cat >"$work/steps.sh" <<'STEPS'
set -euo pipefail
strata=$1 version=$2
step() { printf '\n== %s\n' "$*"; }
cd "$HOME"
[ "$("$strata" --version)" = "$version" ]

step "Build and test a package that \`strata new\` created"
"$strata" new app
grep -q share/strata app/Package.swift
(cd app && swift build && swift test)

step "Build and train a package that \`strata generate\` wrote"
"$strata" generate penguins.strata.yaml --output penguins
swift build --package-path penguins
penguins/.build/debug/Penguins --epochs 2
STEPS

# An installation is read-only to its users, so root runs these steps as another user.
as_user=(env HOME="$work/home")
if [ "$(id -u)" -eq 0 ]; then
    chmod 755 "$work"
    chown -R nobody "$work/home"
    as_user=(setpriv --reuid=nobody --regid="$(id -g nobody)" --clear-groups "${as_user[@]}")
fi
"${as_user[@]}" bash "$work/steps.sh" "$strata" "$version"

if [ "${1:-}" = --deb ]; then
    step "Remove the Debian package"
    apt-get purge -y strata
    for left in /usr/bin/strata /usr/share/strata /usr/share/doc/strata /usr/share/man/man1/strata.1.gz; do
        [ ! -e "$left" ] || { echo "error: $left is still there" >&2; exit 1; }
    done
else
    step "Uninstall"
    scripts/install.sh --remove "$work/prefix"
    [ ! -e "$work/prefix" ] || { echo "error: still there: $(find "$work/prefix")" >&2; exit 1; }
fi
step "The installation works."
