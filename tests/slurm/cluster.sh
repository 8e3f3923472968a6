#!/usr/bin/env bash
# A Slurm cluster on one machine, for tests: munge, a controller and two nodes, n1 and n2, in one folder with a configuration of its own. Touches no
# cluster that is installed. Root only, on Debian and what is made of it.
#
#   source tests/slurm/cluster.sh
#   cluster_start FOLDER      installs slurm-wlm and munge where they are missing; sets SLURM_CONF
#   cluster_fail n1           what a node does that loses its power: everything on it ends at once
#   cluster_repair n1
#   cluster_stop              ends everything that was started

cluster_folder=""

cluster_start() {
  local port="$((20000 + RANDOM % 10000))" memory host
  cluster_folder="$1"
  host="$(uname -n | cut -d. -f1)"
  PATH="$PATH:/usr/sbin:/sbin"
  export SLURM_CONF="$cluster_folder/slurm.conf"
  if [ "$(id -u)" != 0 ]; then
    echo "The daemons of Slurm need root." >&2
    return 1
  fi
  mkdir -p "$cluster_folder"/{state,spool,log,munge}
  cluster_install || return 1
  chmod 755 "$cluster_folder" "$cluster_folder/munge"
  head -c 1024 /dev/urandom >"$cluster_folder/munge/key"
  chmod 600 "$cluster_folder/munge/key"
  memory="$(awk '/MemTotal/ {print int($2 / 1024 / 2)}' /proc/meminfo)"
  cat >"$SLURM_CONF" <<CONF
ClusterName=alignet-test
SlurmctldHost=localhost(127.0.0.1)
SlurmctldPort=$port
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$cluster_folder/munge/socket
StateSaveLocation=$cluster_folder/state
SlurmdSpoolDir=$cluster_folder/spool/%n
SlurmctldPidFile=$cluster_folder/slurmctld.pid
SlurmdPidFile=$cluster_folder/slurmd-%n.pid
SlurmctldLogFile=$cluster_folder/log/slurmctld.log
SlurmdLogFile=$cluster_folder/log/slurmd-%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
SchedulerParameters=sched_interval=2,sched_min_interval=0,bf_interval=2,batch_sched_delay=0
ReturnToService=2
SlurmdTimeout=30
KillWait=10
MpiDefault=none
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
SwitchType=switch/none
NodeName=n1 NodeHostname=$host NodeAddr=127.0.0.1 Port=$((port + 1)) CPUs=2 RealMemory=$memory State=UNKNOWN
NodeName=n2 NodeHostname=$host NodeAddr=127.0.0.1 Port=$((port + 2)) CPUs=2 RealMemory=$memory State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
  cluster_daemon munged munged --foreground --force --key-file="$cluster_folder/munge/key" --socket="$cluster_folder/munge/socket" --pid-file="$cluster_folder/munge/pid" \
    --log-file="$cluster_folder/log/munged.log" --seed-file="$cluster_folder/munge/seed"
  cluster_await "munge" test -S "$cluster_folder/munge/socket" || return 1
  cluster_daemon slurmctld slurmctld -D
  cluster_daemon n1 slurmd -D -N n1
  cluster_daemon n2 slurmd -D -N n2
  cluster_await "both nodes" cluster_idle n1,n2
}

cluster_install() {
  if command -v slurmctld >/dev/null && command -v slurmd >/dev/null && command -v munged >/dev/null && command -v sbatch >/dev/null; then return; fi
  if ! command -v apt-get >/dev/null; then
    echo "Slurm is not installed, and there is no apt-get to install it with (packages slurm-wlm and munge of Debian)." >&2
    return 1
  fi
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends slurm-wlm slurm-client munge >"$cluster_folder/log/install" 2>&1 ||
    { tail -n 20 "$cluster_folder/log/install" >&2; return 1; }
}

# cluster_daemon NAME PROGRAM… : starts it and remembers its process.
cluster_daemon() {
  local name="$1"
  shift
  "$@" >"$cluster_folder/log/$name.out" 2>&1 </dev/null &
  echo $! >"$cluster_folder/$name.process"
  disown
}

# cluster_await WHAT COMMAND… : until it succeeds, a minute at most.
cluster_await() {
  local what="$1"
  shift
  for _ in $(seq 300); do
    if "$@" >/dev/null 2>&1; then return; fi
    sleep 0.2
  done
  echo "$what did not come up within a minute:" >&2
  tail -n 20 "$cluster_folder"/log/* >&2
  return 1
}

cluster_idle() { [ "$(sinfo --noheader --Node --nodes="$1" --states=idle --format=%N | sort -u | wc -l)" = "$(tr ',' '\n' <<<"$1" | wc -l)" ]; }

# Processes of jobs of this cluster; with a name, those on that node alone. They are known by the variables that Slurm gives them.
cluster_job_processes() {
  local files
  files="$(grep -lzx "SLURM_CONF=$SLURM_CONF" /proc/[0-9]*/environ 2>/dev/null | xargs -r grep -lzx "SLURMD_NODENAME=${1:-.*}" 2>/dev/null || true)"
  cut -d/ -f3 <<<"$files"
}

# The processes that watch over the jobs of a node, or of all.
cluster_steps() {
  local process
  for process in $(cluster_job_processes "${1:-}"); do
    awk '/^PPid/ {print $2}' "/proc/$process/status" 2>/dev/null || true
  done | sort -u | while read -r parent; do
    if [ "$(cat "/proc/$parent/comm" 2>/dev/null)" = slurmstepd ]; then echo "$parent"; fi
  done
}

cluster_fail() {
  kill -9 "$(cat "$cluster_folder/$1.process")" 2>/dev/null || true
  kill -9 $(cluster_steps "$1") $(cluster_job_processes "$1") 2>/dev/null || true
  scontrol update nodename="$1" state=down reason=test
}

cluster_repair() {
  cluster_daemon "$1" slurmd -D -N "$1"
  cluster_await "$1" cluster_idle "$1"
}

cluster_stop() {
  local name
  if [ -z "$cluster_folder" ] || [ ! -f "$SLURM_CONF" ]; then return; fi
  timeout 20 scancel --quiet --user="$(id -un)" 2>/dev/null || true
  kill -9 $(cluster_steps) $(cluster_job_processes) 2>/dev/null || true
  for name in n1 n2 slurmctld munged; do
    if [ -f "$cluster_folder/$name.process" ]; then
      kill "$(cat "$cluster_folder/$name.process")" 2>/dev/null || true
    fi
  done
  for name in n1 n2 slurmctld munged; do
    if [ -f "$cluster_folder/$name.process" ]; then
      for _ in $(seq 50); do kill -0 "$(cat "$cluster_folder/$name.process")" 2>/dev/null || break; sleep 0.1; done
      kill -9 "$(cat "$cluster_folder/$name.process")" 2>/dev/null || true
    fi
  done
  cluster_folder=""
}
