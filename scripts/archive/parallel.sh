#!/bin/sh
# GNU parallel: an archive of films on one machine, or on several that log in to each other by SSH.
#
#   parallel.sh FILMS.txt BUNDLES [OPTION OF PARALLEL…]
#   parallel.sh FILMS.txt BUNDLES --sshloginfile NODES.txt
#
# FILMS.txt has a path a line; BUNDLES is a folder that all machines see under this path. CORES (2) are those of one film: as many
# films at once as there is room for. LONGTAKE names the program where it is not on the PATH. JOBLOG keeps what was done: what failed
# in passing is done by the same command once more.
films=$1
bundles=$2
shift 2
LONGTAKE=${LONGTAKE:-longtake}
CORES=${CORES:-2}
JOBLOG=${JOBLOG:-$bundles/parallel.log}
mkdir -p "$bundles" || exit 2
jobs=$(($(nproc) / CORES))
[ "$jobs" -ge 1 ] || jobs=1

# Each film has a folder of its own for what the program keeps for itself. --resume-failed: what the log calls done is not begun again.
parallel --jobs "$jobs" --joblog "$JOBLOG" --resume-failed --retries 3 "$@" \
  'data=$(mktemp -d) && LONGTAKE_USER_DATA=$data '"$LONGTAKE"' index {} --bundle '"'$bundles'"' --cores '"$CORES"' --json;
   code=$?; rm -rf "$data"; exit $code' \
  < "$films"
