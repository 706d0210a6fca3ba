/*
 * Kills ffmpeg, the worker and the command line itself with SIGKILL, at random points of every pass over a short film, and prints
 * what became of it, as the table of docs/lab/verified.md (Linux, as it looks for processes in /proc):
 *   node scripts/run.mjs --built scripts/verify/kills.ts [ROUNDS [ffmpeg|worker|"command line"]]
 * Whatever is killed, the index, the tracks and what a language model read are to end with the bytes of an undisturbed run, and no
 * ffmpeg is to be left.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { locateFfmpeg } from '../../src-main/base/media/locate';
import {
  makeCheckpoint,
  TINY_CHECKPOINT,
} from '../../src-main/worker/checkpoints/llava-mini/testing/checkpoint';

const PASSES = ['frames', 'tracks', 'watch'] as const;
type Pass = (typeof PASSES)[number];
const VICTIMS = ['ffmpeg', 'worker', 'command line'] as const;
type Victim = (typeof VICTIMS)[number];
/** Milliseconds: an ffmpeg that has little to give out is done before its pass is. */
const SHORT_LIFE = 250;
/** Kills of one pass in one run: a third without progress would rightly end it. */
const KILLS = 2;

const root = mkdtempSync(join(tmpdir(), 'longtake-kills-'));
const film = join(root, 'film.mp4');
const ffmpeg = realpathSync(locateFfmpeg({ resourcesDir: resolve('resources') }));

/** As the launchers start it (scripts/packaging/longtake), which say what the switches are for. */
const HEADLESS =
  process.platform === 'linux' ? ['--ozone-platform=headless', '--no-sandbox', '--no-zygote'] : [];

/** The command line as a process of its own. */
function command(userData: string, ...args: string[]): ChildProcess {
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  return spawn(process.execPath, [...HEADLESS, '--log-level=3', resolve('.'), '--cli', '--', ...args], {
    env: { ...env, LONGTAKE_USER_DATA: userData },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
}

async function ended(child: ChildProcess, onLine: (line: string) => void = () => undefined): Promise<Ended> {
  let stdout = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    stdout += chunk;
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    for (const line of String(chunk).split('\n')) onLine(line);
  });
  const code = await new Promise<number | null>((done) => child.on('close', done));
  return { code, stdout };
}

/** Processes below one, each with its parents before it. */
function below(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (state !== 'Z') parents.set(Number(name), Number(parent));
    } catch {
      // It has just ended.
    }
  }
  const found = [pid];
  for (const one of found) for (const [child, parent] of parents) if (parent === one) found.push(child);
  return found.slice(1);
}

function isFfmpeg(pid: number): boolean {
  try {
    return readlinkSync(`/proc/${pid}/exe`) === ffmpeg;
  } catch {
    return false;
  }
}

function victimOf(victim: Victim, child: ChildProcess): number | undefined {
  if (child.pid === undefined || victim === 'command line') return child.pid;
  const all = below(child.pid);
  return victim === 'worker' ? all[0] : all.find(isFfmpeg);
}

/** Ffmpegs that read this film, whoever started them. */
function strays(): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && isFfmpeg(pid))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(root);
      } catch {
        return false;
      }
    });
}

/** How each pass went on the clock, from its first word to the next one's. */
type Clock = Readonly<Record<Pass, number>>;

async function undisturbed(userData: string): Promise<Clock> {
  const starts = new Map<string, number>();
  const { code } = await ended(command(userData, 'index', film), (line) => {
    const [, stage] = /: (\w+) \d+ %/.exec(line) ?? [];
    if (stage && !starts.has(stage)) starts.set(stage, Date.now());
  });
  if (code !== 0) throw new Error(`The undisturbed run ended with ${code}.`);
  const end = Date.now();
  const from = (stage: string) => starts.get(stage) ?? end;
  return {
    frames: (starts.get('scenes') ?? from('tracks')) - from('frames'),
    tracks: from('watch') - from('tracks'),
    watch: end - from('watch'),
  };
}

interface Tally {
  points: number;
  runs: number;
  lost: number;
}

/** One film made while its victim is killed in every pass. */
async function disturbed(
  userData: string,
  victim: Victim,
  clock: Clock,
  tally: (pass: Pass) => void,
): Promise<{ code: number | null; leftAlone: boolean }> {
  const left = new Map<Pass, number>(PASSES.map((pass) => [pass, KILLS]));
  let leftAlone = true;
  for (;;) {
    const child = command(userData, 'index', film);
    let stage = '';
    let dead = false;
    const killSoon = async (pass: Pass): Promise<void> => {
      // An ffmpeg is met in its own life, which begins somewhere in the pass.
      if (victim === 'ffmpeg') while (!dead && stage === pass && !victimOf(victim, child)) await delay(10);
      const long = victim !== 'ffmpeg' || Math.random() < 0.3;
      await delay(Math.random() * (long ? clock[pass] : Math.min(clock[pass], SHORT_LIFE)));
      for (;;) {
        if (dead || stage !== pass) return;
        const pid = victimOf(victim, child);
        if (pid !== undefined) {
          process.kill(pid, 'SIGKILL');
          left.set(pass, (left.get(pass) ?? 0) - 1);
          tally(pass);
          break;
        }
        await delay(5);
      }
      if (victim !== 'command line' && (left.get(pass) ?? 0) > 0) await killSoon(pass);
    };
    const kills: Promise<void>[] = [];
    const { code } = await ended(child, (line) => {
      const [, now] = /: (\w+) \d+ %/.exec(line) ?? [];
      if (!now || now === stage) return;
      stage = now;
      const pass = PASSES.find((each) => each === now);
      if (pass && (left.get(pass) ?? 0) > 0) kills.push(killSoon(pass));
    });
    dead = true;
    await Promise.all(kills);
    // What was tied to a process that is gone ends a moment after it.
    for (let n = 0; strays().length > 0 && n < 100; n++) await delay(50);
    leftAlone &&= strays().length === 0;
    if (code !== null) return { code, leftAlone };
  }
}

/** Every file that counts of the one index, hashed. */
function contents(userData: string): string {
  const index = join(userData, 'library', 'index');
  const dir = join(index, readdirSync(index)[0] ?? '');
  const files = readdirSync(dir, { recursive: true }).map(String).sort();
  return files
    .filter((name) => !name.includes('cache') && statSync(join(dir, name)).isFile())
    .map(
      (name) =>
        `${name} ${createHash('sha256')
          .update(readFileSync(join(dir, name)))
          .digest('hex')}`,
    )
    .join('\n');
}

async function main(rounds: number, victims: readonly Victim[]): Promise<void> {
  execFileSync(ffmpeg, [
    ...'-v error -f lavfi -i testsrc2=s=320x180:r=25:d=24 -f lavfi -i sine=f=300:d=24'.split(' '),
    ...'-vf hue=H=t/9 -c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac'.split(' '),
    film,
  ]);
  const clean = join(root, 'clean');
  await makeCheckpoint(join(root, 'checkpoint'), TINY_CHECKPOINT);
  const imported = await ended(
    command(clean, 'models', 'import', join(root, 'checkpoint'), '--precision', 'fp16', '--json'),
  );
  const { pack } = JSON.parse(imported.stdout) as { pack: { id: string } };
  await ended(command(clean, 'models', 'use', 'answers', pack.id));
  const whole = join(root, 'whole');
  cpSync(clean, whole, { recursive: true });
  const clock = await undisturbed(whole);
  console.error('undisturbed, ms:', clock);
  const wanted = contents(whole);
  const table = new Map<string, Tally>();
  for (let round = 0; round < rounds; round++) {
    for (const victim of victims) {
      const userData = join(root, 'run');
      rmSync(userData, { recursive: true, force: true });
      cpSync(clean, userData, { recursive: true });
      const hit = new Set<Pass>();
      const of = (pass: Pass): Tally => {
        const key = `${victim} | ${pass}`;
        const tally = table.get(key) ?? { points: 0, runs: 0, lost: 0 };
        table.set(key, tally);
        return tally;
      };
      const { code, leftAlone } = await disturbed(userData, victim, clock, (pass) => {
        of(pass).points++;
        hit.add(pass);
      });
      const same = code === 0 && leftAlone && contents(userData) === wanted;
      for (const pass of hit) {
        of(pass).runs++;
        if (!same) of(pass).lost++;
      }
      console.error(`round ${round + 1}, ${victim}: code ${code}, ${same ? 'the same bytes' : 'LOST'}`);
      if (!leftAlone) console.error('  an ffmpeg lived on');
    }
  }
  console.log('| killed | pass | points | films | lost |\n| --- | --- | --- | --- | --- |');
  for (const [key, { points, runs, lost }] of table)
    console.log(`| ${key} | ${points} | ${runs} | ${lost} |`);
}

const [rounds = '2', only] = process.argv.slice(2);
await main(
  Number(rounds),
  VICTIMS.filter((victim) => only === undefined || victim === only),
).finally(() => rmSync(root, { recursive: true, force: true }));
