#!/usr/bin/env bash
# Installs the system packages that Strata needs. Lists them first, and asks for root permissions only if there are any.
# --without-data skips the dataset; --for-tests adds the small editors that tests use, and strace.
set -euo pipefail

swift_wanted="6.2"

fail() { printf 'error: %s\n' "$*" >&2; exit 2; }

command -v swift >/dev/null || fail "Swift isn't installed; install Swift $swift_wanted or later from https://swift.org/install"
version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
if [ "$(printf '%s\n%s\n' "$swift_wanted" "${version:-0}" | sort -V | head -n 1)" != "$swift_wanted" ]; then
    fail "Swift $version is too old; install Swift $swift_wanted or later from https://swift.org/install"
fi

if [ "$(uname)" = Darwin ]; then
    command -v brew >/dev/null || fail "install Homebrew, then run: brew install libyaml onednn"
    missing=()
    for formula in libyaml onednn; do
        brew list "$formula" >/dev/null 2>&1 || missing+=("$formula")
    done
    if [ ${#missing[@]} -gt 0 ]; then
        echo "Installing with Homebrew: ${missing[*]}"
        brew install "${missing[@]}"
    fi
    exit 0
fi

packages=(libyaml-dev libdnnl-dev zlib1g-dev)
data=/usr/share/datasets/fashion-mnist/train-images-idx3-ubyte.gz
case " $* " in
    *" --without-data "*) ;;
    *) [ -e "$data" ] || packages+=(dataset-fashion-mnist) ;;
esac
# Tests that need one of these are skipped with a message if it is missing.
case " $* " in
    *" --for-tests "*)
        for tool in nvim:neovim vim:vim strace:strace; do
            command -v "${tool%:*}" >/dev/null && continue
            if apt-cache show "${tool#*:}" >/dev/null 2>&1; then packages+=("${tool#*:}"); fi
        done ;;
esac

if ! command -v apt-get >/dev/null; then
    for header in yaml.h dnnl.h zlib.h; do
        echo "#include <$header>" | cc -fsyntax-only -x c - 2>/dev/null \
            || fail "can't find $header; install the development packages of libyaml, oneDNN, and zlib"
    done
    exit 0
fi

missing=()
for package in "${packages[@]}"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

echo "Installing system packages: ${missing[*]}"
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail "sudo isn't installed; run this as root: apt-get install ${missing[*]}"
    as_root=(sudo)
fi
install() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null; }
install "${missing[@]}" 2>/dev/null || {
    "${as_root[@]}" apt-get update -qq
    for package in "${missing[@]}"; do
        if ! apt-cache show "$package" >/dev/null 2>&1; then
            case "$package" in
                dataset-fashion-mnist)
                    fail "this system has no package dataset-fashion-mnist; download the four IDX files (train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte, gzipped or not) and run: make demo DATA=FOLDER" ;;
                *) fail "this system has no package $package; install it by hand" ;;
            esac
        fi
    done
    install "${missing[@]}"
}
