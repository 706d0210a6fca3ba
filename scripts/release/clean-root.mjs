// A clean Debian in a folder, in which packages are installed and used as people would. Nothing of it reaches the machine: its
// mounts and processes live in namespaces of their own and end with the command.
import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ScriptFailed, say, whereIs } from '../lib/process.mjs';
import { ROOT } from '../lib/root.mjs';

const KEPT = join(ROOT, '.cache', 'release-check');
const ARCHIVES = join(KEPT, 'archives');
/** The one who uses it; root only installs. */
export const PERSON = 'tester';

/** Becomes the root of everything in the folder $1, and runs the rest as the user $2; $3: whether there is /dev/fuse. */
const ENTER = `set -e
root=$1 user=$2 fuse=$3 archives=$4; shift 4
mount --make-rprivate /
mount --bind "$root" "$root"
cd "$root"
mount -t proc proc proc
mount --rbind /sys sys
mount -t tmpfs -o mode=755 tmpfs dev
device() { mknod -m 666 "dev/$1" c "$2" "$3"; }
device null 1 3; device zero 1 5; device full 1 7; device random 1 8; device urandom 1 9; device tty 5 0
[ "$fuse" = no ] || device fuse 10 229
mkdir dev/shm dev/pts
mount -t tmpfs -o mode=1777 tmpfs dev/shm
mount -t devpts -o newinstance,ptmxmode=666 devpts dev/pts
ln -s pts/ptmx dev/ptmx; ln -s /proc/self/fd dev/fd; ln -s fd/0 dev/stdin; ln -s fd/1 dev/stdout; ln -s fd/2 dev/stderr
mkdir -p .before
mount --bind "$archives" var/cache/apt/archives
pivot_root . .before
umount -l /.before
cd /
home=/root; [ "$user" = root ] || home=/home/$user
cd "$home"
exec runuser -u "$user" -- env -i HOME="$home" USER="$user" PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
  DEBIAN_FRONTEND=noninteractive DEBIAN_PRIORITY=critical "$@"`;

/**
 * A copy of a Debian of the smallest kind, which debootstrap makes once and which is kept in .cache.
 * @param {string} suite as "bookworm"
 * @param {string} folder where the copy is to lie; what lies there goes
 */
export function makeRoot(suite, folder) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    throw new ScriptFailed('A clean Debian is made by root on Linux only: sudo npm run release-check');
  if (whereIs('debootstrap') === undefined)
    throw new ScriptFailed('This needs debootstrap: sudo apt-get install debootstrap');
  const base = join(KEPT, suite);
  mkdirSync(join(ARCHIVES, 'partial'), { recursive: true });
  if (!existsSync(base)) {
    say(`Making a clean Debian ${suite} (once, a few minutes) …`);
    rmSync(`${base}.part`, { recursive: true, force: true });
    execFileSync('debootstrap', ['--variant=minbase', suite, `${base}.part`], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    renameSync(`${base}.part`, base);
  }
  rmSync(folder, { recursive: true, force: true });
  execFileSync('cp', ['-a', base, folder]);
  copyFileSync('/etc/resolv.conf', join(folder, 'etc', 'resolv.conf'));
  return new CleanRoot(folder);
}

export class CleanRoot {
  constructor(folder) {
    this.folder = folder;
  }

  /**
   * Runs a shell's line in it.
   * @param {string} line
   * @param {{ user?: string, network?: boolean, fuse?: boolean }} [how] without a network, as a person's account, unless it says otherwise
   * @returns {Promise<{ code: number, stdout: string, output: string }>} output: both streams as they came
   */
  run(line, { user = PERSON, network = false, fuse = false } = {}) {
    const spaces = ['--mount', '--pid', '--fork', '--kill-child', ...(network ? [] : ['--net'])];
    const entering = ['sh', '-c', ENTER, 'sh', this.folder, user, fuse ? 'yes' : 'no', ARCHIVES];
    const child = spawn('unshare', [...spaces, ...entering, 'bash', '-c', line], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = { stdout: '', output: '' };
    for (const stream of ['stdout', 'stderr'])
      child[stream].setEncoding('utf8').on('data', (text) => {
        said.output += text;
        if (stream === 'stdout') said.stdout += text;
      });
    return new Promise((done, fail) => {
      child.once('error', fail);
      child.once('close', (code) => done({ code: code ?? 1, ...said }));
    });
  }

  /** @throws ScriptFailed with what it said, where it fails */
  async must(line, how) {
    const ended = await this.run(line, how);
    if (ended.code !== 0)
      throw new ScriptFailed(
        `In the clean root ended with ${ended.code}: ${line}\n${ended.output.slice(-3000)}`,
      );
    return ended.stdout;
  }

  remove() {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
