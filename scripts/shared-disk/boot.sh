#!/bin/bash
# The first process of a machine of its own for check.mjs: a User-Mode Linux kernel over this machine's own files, which it cannot
# write to. On its command line: role=server|user, name=, address=, orders= (a folder of the machine that started it), modules=.
export PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/run/tmp TMPDIR=/run/tmp ORT_DISABLE_TELEMETRY=1
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t tmpfs tmp /run
mkdir -p /run/orders /run/share /run/tmp
mount -t hostfs none /run/orders -o "$orders"
mount -t tmpfs tmp /var/lib/nfs
load() { modprobe --dirname="$modules" "$@"; }

hostname "$name"
# What the bridge cannot hand on whole is not sent whole.
ethtool -K vec0 gso off tso off gro off sg off tx off 2>/dev/null
ip link set lo up
ip address add "$address/24" dev vec0
ip link set vec0 up

serve() {
  load nfsd
  mount -t nfsd nfsd /proc/fs/nfsd
  touch /var/lib/nfs/etab /var/lib/nfs/rmtab
  mkdir -p /run/disk
  mount -t ext4 /dev/ubda /run/disk
  # Who had locks is remembered over a fall: they may take them again.
  mkdir -p /run/disk/clients /run/disk/shared
  echo /run/disk/clients > /proc/fs/nfsd/nfsv4recoverydir
  # A machine that is gone gives its locks back after so many seconds.
  echo 10 > /proc/fs/nfsd/nfsv4leasetime
  echo 10 > /proc/fs/nfsd/nfsv4gracetime
  exportfs -i -o rw,no_root_squash,fsid=0,no_subtree_check,insecure 10.99.0.0/24:/run/disk/shared
  rpc.mountd --no-nfs-version 3
  rpc.nfsd --no-nfs-version 3 4
}

use() {
  load nfsv4
  local tries=0
  until mount -t nfs4 -o vers=4.2 10.99.0.1:/ /run/share; do
    tries=$((tries + 1))
    [ $tries -lt 30 ] || return 1
    sleep 1
  done
}

if [ "$role" = server ]; then serve; else use; fi
mkdir -p "/run/orders/$name"
touch "/run/orders/$name/up"

# Commands are files N.sh, in order; each leaves N.out and, last, N.code.
n=0
until [ -e "/run/orders/$name/off" ]; do
  if [ -e "/run/orders/$name/$n.sh" ]; then
    (
      at="/run/orders/$name/$n"
      bash "$at.sh" > "$at.out" 2>&1
      echo $? > "$at.code.part"
      mv "$at.code.part" "$at.code"
    ) &
    n=$((n + 1))
  else
    sleep 0.2
  fi
done
umount /run/share /run/disk 2>/dev/null
sync
echo o > /proc/sysrq-trigger
sleep 60
