#!/usr/bin/env bash
# Plays the life of a cache between CI jobs on one machine, with the real driver:
#   1. a job that is killed in the middle has published the stages that it finished;
#   2. the next one, in a fresh clone, restores those and runs the rest;
#   3. a third, in a fresh clone that compiles for itself, restores everything: 0 stages run;
#   4. a job of an untrusted branch reads the cache, builds what it changed, and writes nothing.
# Every clone has new times on all its files. The study is small and made here.
#
#   tests/ci-story.sh [--cache=nginx|FOLDER|URL] [--keep]
#
# nginx (the default where it is installed) is started over docs/cache-nginx.conf; else a folder is used. Minutes on two cores.
set -euo pipefail

repository="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)"
cache=""
keep=""
for argument in "$@"; do
  case "$argument" in
    --cache=*) cache="${argument#--cache=}" ;;
    --keep) keep=1 ;;
    *) echo "unknown argument $argument; see the head of $0" >&2; exit 2 ;;
  esac
done

work="$(mktemp -d)"
server=""
finish() {
  if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; fi
  if [ -n "$keep" ]; then echo "kept: $work"; else rm -rf "$work"; fi
}
trap finish EXIT
say() { printf '\n== %s\n' "$*"; }
fail() { printf 'FAILED: %s\n' "$*" >&2; keep=1; exit 1; }

PATH="$PATH:/usr/sbin"
if [ -z "$cache" ]; then if command -v nginx >/dev/null; then cache=nginx; else cache="$work/cache"; fi; fi
objects=""
if [ "$cache" = nginx ]; then
  port=$((20000 + RANDOM % 20000))
  mkdir -p "$work/nginx/logs"
  sed "s/127.0.0.1:8080/127.0.0.1:$port/" "$repository/docs/cache-nginx.conf" >"$work/nginx/nginx.conf"
  as_root=""
  if [ "$(id -u)" = 0 ]; then as_root="user root;"; fi
  nginx -p "$work/nginx" -c "$work/nginx/nginx.conf" -g "daemon off; $as_root" 2>"$work/nginx/start.log" &
  server=$!
  cache="http://ci:not-a-secret@127.0.0.1:$port"
  objects="$work/nginx/store"
elif [ "${cache#*://}" = "$cache" ]; then
  objects="$cache"
fi
openssl rand -hex 32 >"$work/key" 2>/dev/null || head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n' >"$work/key"

# A clone with the driver of an earlier one, as a CI service keeps it between jobs.
compiled=""
clone() {
  git clone -q "$work/origin" "$work/$1"
  if [ -n "$compiled" ] && [ -z "${2:-}" ]; then
    (cd "$compiled" && tar cf - --no-same-owner build/bin build/obj src/*/bin src/*/obj native 2>/dev/null || true) | tar xf - -C "$work/$1"
  fi
}
drive() { (cd "$work/$1" && shift && ./build.sh "$@"); }
stages() { awk -v word="$2" '$2 == word {print $1}' "$work/$1.log" | sort; }
job() {
  local name="$1"
  shift
  drive "$name" --target=Report --profile=study/study.toml "$@" >"$work/$name.log" 2>&1 || { cat "$work/$name.log"; fail "job $name"; }
  grep '^cache' "$work/$name.log" || true
}

say "the study, committed"
git clone -q "$repository" "$work/origin"
clone maker
drive maker --target=Simulate --target=PretrainTeacher --target=PretrainStudent \
  --set simulate.superordinates=2 --set simulate.basics_per_superordinate=2 --set simulate.judged_per_basic=6 --set simulate.held_out_per_basic=2 \
  --set simulate.train_triplets=3000 --set simulate.test_triplets=100 --set simulate.held_out_triplets=100 --set simulate.levels_triplets_per_type=10 \
  --set simulate.images_per_class=2 --set simulate.levels_images_per_class=4 --set simulate.novel_per_basic=1 --set simulate.novel_images_per_class=3 \
  --set simulate.source_images_per_class=2 --set pretrain-teacher.epochs=1 --set pretrain-student.epochs=1 >"$work/maker.log" 2>&1 || { cat "$work/maker.log"; fail "the study"; }
compiled="$work/maker"
mkdir "$work/origin/study"
cp -r "$work/maker/artifacts/simulate"/*/study/. "$work/origin/study/"
cp "$work/maker/artifacts/pretrain-teacher"/*/teacher.onnx "$work/maker/artifacts/pretrain-student"/*/student.safetensors "$work/origin/study/"
cat >"$work/origin/study/study.toml" <<'TOML'
[data]
source = "files"
objects = "objects.csv"
train_triplets = "triplets_train.txt"
test_triplets = "triplets_test.txt"
heldout_objects = "heldout_objects.csv"
heldout_triplets = "heldout_triplets.txt"
heldout_similarity = "heldout_rsm.npy"
images = "images.csv"
evaluation_images = "levels_images.csv"
levels = "levels.csv"
teacher = "teacher.onnx"
student = "student.safetensors"
[ingest]
image_label_column = "subordinate"
evaluation_label_column = "basic"
[vice-posteriors]
init_dim = 8
learning_rate = 0.02
max_epochs = 40
burn_in = 10
window = 5
min_objects = 1
[ud-fit]
lambdas = [0.1]
folds = 2
max_epochs = 2
min_epochs = 1
[cluster]
k = 4
[sample-triplets]
triplets = 256
validation_triplets = 16
[finetune]
steps = 4
warmup_steps = 1
batch = 16
head_width = 8
checkpoint_steps = 2
[evaluate-judgements]
bootstrap_samples = 20
[evaluate-levels]
bootstrap_samples = 20
[evaluate-few-shot]
bootstrap_samples = 20
draws = 2
shots = [1]
TOML
git -C "$work/origin" add -f study
git -C "$work/origin" -c user.name=story -c user.email=story@localhost commit -qm "The study"

say "1. a job that is killed in the middle"
clone killed
(cd "$work/killed" && exec ./build.sh --target=Report --profile=study/study.toml --cache="$cache" --cache-key-file="$work/key" >"$work/killed.log" 2>&1) &
driver=$!
for _ in $(seq 3000); do
  if grep -q '^Cluster$' "$work/killed.log" 2>/dev/null || ! kill -0 "$driver" 2>/dev/null; then break; fi
  sleep 0.1
done
if kill -9 "$driver" 2>/dev/null; then echo "killed while it was at Cluster"; else cat "$work/killed.log"; fail "the job ended before it could be killed"; fi
wait "$driver" 2>/dev/null || true

say "2. a fresh clone goes on from what was published"
clone second
job second --cache="$cache" --cache-key-file="$work/key" --cache-strict
echo "restored: $(stages second restored | wc -l), ran: $(stages second ran | wc -l)"
for stage in Ingest VicePosteriors EmbedObjects; do
  stages second restored | grep -qx "$stage" || fail "$stage was finished by the killed job, yet not restored"
done
stages second ran | grep -qx Finetune || fail "Finetune did not run"

say "3. a fresh clone that compiles for itself restores everything"
clone third compile
job third --cache="$cache" --cache-key-file="$work/key" --cache-strict
echo "restored: $(stages third restored | wc -l), ran: $(stages third ran | wc -l)"
[ "$(stages third ran | wc -l)" = 0 ] || fail "ran again: $(stages third ran | tr '\n' ' ')"
[ "$(stages third restored | wc -l)" -gt 5 ] || fail "restored too little"
cmp "$work/second/artifacts/report"/*/report.html "$work/third/artifacts/report"/*/report.html || fail "the reports differ"

say "4. an untrusted branch reads, builds what it changed, and writes nothing"
listing() { if [ -n "$objects" ]; then (cd "$objects" && find . -type f -exec ls -l --time-style=full-iso {} + | sort | cksum); fi; }
before="$(listing)"
clone untrusted
job untrusted --cache="ro:$cache" --set cluster.k=5
echo "restored: $(stages untrusted restored | wc -l), ran: $(stages untrusted ran | wc -l)"
stages untrusted ran | grep -qx Cluster || fail "Cluster did not run"
! stages untrusted ran | grep -qx Ingest || fail "Ingest ran"
[ "$(listing)" = "$before" ] || fail "the cache was written"

if grep -l "not-a-secret\|$(cat "$work/key")" "$work"/*.log || { [ -n "$objects" ] && grep -rl "not-a-secret\|$(cat "$work/key")" "$objects"; }; then
  fail "a secret is in the files above"
fi
say "all as it should be"
