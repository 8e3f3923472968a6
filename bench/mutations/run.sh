#!/usr/bin/env bash
# Plays twelve mutations against make, ninja (restat), Snakemake and this project's store and runner, on the same chain of three steps: gather the
# texts of a folder, count their lines, multiply by a parameter. Prints which steps ran after each mutation, and what should have run.
# "!" marks an end with exit code 0 where a file that a step gives is not what it should be. Tools that are not installed are left out.
#
#   bench/mutations/run.sh [--tools=make,ninja,snakemake,alignet]
#
# The driver's solution must be built (./build.sh --target=Build): the chain of this project is bench/AligNet.Chain, a process for each run.
set -uo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)"
root="$(cd "$here/../.." && pwd -P)"
tools="make,ninja,snakemake,alignet"
case "${1:-}" in --tools=*) tools="${1#--tools=}" ;; "") ;; *) echo "unknown argument $1; see the head of $0" >&2; exit 2 ;; esac
built="bin/Release/net10.0"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# --- the four tools: how each is run, and where it keeps what a step gives ---------------------------------------------------------------

ninja_file() {
  cat <<END
rule step
  command = \$cmd
  restat = 1
build report.txt: step count.txt step3.sh
  cmd = ./step3.sh ${factor:-1}
build count.txt: step lines.txt step2.sh
  cmd = ./step2.sh
build lines.txt: step $(echo data/*.txt) step1.sh
  cmd = ./step1.sh
END
}

start() {
  case "$tool" in
    make) make -s FACTOR="${factor:-1}" ;;
    ninja) ninja_file >build.ninja; ninja --quiet ;;
    snakemake) snakemake --cores 1 --quiet --config factor="${factor:-1}" ;;
    alignet) dotnet "$program/AligNet.Chain.dll" . report.factor="${factor:-1}" >said || return 1
      head -1 said | tr ' ' '\n' >>ran ;;
  esac
}

# The file of a step: lines.txt, count.txt or report.txt.
given() {
  if [ "$tool" = alignet ]; then sed -n "s|^[a-z]* \(.*/$1\)$|\1|p" said; else echo "$1"; fi
}

run() { : >ran; start >out 2>&1; status=$?; steps="$(sed '/^$/d' ran | sort -u | paste -sd,)"; }

# Edits of step 2's helper: a script that it sources; for this project the method that the stage calls, compiled again.
edit_helper() {
  if [ "$tool" = alignet ]; then program="$work/source-edited/$built"; else sed -i 's/^offset=0/offset=5/' helper.sh; fi
}

# The chain as it is after two runs; made once for each tool, then copied with all times.
prepare() {
  program="$work/source-plain/$built"; factor=1
  rm -rf "$work/chain"
  if [ -d "$work/chain-$tool" ]; then
    cp -a "$work/chain-$tool" "$work/chain"; cd "$work/chain" || exit 1
    return
  fi
  mkdir -p "$work/chain/data"; cd "$work/chain" || exit 1
  cp "$here"/step?.sh "$here/helper.sh" "$here/Makefile" "$here/Snakefile" .
  chmod +x step?.sh
  printf '[data]\nsource = "files"\nroot = "data"\nobjects = "a.txt"\n' >chain.toml
  printf 'one\ntwo\n' >data/a.txt; printf 'three\n' >data/b.txt
  # Twelve lines in all, so that a cut count is another number.
  seq 9 >data/c.txt
  touch -d '2020-01-01' data/*.txt step?.sh helper.sh
  run; run
  if [ "$status" != 0 ] || [ -n "$steps" ]; then echo "$tool: the second of two runs ran '$steps' and ended with $status:"; cat out; exit 1; fi
  cp -a "$work/chain" "$work/chain-$tool"
}

# What the three files should hold now, from the definition of the chain.
truth() {
  local offset=0 count
  if [ "$name" = "edit a helper of step 2" ]; then offset=5; fi
  cat data/*.txt >"$work/lines.txt"
  count=$(( $(wc -l <"$work/lines.txt") + offset ))
  echo $count >"$work/count.txt"
  echo $(( count * factor )) >"$work/report.txt"
}

judge() {
  local file path mark=""
  truth
  if [ "$status" = 0 ]; then
    for file in lines.txt count.txt report.txt; do
      path="$(given $file)"
      if [ -n "$path" ] && [ -f "$path" ] && ! cmp -s "$path" "$work/$file"; then mark="!"; fi
    done
    if [ ! -f "$(given report.txt)" ]; then mark="!"; fi
  fi
  if [ "$status" = 0 ]; then found="${steps:--}$mark"; else found="exit $status"; fi
}

# --- the mutations --------------------------------------------------------------------------------------------------------------------------

mutate() {
  case "$name" in
    "touch an input, same bytes") touch data/a.txt ;;
    "edit input, step 2 comes out equal") printf 'uno\ndos\n' >data/a.txt ;;
    "edit input, size and mtime kept") printf 'owe\ntwo\n' >data/a.txt; touch -d '2020-01-01' data/a.txt ;;
    "input replaced by an older file") printf 'a\nb\nc\n' >new; touch -d '2001-01-01' new; mv new data/a.txt ;;
    "delete an input") rm data/b.txt ;;
    "add an input dated last year") echo four >data/d.txt; touch -d '2001-01-01' data/d.txt ;;
    "change step 3's parameter") factor=2 ;;
    "parameter A, B, A again") factor=2; run; factor=1 ;;
    "edit a helper of step 2") edit_helper ;;
    "corrupt step 2's file, size and mtime kept") local file stamp; file="$(given count.txt)"; stamp="$(stat -c %y "$file")"; printf '99\n' >"$file"; touch -d "$stamp" "$file" ;;
    "delete step 2's file") rm -r "$(dirname "$(given count.txt)" | sed 's/^\.$/count.txt/')" ;;
    "kill -9 in step 2")
      printf 'a\nb\nc\n' >data/a.txt; touch data/slow; : >ran
      # A session of its own, so that the tool dies with all that it started.
      export -f start ninja_file; export tool factor program
      setsid bash -c start >out 2>&1 &
      for _ in $(seq 600); do if partly_written; then break; fi; sleep 0.1; done
      kill -9 -- -$!; wait $! 2>/dev/null; rm data/slow ;;
  esac
}

partly_written() {
  local path="count.txt"
  if [ "$tool" = alignet ]; then path="$(echo artifacts/count/.making-*/count.txt)"; else grep -q 2 ran || return 1; fi
  [ -f "$path" ] && [ "$(wc -c <"$path")" = 1 ]
}

rows="touch an input, same bytes|-
edit input, step 2 comes out equal|1,2
edit input, size and mtime kept|1,2
input replaced by an older file|1,2,3
delete an input|1,2,3
add an input dated last year|1,2,3
change step 3's parameter|3
parameter A, B, A again|-
edit a helper of step 2|2,3
corrupt step 2's file, size and mtime kept|2
delete step 2's file|-
kill -9 in step 2|2,3"

build_chain() {
  local form
  for form in plain edited; do
    mkdir -p "$work/source-$form"
    cp "$root"/bench/AligNet.Chain/*.cs "$root"/bench/AligNet.Chain/*.csproj "$work/source-$form"
    if [ $form = edited ]; then sed -i 's/Offset = 0/Offset = 5/' "$work/source-$form/Counting.cs"; fi
    for shared in Directory.Build.props Directory.Build.targets Directory.Packages.props; do
      echo "<Project><Import Project=\"$root/$shared\" /></Project>" >"$work/source-$form/$shared"
    done
    if ! dotnet build "$work/source-$form/AligNet.Chain.csproj" --configuration Release --verbosity quiet -nologo >"$work/build.log" 2>&1; then
      cat "$work/build.log"; exit 1
    fi
  done
}

available=""
for tool in ${tools//,/ }; do
  if [ "$tool" = alignet ]; then build_chain; elif ! command -v "$tool" >/dev/null; then echo "$tool is not installed" >&2; continue; fi
  available="$available $tool"
done

version() {
  case "$1" in make) make --version | sed -n '1s/GNU Make //p' ;; alignet) echo "$(sed -n 's|.*<Version>\(.*\)</Version>.*|\1|p' "$root/Directory.Build.props")" ;; *) "$1" --version ;; esac
}

declare -A right sound
printf '| mutation | want |'; for tool in $available; do printf ' %s %s |' "$tool" "$(version "$tool")"; done; echo
printf '|---|---|'; for tool in $available; do printf -- '---|'; done; echo
while IFS='|' read -r name want <&3; do
  printf '| %s | %s |' "$name" "$want"
  for tool in $available; do
    prepare
    # The file systems of all tools tick in milliseconds at the least.
    sleep 0.1
    mutate
    run
    judge
    printf ' %s |' "$found"
    if [ "$found" = "$want" ]; then right[$tool]=$(( ${right[$tool]:-0} + 1 )); fi
    case "$found" in *'!'|exit*) ;; *) sound[$tool]=$(( ${sound[$tool]:-0} + 1 )) ;; esac
  done
  echo
done 3<<<"$rows"
printf '| ends well, with every file right | 12 |'; for tool in $available; do printf ' %s |' "${sound[$tool]:-0}"; done; echo
printf '| runs just what it should | 12 |'; for tool in $available; do printf ' %s |' "${right[$tool]:-0}"; done; echo
