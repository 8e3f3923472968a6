#!/usr/bin/env bash
# Runs a target of the pipeline: ./build.sh --target=Finetune. --help lists targets and options.
# The driver is compiled first, but only when the content of a source file changed since it was last compiled.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)"
output="$root/build/bin/Release/net10.0"
stamp="$output/AligNet.Build.sources"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

say() { printf '%s\n' "$@" >&2; }

find_dotnet() {
  local candidate
  for candidate in "${DOTNET_ROOT:+$DOTNET_ROOT/dotnet}" "$(command -v dotnet || true)" "${HOME:-}/.dotnet/dotnet"; do
    if [ -n "$candidate" ] && [ -x "$candidate" ]; then printf '%s' "$candidate"; return; fi
  done
}

wanted_sdk() { sed -n 's/.*"sdk".*"version": *"\([^"]*\)".*/\1/p' "$root/global.json"; }

how_to_install() {
  say "Install the .NET SDK $(wanted_sdk) or a later 10.0 one:" \
      "  from https://dotnet.microsoft.com/download/dotnet/10.0, or into ~/.dotnet, without root, with" \
      "  curl -sSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0" \
      "The script finds it on the PATH, in \$DOTNET_ROOT and in ~/.dotnet."
}

sha256() { if command -v sha256sum >/dev/null; then sha256sum "$@"; else shasum -a 256 "$@"; fi; }

# One digest over the names and the content of everything that the driver is compiled from, and over the switches of the build.
sources_digest() {
  (
    cd "$root"
    printf '%s %s %s\n' "${Accelerator:-}" "${CakeFrosting:-}" "${ReadyToRun:-}"
    {
      find . -maxdepth 1 -type f \( -name '*.props' -o -name '*.targets' -o -name global.json -o -name BannedSymbols.txt -o -name .editorconfig \) -print0
      find build src \( -name bin -o -name obj -o -name native \) -prune -o -type f -print0
    } | LC_ALL=C sort -z | if command -v sha256sum >/dev/null; then xargs -0 sha256sum; else xargs -0 shasum -a 256; fi
  ) | sha256 | cut -c1-64
}

is_current() { [ -f "$stamp" ] && [ "$(<"$stamp")" = "$digest" ]; }

compile() {
  local log
  mkdir -p "$root/build/obj"
  exec 9>"$root/build/obj/build.lock"
  if command -v flock >/dev/null && ! flock --nonblock 9; then
    say "Waiting for another process that is compiling the driver ..."
    flock 9
    if is_current; then exec 9>&-; return; fi
  fi
  if ! (cd "$root" && "$dotnet" --version >/dev/null 2>&1); then
    say "The .NET SDK found at $dotnet is older than global.json asks for, or is a runtime without SDK. It has:" \
        "$("$dotnet" --list-sdks 2>/dev/null | sed 's/^/  /')"
    how_to_install
    exit 1
  fi
  # A run that is still going keeps the files it has open; written over in place, they would change under it.
  rm -f "$stamp" "$output"/AligNet.*.dll
  say "Compiling the driver ..."
  # The lock's descriptor is closed for the compiler, whose servers outlive it.
  if ! log="$("$dotnet" build "$root/build/AligNet.Build.csproj" --configuration Release --verbosity quiet -nologo 2>&1 9>&-)"; then
    say "$log" "The driver does not compile; see above."
    exit 1
  fi
  printf '%s\n' "$digest" >"$stamp"
  exec 9>&-
}

dotnet="$(find_dotnet)"
if [ -z "$dotnet" ]; then
  say "There is no 'dotnet' on this machine."
  how_to_install
  exit 1
fi
case ":$PATH:" in *":$(dirname "$dotnet"):"*) ;; *) export PATH="$(dirname "$dotnet"):$PATH" ;; esac

digest="$(sources_digest)"
is_current || compile
exec "$dotnet" "$output/AligNet.Build.dll" "$@"
