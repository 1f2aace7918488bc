#!/usr/bin/env bash
# Builds the Debian package, build/strata_VERSION_ARCHITECTURE.deb, for the Debian release that this runs on.
#
#   scripts/deb.sh         builds it
#   scripts/deb.sh --path  only prints where it is
#
# DEBFULLNAME and DEBEMAIL in the environment name its maintainer, as in Debian's own tools.
set -euo pipefail
cd "$(dirname "$0")/.."
fail() { printf 'error: %s\n' "$*" >&2; exit 1; }
for tool in dpkg-deb dpkg-shlibdeps strip; do
    command -v "$tool" >/dev/null || fail "can't find $tool; install dpkg-dev and binutils"
done

version=$(sed -n 's/.*strataVersion = "\(.*\)"/\1/p' Sources/SpecCompiler/Version.swift)
date=$(sed -n "s/^## $version (\(.*\))$/\1/p" CHANGELOG.md)
[ -n "$date" ] || fail "CHANGELOG.md has no heading \"## $version (DATE)\""
revision=$version-1
architecture=$(dpkg --print-architecture)
package=$PWD/build/strata_${revision}_$architecture.deb
if [ "${1:-}" = --path ]; then
    echo "$package"
    exit
fi

maintainer="${DEBFULLNAME:-Strata maintainers} <${DEBEMAIL:-strata@localhost}>"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tree=$work/tree
DESTDIR=$tree scripts/install.sh /usr

strip --strip-unneeded --remove-section=.comment --remove-section=.note "$tree/usr/bin/strata"
mv "$tree/usr/share/zsh/site-functions" "$tree/usr/share/zsh/vendor-completions"
gzip -9n "$tree/usr/share/man/man1/strata.1"
# Debian has a copy of the license for all packages.
rm "$tree/usr/share/strata/LICENSE"
documents=$tree/usr/share/doc/strata
install -d "$documents"
install -m 644 packaging/debian/copyright "$documents/copyright"
gzip -9n <CHANGELOG.md >"$documents/changelog.gz"
gzip -9n >"$documents/changelog.Debian.gz" <<CHANGES
strata ($revision) unstable; urgency=medium

  * Version $version.

 -- $maintainer  $(date -u -R -d "$date")
CHANGES
chmod 644 "$documents"/*

# The packages with the libraries that the program is linked with. The tool expects to run in a source package.
mkdir -p "$work/source/debian"
printf 'Source: strata\n\nPackage: strata\nArchitecture: any\n' >"$work/source/debian/control"
depends=$(cd "$work/source" && dpkg-shlibdeps -O "$tree/usr/bin/strata" 2>"$work/warnings" | sed -n 's/^shlibs:Depends=//p') ||
    fail "$(cat "$work/warnings")"

install -d "$tree/DEBIAN"
sed -e "s/@VERSION@/$revision/" -e "s/@ARCHITECTURE@/$architecture/" -e "s/@MAINTAINER@/$maintainer/" \
    -e "s/@SIZE@/$(du -sk "$tree/usr" | cut -f 1)/" -e "s/@DEPENDS@/$depends/" packaging/debian/control >"$tree/DEBIAN/control"
(cd "$tree" && find usr -type f -print0 | sort -z | xargs -0 md5sum) >"$tree/DEBIAN/md5sums"
mkdir -p build
dpkg-deb --root-owner-group --build "$tree" "$package" >/dev/null
if command -v lintian >/dev/null; then
    # Debian's own rules for uploads, and for addresses where the builder gave none.
    suppressed=initial-upload-closes-no-bugs
    [ -n "${DEBEMAIL:-}" ] || suppressed+=,bogus-mail-host,bogus-mail-host-in-debian-changelog
    lintian --allow-root --fail-on error,warning --suppress-tags "$suppressed" "$package"
fi
echo "The package is $package."
