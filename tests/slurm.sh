#!/usr/bin/env bash
# Plays --executor=slurm on one machine, with the real driver and a real Slurm (tests/slurm/cluster.sh), and holds it against a local run:
#   1. the same artifacts as a local run, each long stage in a job, shards in an array;
#   2. the same command again submits nothing;
#   3. a node fails under a job: still the same artifacts;
#   4. Ctrl-C leaves no job behind;
#   5. a stage that fails ends the run with its message, and what waits for it is cancelled; no secret in scripts, logs or the queue.
#
#   tests/slurm.sh [--quick] [--study=PROFILE] [--where-possible] [--keep]
#
# Root only (the daemons need it), on Debian; installs slurm-wlm and munge where they are missing. With --where-possible it is no error that no such
# cluster can be had. The study is tests/slurm/small.toml; --study=simulated is the whole simulated study. --quick plays 1, 2 and 4, up to Finetune.
set -euo pipefail

repository="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)"
profile="$repository/tests/slurm/small.toml"
extra=()
quick=""
keep=""
where_possible=""
for argument in "$@"; do
  case "$argument" in
    --quick) quick=1 ;;
    --study=*) profile="${argument#--study=}"; extra=(--set runtime.threads=2 --set slurm.memory=2G --set slurm.poll_seconds=2) ;;
    --where-possible) where_possible=1 ;;
    --keep) keep=1 ;;
    *) echo "unknown argument $argument; see the head of $0" >&2; exit 2 ;;
  esac
done

work="$(mktemp -d)"
source "$repository/tests/slurm/cluster.sh"
finish() {
  cluster_stop
  # Whatever of this script still runs.
  kill $(jobs -p) 2>/dev/null || true
  if [ -f "$work/stopped.group" ]; then kill -9 -- "-$(cat "$work/stopped.group")" 2>/dev/null || true; fi
  if [ -n "$keep" ]; then echo "kept: $work"; else rm -rf "$work"; fi
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
say() { printf '\n== %s (%s s)\n' "$*" "$SECONDS"; }
fail() { printf 'FAILED: %s\n' "$*" >&2; keep=1; exit 1; }

cd "$repository"
./build.sh --target=Version
dotnet="$(command -v dotnet || echo "${DOTNET_ROOT:-$HOME/.dotnet}/dotnet")"
driver=("$dotnet" "$repository/build/bin/Release/net10.0/AligNet.Build.dll")
target=Report
if [ -n "$quick" ]; then target=Finetune; fi
options=(--target="$target" --profile="$profile" "${extra[@]}")

# run STORE ARGUMENT… : a command over a store, at most half an hour.
run() {
  local store="$1"
  shift
  timeout 1800 "${driver[@]}" "${options[@]}" --store="$work/$store" "$@" >"$work/$store.log" 2>&1
}
submitted() { grep -c 'job [0-9]* submitted' "$work/$1.log" || true; }
queued() { squeue --noheader --format='%i %j %T'; }
# The digests of all inputs and outputs of every node of a store.
digests() {
  local node
  (cd "$work/$1/.current"/*/ && for node in *; do grep -o '"\(digest\|sha256\)": "[0-9a-f]*"' "../../.records/$(<"$node").json" | sed "s|^|$node |"; done)
}
same() {
  [ "$(digests local | wc -l)" -gt 100 ] || fail "the local run has hardly a digest, so nothing can be compared"
  diff <(digests local) <(digests "$1") >"$work/$1.diff" || { head -n 20 "$work/$1.diff"; fail "$1: other artifacts than those of the local run"; }
}
# until_running STORE JOB : waits until the job runs and has written something; prints its number and node.
until_running() {
  local line
  for _ in $(seq 600); do
    line="$(squeue --noheader --states=running --name="alignet-$2" --format='%A %N' | head -n 1)"
    if [ -n "$line" ] && grep -qs "$3" "$work/$1/.slurm"/*/"$2-${line%% *}.log"; then echo "$line"; return; fi
    sleep 0.2
  done
  cat "$work/$1.log" >&2
  return 1
}

say "a cluster of two nodes"
if ! cluster_start "$work/cluster"; then
  if [ -z "$where_possible" ]; then fail "no cluster"; fi
  echo "Not played: no Slurm could be started here."
  exit 0
fi
sinfo

say "0. a local run"
run local || { cat "$work/local.log"; fail "the local run"; }

say "1. the same run through Slurm"
run slurm --executor=slurm || { cat "$work/slurm.log"; fail "the run through Slurm"; }
echo "$(submitted slurm) jobs, $(grep -c '^[A-Z].* ran .*in a job' "$work/slurm.log") stages run in jobs; $(digests local | wc -l) digests"
same slurm
[ "$(submitted slurm)" -gt 10 ] || fail "hardly any job"
grep -q 'EmbedImages .*in a job' "$work/slurm.log" || fail "EmbedImages did not run in a job"
grep -q 'embed-images-shards: job [0-9]* submitted' "$work/slurm.log" || fail "no array"
[ -z "$(queued)" ] || fail "left in the queue: $(queued)"

say "2. again: nothing to submit"
run slurm --executor=slurm || { cat "$work/slurm.log"; fail "the second run"; }
[ "$(submitted slurm)" = 0 ] || fail "$(submitted slurm) jobs were submitted"
! grep -q ' ran ' "$work/slurm.log" || fail "something ran again: $(grep ' ran ' "$work/slurm.log")"

if [ -z "$quick" ]; then
  say "3. a node fails under a job"
  run failed --executor=slurm &
  command=$!
  victim="$(until_running failed pretrain-teacher '^PretrainTeacher')" || fail "pretrain-teacher did not start"
  cluster_fail "${victim##* }"
  echo "node ${victim##* } failed under job ${victim%% *}"
  # Slurm has jobs that a machine failed under wait for two minutes.
  for _ in $(seq 100); do
    if [ "$(squeue --noheader --jobs="${victim%% *}" --format=%r)" = BeginTime ]; then break; fi
    sleep 0.2
  done
  for job in $(squeue --noheader --states=pending --format='%A %r' | awk '$2 == "BeginTime" {print $1}'); do scontrol update jobid="$job" starttime=now; done
  wait "$command" || { cat "$work/failed.log"; fail "the run on a failing node"; }
  same failed
  starts="$(cat "$work/failed/.slurm"/*/pretrain-teacher-*.log | grep -c '^PretrainTeacher$')"
  echo "pretrain-teacher was started $starts times; the artifacts are those of the local run"
  [ "$starts" -ge 2 ] || fail "pretrain-teacher was not started again"
  cluster_repair "${victim##* }"
fi

say "4. Ctrl-C"
# In a process group of its own, which gets the signal as a terminal gives it, also where whoever started this script ignores it.
setsid --fork env --default-signal=INT bash -c 'store="$1"; shift; echo $$ >"$store.group"; "$@" >"$store.log" 2>&1; echo $? >"$store.code"' _ "$work/stopped" "${driver[@]}" "${options[@]}" --store="$work/stopped" --executor=slurm
until_running stopped pretrain-teacher '^PretrainTeacher' >/dev/null || fail "pretrain-teacher did not start"
kill -INT -- "-$(cat "$work/stopped.group")"
for _ in $(seq 300); do [ ! -f "$work/stopped.code" ] || break; sleep 0.1; done
[ "$(cat "$work/stopped.code" 2>/dev/null)" = 130 ] || { cat "$work/stopped.log"; fail "exit code $(cat "$work/stopped.code" 2>/dev/null || echo none) within 30 s, expected 130"; }
grep -q 'Stopped. Finished stages are kept' "$work/stopped.log" || { cat "$work/stopped.log"; fail "no word of the stop"; }
for _ in $(seq 200); do [ -n "$(queued)" ] || break; sleep 0.1; done
[ -z "$(queued)" ] || fail "left in the queue: $(queued)"
grep 'cancelled job' "$work/stopped.log"

if [ -z "$quick" ]; then
  say "5. a stage that fails"
  ! ALIGNET_CACHE_KEY="not-a-secret not-a-secret not-a-secret" run slurm --executor=slurm --set cluster.k=100000 --cache="http://ci:not-a-secret@127.0.0.1:9" || fail "exit code 0 with a cluster.k that is too large"
  grep -A 30 '^Error' "$work/slurm.log"
  grep -q '^Error: cluster: job [0-9]* ended as FAILED on n[12], exit code 1' "$work/slurm.log" || { cat "$work/slurm.log"; fail "no message about the job that failed"; }
  grep -q 'finetune: job [0-9]* cancelled' "$work/slurm.log" || fail "finetune was not cancelled"
  [ -z "$(queued)" ] || fail "left in the queue: $(queued)"
  ! grep -rl not-a-secret "$work"/*.log "$work/slurm" || fail "a secret is in the files above"
  ! scontrol show job | grep not-a-secret || fail "a secret can be seen in the queue"
fi
say "all as it should be"
