#!/usr/bin/env bash
# How long a command takes that finds nothing to do, over 10,000 input images: the built driver alone, through build.sh, and ninja, make and Snakemake
# over the same files; then over 10,000 shards; then with one image edited. Prints medians, least and most, in milliseconds.
#
#   bench/no-op.sh [--runs=9] [--work=FOLDER]
#
# FOLDER keeps the study (minutes to make the first time). Times of other work on the machine show in the times: look at the least, too.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)"
runs=9
work=""
for argument in "$@"; do
  case "$argument" in
    --runs=*) runs="${argument#--runs=}" ;;
    --work=*) work="${argument#--work=}" ;;
    *) echo "unknown argument $argument; see the head of $0" >&2; exit 2 ;;
  esac
done
if [ -z "$work" ]; then work="$(mktemp -d)"; trap 'rm -rf "$work"' EXIT; fi
mkdir -p "$work"
cd "$work"
driver="$root/build/bin/Release/net10.0/AligNet.Build.dll"

median() {
  local name="$1" count="$2" start end
  shift 2
  # A command that fails would be fast.
  "$@" >/dev/null
  for _ in $(seq "$count"); do
    start="$(date +%s%N)"; "$@" >/dev/null 2>&1; end="$(date +%s%N)"
    echo $(( (end - start) / 1000000 ))
  done | sort -n | awk -v name="$name" '{ t[NR] = $1 } END { printf "%-52s %6d ms  (%d to %d, %d runs)\n", name, t[int((NR + 1) / 2)], t[1], t[NR], NR }'
}

# A small simulated study with a large image set, then a profile that reads it from files, as a user's own data are.
make_study() {
  cat >simulated.toml <<'END'
[data]
source = "simulated"
[simulate]
superordinates = 2
basics_per_superordinate = 2
judged_per_basic = 6
held_out_per_basic = 2
novel_per_basic = 1
train_triplets = 3000
test_triplets = 100
held_out_triplets = 100
levels_triplets_per_type = 10
images_per_class = 313
levels_images_per_class = 4
novel_images_per_class = 3
source_images_per_class = 2
[pretrain-teacher]
width = 32
depth = 1
heads = 1
epochs = 1
[pretrain-student]
width = 32
depth = 1
heads = 1
epochs = 1
END
  "$root/build.sh" --target=PretrainTeacher --target=PretrainStudent --profile=simulated.toml --store="$work/simulated" >made.log
  cp -r simulated/simulate/*/study data
  cp simulated/pretrain-teacher/*/teacher.onnx simulated/pretrain-student/*/student.safetensors data
  cat >data/study.toml <<'END'
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
[vice-posteriors]
init_dim = 8
max_epochs = 20
burn_in = 10
window = 5
min_objects = 1
[ud-fit]
lambdas = [0.1]
folds = 2
max_epochs = 2
min_epochs = 1
[cluster]
k = 20
[sample-triplets]
triplets = 1024
validation_triplets = 64
[finetune]
steps = 4
warmup_steps = 1
batch = 16
head_width = 8
[evaluate-judgements]
bootstrap_samples = 20
[evaluate-levels]
bootstrap_samples = 20
[evaluate-few-shot]
bootstrap_samples = 20
[evaluate-hierarchy]
bootstrap_samples = 20
END
}

if [ ! -f data/study.toml ]; then make_study; fi
evaluate=(--target=Evaluate --profile="$work/data/study.toml" --store="$work/store")
"$root/build.sh" "${evaluate[@]}" >evaluate.log
echo "$(find data/images/pool -type f | wc -l) images in the large set, $(find data/images -type f | wc -l) in all; $(nproc) processors, load $(cut -d' ' -f1 /proc/loadavg)"
# What was stamped within the tick of the clock is hashed once more.
sleep 3
"$root/build.sh" "${evaluate[@]}" >evaluate.log
if grep -E '^[A-Z][A-Za-z]+ +(ran|restored) ' evaluate.log; then echo "the second run was to do nothing" >&2; exit 1; fi
median "Evaluate, the built driver" "$runs" dotnet "$driver" "${evaluate[@]}"
median "Evaluate, build.sh" "$runs" "$root/build.sh" "${evaluate[@]}"
median "dotnet with nothing but itself: --target=Version" "$runs" dotnet "$driver" --target=Version

# The same files for the others: eight steps, the first of which reads them all.
{
  printf 'rule step\n  command = touch $out\n'
  echo "build out1: step $(find data/images/pool -type f | sort | paste -sd' ')"
  for step in 2 3 4 5 6 7 8; do echo "build out$step: step out$(( step - 1 ))"; done
} >build.ninja
{
  echo 'out8: out7; touch $@'
  for step in 7 6 5 4 3 2; do echo "out$step: out$(( step - 1 )); touch \$@"; done
  echo 'out1: $(wildcard data/images/pool/*); touch $@'
} >Makefile
cat >Snakefile <<'END'
import glob
rule last:
    input: "snake8"
for step in range(2, 9):
    rule:
        input: f"snake{step - 1}"
        output: f"snake{step}"
        shell: "touch {output}"
rule first:
    input: sorted(glob.glob("data/images/pool/*"))
    output: "snake1"
    shell: "touch {output}"
END
if command -v ninja >/dev/null; then ninja --quiet; median "ninja $(ninja --version)" "$runs" ninja; fi
if command -v make >/dev/null; then make -rs; median "make -r" "$runs" make -rs; fi
if command -v snakemake >/dev/null; then snakemake --quiet --cores 1 last >snake.log 2>&1; median "snakemake $(snakemake --version)" 5 snakemake --quiet --cores 1 last; fi

"$root/build.sh" "${evaluate[@]}" --set embed.shard_images=1 >shards.log
sleep 3
"$root/build.sh" "${evaluate[@]}" --set embed.shard_images=1 >shards.log
echo "$(find store/.shards/embed-images -type f | wc -l) shards in the store"
median "Evaluate over as many shards as images, built driver" "$runs" dotnet "$driver" "${evaluate[@]}" --set embed.shard_images=1

# One image edited: the shards that are made, the stages that run.
image=data/images/pool/000000.png
cp -p "$image" kept.png
# An image that is in no shard yet, of no earlier run either: shards go by content. What follows the end of a PNG is not looked at.
cp data/images/levels/0000.png "$image"
date +%s%N >>"$image"
before="$(find store/.shards/embed-images -type f | wc -l)"
"$root/build.sh" "${evaluate[@]}" --set embed.shard_images=1 >edited.log
mv kept.png "$image"
echo "one image edited: $(( $(find store/.shards/embed-images -type f | wc -l) - before )) shards made of $before, and these stages ran:"
sed -nE 's/^ *([A-Z][A-Za-z]+) +ran .*/  \1/p' edited.log | sort -u
