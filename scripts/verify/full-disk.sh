#!/usr/bin/env bash
# Lets the library's disk fill up while a film is indexed, at many points, then makes room and lets it go on:
#   sudo scripts/verify/full-disk.sh FILM [FROM TO STEP, in KiB]
# Once the job has begun, and so has looked whether there is room, the disk is made so many KiB larger than what lies on it. A line
# a size: what the first run ended with and said, and whether the index is then, byte for byte, that of a disk with room. Last, a
# disk that is too small from the beginning. Needs mount(8), so root; the app must have been built.
set -u
film=$(realpath "$1"); from=${2:-0}; to=${3:-1024}; step=${4:-64}
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d); trap 'umount -l "$work/disk" 2>/dev/null; rm -rf "$work"' EXIT
mkdir "$work/disk" "$work/whole" "$work/data"
export LONGTAKE_USER_DATA="$work/data"
longtake() { (cd "$root" && timeout 300 node scripts/longtake.mjs "$@"); }
sums() { (cd "$1/index" && find . -type f -exec sha256sum {} + | sort -k2); }
used() { df -k --output=used "$work/disk" | tail -n1 | tr -d ' '; }

longtake index --library "$work/whole" "$film" >/dev/null || exit 1
sums "$work/whole" >"$work/whole.sums"
tried=0; ended=0; same=0; silent=0
for ((room = from; room <= to; room += step)); do
  mount -t tmpfs -o size=512m tmpfs "$work/disk" || exit 1
  longtake index --library "$work/disk" "$film" >/dev/null 2>"$work/said" & run=$!
  until compgen -G "$work/disk/index/*/index.json" >/dev/null || ! kill -0 $run 2>/dev/null; do sleep 0.02; done
  until mount -o "remount,size=$(($(used) + room))k" "$work/disk" 2>/dev/null; do :; done
  wait $run; first=$?
  mount -o remount,size=512m "$work/disk"
  longtake index --library "$work/disk" "$film" >/dev/null 2>"$work/second"; second=$?
  verdict=different; sums "$work/disk" | cmp -s - "$work/whole.sums" && verdict=same
  tried=$((tried + 1)); [[ $first -eq 124 ]] || ended=$((ended + 1)); [[ $verdict = same ]] && same=$((same + 1))
  [[ $first -ne 0 ]] && ! grep -q "$work/disk" "$work/said" && silent=$((silent + 1))
  echo "$room KiB: first $first, then $second, bytes $verdict; $(tail -n1 "$work/said" | cut -c1-200)"
  umount "$work/disk"
done
echo "tried $tried, ended by themselves $ended, with the same bytes $same, disk not named $silent"
mount -t tmpfs -o size=8m tmpfs "$work/disk"
longtake index --library "$work/disk" "$film"; echo "too small from the beginning: $?"
