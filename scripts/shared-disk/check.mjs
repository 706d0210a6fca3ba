/*
 * npm run shared-disk-check: a library on a file server, used by two machines at once. Three User-Mode Linux kernels run on this
 * machine, in a network of their own: one serves a disk over NFS 4.2 with Linux's own server, two use it with Linux's own client. One
 * writes while the other reads; each tries to write while the other does; one is switched off in the midst of a change; the server
 * is switched off and on. Nothing of this machine but a temporary folder is written to.
 *
 * Linux x64, as root. Debian: apt install user-mode-linux nfs-kernel-server kmod ethtool iproute2 e2fsprogs
 */
import { spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { bundle } from '../lib/bundle.mjs';
import { electron } from '../lib/electron.mjs';
import { main, ScriptFailed, say, whereIs } from '../lib/process.mjs';
import { setUp } from '../setup.mjs';

const PROGRAMS = ['linux.uml', 'rpc.nfsd', 'modprobe', 'ethtool', 'ip', 'mkfs.ext4', 'unshare'];
const MACHINES = { server: 1, 'machine-a': 2, 'machine-b': 3 };
const LIBRARY = '/run/share/library';

await main(async () => {
  if (process.argv.includes('--inside')) return inside();
  const missing = PROGRAMS.filter((program) => whereIs(program) === undefined);
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || missing.length > 0)
    throw new ScriptFailed(
      `This needs Linux, root, and: apt install user-mode-linux nfs-kernel-server kmod ethtool iproute2 e2fsprogs (missing: ${missing.join(' ') || 'nothing'})`,
    );
  await setUp();
  const args = ['--net', '--mount', '--', process.execPath, import.meta.filename, '--inside'];
  return spawnSync('unshare', args, { stdio: 'inherit' }).status;
});

function must(command, ...args) {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new ScriptFailed(`${command} ${args.join(' ')}: ${stderr}`);
}

async function inside() {
  const dir = mkdtempSync(join(tmpdir(), 'longtake-shared-disk-'));
  const machines = [];
  try {
    return await check(dir, machines);
  } finally {
    for (const machine of machines) machine.off();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** A bridge, and a port of it for each machine. */
function makeNetwork() {
  must('ip', 'link', 'add', 'disk', 'type', 'bridge');
  for (const number of Object.values(MACHINES)) {
    must('ip', 'tuntap', 'add', `port${number}`, 'mode', 'tap');
    must('ip', 'link', 'set', `port${number}`, 'master', 'disk', 'up');
    must('ethtool', '-K', `port${number}`, 'gso', 'off', 'tso', 'off', 'gro', 'off', 'tx', 'off');
  }
  must('ip', 'link', 'set', 'disk', 'up');
}

async function startMachine(dir, name, machines) {
  const number = MACHINES[name];
  const control = join(dir, 'orders');
  rmSync(join(control, name), { recursive: true, force: true });
  const log = openSync(join(dir, `${name}.log`), 'a');
  const settings = {
    mem: name === 'server' ? '256M' : '900M',
    root: '/dev/root',
    rootfstype: 'hostfs',
    rootflags: '/',
    init: join(import.meta.dirname, 'boot.sh'),
    'vec0:transport': `tap,ifname=port${number},mac=02:00:00:00:99:0${number}`,
    con: 'null',
    con0: 'null,fd:1',
    ...(name === 'server' ? { ubda: join(dir, 'disk.img') } : {}),
    role: name === 'server' ? 'server' : 'user',
    name,
    address: `10.99.0.${number}`,
    orders: control,
    modules: join(dir, 'modules'),
  };
  const args = ['ro', 'quiet', ...Object.entries(settings).map(([key, value]) => `${key}=${value}`)];
  const child = spawn('linux.uml', args, { stdio: ['ignore', log, log], detached: true });
  closeSync(log);
  const ended = new Promise((done) => child.on('exit', done));
  const file = (end) => join(control, name, `${end}`);
  let count = 0;
  const machine = {
    name,
    /** As if its plug were pulled. */
    off() {
      try {
        process.kill(-(child.pid ?? 0), 'SIGKILL');
      } catch {}
      return ended;
    },
    /** Begins a shell command; what it prints last, as JSON. */
    begin(command) {
      const n = count;
      count += 1;
      writeFileSync(`${file(n)}.part`, command);
      spawnSync('mv', [`${file(n)}.part`, `${file(n)}.sh`]);
      const said = () => (existsSync(`${file(n)}.out`) ? readFileSync(`${file(n)}.out`, 'utf8') : '');
      return {
        said,
        async result() {
          await until(() => existsSync(`${file(n)}.code`), `${name}: ${command}`, 180);
          const line = said().trim().split('\n').at(-1) ?? '';
          if (!line.startsWith('{')) throw new ScriptFailed(`${name}: ${command}\n${said()}`);
          return JSON.parse(line);
        },
      };
    },
  };
  machines.push(machine);
  await until(() => existsSync(file('up')), `${name} is up`, 60).catch((error) => {
    throw new ScriptFailed(`${error.message}\n${readFileSync(join(dir, `${name}.log`), 'utf8')}`);
  });
  return machine;
}

async function until(found, what, seconds) {
  for (let tried = 0; tried < seconds * 5; tried += 1) {
    if (await found()) return;
    await delay(200);
  }
  throw new ScriptFailed(`Not in ${seconds} s: ${what}`);
}

async function check(dir, machines) {
  makeNetwork();
  mkdirSync(join(dir, 'orders'));
  mkdirSync(join(dir, 'modules', 'lib'), { recursive: true });
  symlinkSync('/usr/lib/uml/modules', join(dir, 'modules', 'lib', 'modules'));
  writeFileSync(join(dir, 'disk.img'), '');
  truncateSync(join(dir, 'disk.img'), 300 * 1024 * 1024);
  must('mkfs.ext4', '-q', '-F', join(dir, 'disk.img'));
  const script = await bundle(join(import.meta.dirname, 'library-user.ts'));
  const ended = '/run/orders/ended';
  const user = (role) =>
    `ELECTRON_RUN_AS_NODE=1 ${electron().executable} ${script} ${role} ${LIBRARY} ${ended} 2>/run/orders/errors`;
  const end = () => writeFileSync(join(dir, 'orders', 'ended'), '');
  const goOn = () => rmSync(join(dir, 'orders', 'ended'), { force: true });
  const faults = [];
  const tell = (what, result, right) => {
    say(`${right ? 'right' : 'WRONG'}  ${what}: ${JSON.stringify(result)}`);
    if (!right) faults.push(what);
  };

  let server = await startMachine(dir, 'server', machines);
  let a = await startMachine(dir, 'machine-a', machines);
  const b = await startMachine(dir, 'machine-b', machines);

  end();
  tell('a library is begun', ...judged(await a.begin(user('write')).result(), ({ take }) => take === 1));

  goOn();
  const writing = a.begin(user('write'));
  const reading = b.begin(user('read'));
  await delay(15_000);
  const second = await b.begin(user('take')).result();
  tell(
    'another machine does not write too, and is told who does',
    second,
    second.failure?.includes('on machine-a'),
  );
  end();
  const [written, read] = [await writing.result(), await reading.result()];
  tell('the writer could write', written, written.failures.length === 0 && written.take > 4);
  tell(
    'the reader read whole changes, as they came',
    read,
    read.broken === 0 && read.failures.length === 0 && read.takes > 3 && read.found > 0,
  );

  const back = await b.begin(user('take')).result();
  tell('the other machine writes after it', back, back.taken && back.whole && back.take === written.take);

  const interrupted = a.begin(user('interrupt'));
  await until(() => interrupted.said().includes('begun'), 'a change was not begun', 30);
  await a.off();
  end();
  // The server gives the locks of a machine that is gone back after its lease.
  let after;
  await until(
    async () => {
      after = await b
        .begin(user('read'))
        .result()
        .catch(() => null);
      return after !== null && after.last === written.take;
    },
    'the half change of a machine that was switched off is not there',
    90,
  );
  tell('a machine was switched off in the midst of a change: readers have what was before', after, true);
  let taken = { taken: false, whole: false, take: 0 };
  await until(
    async () => {
      taken = await b.begin(user('take')).result();
      return taken.taken;
    },
    'nobody can write after it',
    120,
  );
  tell('and then the other can write', taken, taken.whole && taken.take === written.take);

  goOn();
  a = await startMachine(dir, 'machine-a', machines);
  const writingOn = a.begin(user('write'));
  const readingOn = b.begin(user('read'));
  await delay(5_000);
  await server.off();
  server = await startMachine(dir, 'server', machines);
  await delay(30_000);
  end();
  const [on, seen] = [await writingOn.result(), await readingOn.result()];
  tell(
    'the server was switched off and on: the writer went on, and told what it could not store',
    on,
    on.failures.every((failure) => /^(DiskFailed|LibraryInUse)/.test(failure)) && on.take > written.take,
  );
  tell('and the reader', seen, seen.broken === 0 && seen.failures.length === 0 && seen.last === on.take);

  say(faults.length === 0 ? 'Nothing was wrong.' : `Wrong: ${faults.join('; ')}`);
  return faults.length === 0 ? 0 : 1;
}

function judged(result, right) {
  return [result, right(result)];
}
