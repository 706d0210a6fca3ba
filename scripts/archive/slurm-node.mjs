// A Slurm cluster of one node on the loopback interface, for `npm run archive-check`: Debian's packages slurm-wlm and munge, with keys,
// ports, state and logs of its own, so that it meets no other cluster of this machine.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ScriptFailed } from '../lib/process.mjs';

const NEEDED = { slurmctld: 'slurm-wlm', slurmd: 'slurm-wlm', sbatch: 'slurm-wlm', munged: 'munge' };
const PATH = `${process.env.PATH}:/usr/sbin`;

/** @throws ScriptFailed which says what is missing */
export function checkSlurm() {
  const missing = Object.keys(NEEDED).filter((program) => programAt(program) === undefined);
  if (missing.length === 0) return;
  const packages = [...new Set(missing.map((program) => NEEDED[program]))].join(' ');
  throw new ScriptFailed(`Slurm is not here: ${missing.join(', ')} missing. Debian: apt install ${packages}`);
}

function programAt(program) {
  const { stdout } = spawnSync('which', [program], { env: { ...process.env, PATH }, encoding: 'utf8' });
  return stdout?.trim() || undefined;
}

/** The cluster, running. @param cores that the node is said to have: as many tasks of one core run at once */
export async function startSlurm(dir, cores) {
  const [controller, node] = [await freePort(), await freePort()];
  for (const name of ['munge', 'state', 'spool'])
    mkdirSync(join(dir, name), { recursive: true, mode: 0o755 });
  const conf = join(dir, 'slurm.conf');
  const user = userInfo().username;
  writeFileSync(conf, configuration({ dir, user, controller, node, cores }));
  const env = { ...process.env, PATH, SLURM_CONF: conf };
  const daemons = [];
  const start = (program, ...args) => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk) => {
      said = `${said}${chunk}`.slice(-2000);
    });
    child.on('error', () => undefined);
    daemons.push({ program, child, said: () => said });
  };
  const run = (program, ...args) => {
    const { status, stdout, stderr } = spawnSync(program, args, { env, encoding: 'utf8' });
    if (status !== 0) throw new ScriptFailed(`${program} ${args.join(' ')}: ${stderr}`);
    return stdout;
  };
  const key = join(dir, 'munge', 'key');
  writeFileSync(key, randomBytes(128));
  chmodSync(key, 0o400);
  start('munged', '--foreground', '--force', ...mungeFiles(dir));
  await until(
    'munged',
    () => spawnSync('munge', ['-n', '-S', join(dir, 'munge', 'socket')], { env }).status === 0,
    daemons,
  );
  start('slurmctld', '-D', '-f', conf);
  await until('slurmctld', () => spawnSync('scontrol', ['ping'], { env }).status === 0, daemons);
  start('slurmd', '-D', '-f', conf, '-N', 'node');
  await until('slurmd', () => /idle/.test(run('sinfo', '-h', '-o', '%t')), daemons);
  return {
    env,
    run,
    version: run('sinfo', '--version').trim(),
    /** One after another, the node first: it tells the controller. */
    async stop() {
      spawnSync('scancel', ['--user', user], { env });
      for (const { child } of daemons.toReversed()) {
        const gone = new Promise((resolve) => child.once('exit', resolve));
        if (child.exitCode === null && child.signalCode === null && child.kill('SIGTERM')) await gone;
      }
    },
  };
}

function mungeFiles(dir) {
  const at = (name) => join(dir, 'munge', name);
  return [
    ...[`--key-file=${at('key')}`, `--socket=${at('socket')}`, `--pid-file=${at('pid')}`],
    ...[`--log-file=${at('log')}`, `--seed-file=${at('seed')}`],
  ];
}

function configuration({ dir, user, controller, node, cores }) {
  return `ClusterName=archivecheck
SlurmctldHost=${hostname()}(127.0.0.1)
SlurmctldPort=${controller}
SlurmUser=${user}
SlurmdUser=${user}
AuthType=auth/munge
AuthInfo=socket=${join(dir, 'munge', 'socket')}
CredType=cred/munge
StateSaveLocation=${join(dir, 'state')}
SlurmdSpoolDir=${join(dir, 'spool')}
SlurmctldPidFile=${join(dir, 'slurmctld.pid')}
SlurmdPidFile=${join(dir, 'slurmd.pid')}
SlurmctldLogFile=${join(dir, 'slurmctld.log')}
SlurmdLogFile=${join(dir, 'slurmd.log')}
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdParameters=config_overrides
ReturnToService=2
# What is to go at once is killed a second after it was told to: a task has no time to come to a checkpoint.
KillWait=1
MinJobAge=86400
SchedulerParameters=sched_interval=1,batch_sched_delay=1,requeue_delay=1
NodeName=node NodeHostname=${hostname()} NodeAddr=127.0.0.1 Port=${node} CPUs=${cores} RealMemory=262144 State=UNKNOWN
PartitionName=films Nodes=node Default=YES MaxTime=INFINITE State=UP
`;
}

async function until(what, isSo, daemons) {
  for (let left = 240; left > 0; left -= 1) {
    try {
      if (isSo()) return;
    } catch {
      // Not yet.
    }
    await delay(250);
  }
  const said = daemons.map(({ program, said: last }) => `${program}: ${last()}`).join('\n');
  throw new ScriptFailed(`${what} did not come up.\n${said}`);
}

/** A port that nothing listens on now. */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });
}

/** The last lines of a log of the cluster's. */
export function logOf(dir, name) {
  return readFileSync(join(dir, name), 'utf8').trim().split('\n').slice(-15).join('\n');
}
