#!/usr/bin/env bash
# Installs what some tests look for and are skipped without: Chromium (the look of the report), nginx and s3rver (caches), WordNet's database.
# For Debian and its like, as root; elsewhere install them by hand. Prints the line that a shell must evaluate for s3rver to be found.
#
#   eval "$(tests/install-tools.sh)"
set -euo pipefail

packages=()
needs() { command -v "$1" >/dev/null || [ -e "$1" ] || packages+=("${@:2}"); }
PATH="$PATH:/usr/sbin"
needs chromium chromium
needs nginx nginx-light libnginx-mod-http-dav-ext
needs /usr/share/wordnet/data.noun wordnet-base
command -v s3rver >/dev/null || needs npm npm
if [ ${#packages[@]} -gt 0 ]; then
  echo "Installing ${packages[*]} ..." >&2
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq >&2
  apt-get install -qq -y --no-install-recommends "${packages[@]}" >&2
fi

if ! command -v s3rver >/dev/null; then
  tools="${ALIGNET_TEST_TOOLS:-${TMPDIR:-/tmp}/alignet-test-tools}"
  if [ ! -x "$tools/node_modules/.bin/s3rver" ]; then
    echo "Installing s3rver in $tools ..." >&2
    mkdir -p "$tools"
    npm install --no-audit --no-fund --loglevel=error --prefix "$tools" s3rver@3.7.1 >&2
  fi
  printf 'export ALIGNET_S3RVER=%q\n' "$tools/node_modules/.bin/s3rver"
fi
