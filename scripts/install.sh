#!/usr/bin/env bash
# Installs Strata below a prefix, or removes it again: the program, the sources that packages build with, completions for shells,
# and the manual page.
#
#   scripts/install.sh PREFIX            builds the program and installs everything
#   scripts/install.sh --remove PREFIX   removes what was installed, and nothing else
#   scripts/install.sh --build           only builds the program
#   scripts/install.sh --sources FOLDER  only installs the sources, into this folder
#
# DESTDIR in the environment goes before the prefix, for packages: files are put into DESTDIR/PREFIX, to be used from PREFIX.
# STRATA in the environment is another program to install.
set -euo pipefail
cd "$(dirname "$0")/.."

# These belong to the program. Packages don't build with them, and the manifest leaves out what is not there.
program_modules=(StrataBenchmark StrataCLI StrataLanguageServer StrataMain)

fail() { printf 'error: %s\n' "$*" >&2; exit 1; }

program=.build/installed/release/strata
# With Swift's libraries in it, so that it runs without a toolchain.
build() {
    local options=(-c release --product strata --scratch-path .build/installed)
    if [ "$(uname)" = Linux ]; then options+=(--static-swift-stdlib -Xlinker --strip-all); fi
    swift build "${options[@]}"
}

install_sources() {
    rm -rf "$1"
    mkdir -p "$1"
    cp -R Package.swift LICENSE Sources Plugins Grammar "$1"
    for module in "${program_modules[@]}"; do rm -r "$1/Sources/$module"; done
    chmod -R u=rwX,go=rX "$1"
}

action=install
case "${1:-}" in
    --build) build; exit ;;
    --sources) [ -n "${2:-}" ] || fail "name a folder for the sources"; install_sources "$2"; exit ;;
    --remove) action=remove; shift ;;
esac
case "${1:-}" in
    /*) root=${DESTDIR:-}${1%/} ;;
    *) fail "the prefix has to be an absolute path, not '${1:-}'" ;;
esac
sources=$root/share/strata
bash_completions=$root/share/bash-completion/completions
zsh_completions=$root/share/zsh/site-functions
fish_completions=$root/share/fish/vendor_completions.d
manual=$root/share/man/man1

if [ "$action" = remove ]; then
    rm -f "$root/bin/strata" "$bash_completions/strata" "$zsh_completions/_strata" "$fish_completions/strata.fish" \
        "$manual/strata.1"
    rm -rf "$sources"
    # And the folders that are empty now.
    for folder in "$bash_completions" "$zsh_completions" "$fish_completions" "$manual" "$root/bin"; do
        while [ "$folder" != "$(dirname "$root")" ] && rmdir "$folder" 2>/dev/null; do folder=$(dirname "$folder"); done
    done
    echo "Removed Strata from $root."
    exit
fi

if [ -n "${STRATA:-}" ]; then
    program=$STRATA
elif [ -n "${SUDO_USER:-}" ] && [ -e "$program" ]; then
    # Root may not have a toolchain, and a build as root would leave files that the user can't overwrite.
    echo "Installing $program as it was built; \`make program\` without sudo brings it up to date."
else
    command -v swift >/dev/null || fail "Swift isn't installed here; run \`make program\` first, without sudo"
    build
fi

install -d "$root/bin" "$bash_completions" "$zsh_completions" "$fish_completions" "$manual"
install -m 755 "$program" "$root/bin/strata"
# Shells read this file, so it needs no interpreter line.
"$program" --generate-completion-script bash | sed '1{/^#!/d;}' >"$bash_completions/strata"
"$program" --generate-completion-script zsh >"$zsh_completions/_strata"
"$program" --generate-completion-script fish >"$fish_completions/strata.fish"
"$program" manual >"$manual/strata.1"
chmod 644 "$bash_completions/strata" "$zsh_completions/_strata" "$fish_completions/strata.fish" "$manual/strata.1"
install_sources "$sources"
echo "Installed $root/bin/strata."
