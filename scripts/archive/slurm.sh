#!/bin/sh
# Slurm: an archive of films as a job array, each task a share of the list.
#
#   sbatch --array=1-200%50 slurm.sh FILMS.txt BUNDLES 200
#
# FILMS.txt has a path a line; BUNDLES is a folder on a disk that all nodes share; the last number is how many shares there are, and
# the array goes from 1 to it. Some of them again: --array=7,12 with the same number. LONGTAKE names the program where it is not
# on the PATH. A task that was stopped, or met something that passes, is queued again, five times at the most.
#SBATCH --job-name=longtake
#SBATCH --cpus-per-task=2
#SBATCH --mem=4G
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --signal=B:TERM@120
films=$1
bundles=$2
shares=$3
LONGTAKE=${LONGTAKE:-longtake}

# What this program keeps for itself is of no use to others: not in a home that all nodes share.
LONGTAKE_USER_DATA=$(mktemp -d "${TMPDIR:-/tmp}/longtake-XXXXXX") || exit 75
export LONGTAKE_USER_DATA
trap 'rm -rf "$LONGTAKE_USER_DATA"' EXIT

"$LONGTAKE" index --list "$films" --bundle "$bundles" --shard "$SLURM_ARRAY_TASK_ID/$shares" \
  --cores "${SLURM_CPUS_PER_TASK:-1}" --json &
task=$!
# Told to stop, it ends at its last checkpoint, and that takes a moment.
trap 'kill -TERM "$task"' TERM INT
wait "$task"
code=$?
while kill -0 "$task" 2>/dev/null; do
  wait "$task"
  code=$?
done

# 75: try again. From 128 on: it was killed, which says nothing of a film.
if [ "$code" -eq 75 ] || [ "$code" -ge 128 ]; then
  [ "${SLURM_RESTART_COUNT:-0}" -lt 5 ] && scontrol requeue "$SLURM_JOB_ID"
fi
exit "$code"
