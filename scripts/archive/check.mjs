/*
 * npm run archive-check [-- --keep]: proves docs/archive.md on this machine. Four short films are indexed in one go into a library. The
 * same films are made bundles of by a Slurm array of three tasks, on a cluster of one node that is started for it, of which one task is
 * killed in its midst and queued again by Slurm, and one has its program killed; and by GNU parallel, as scripts/archive has them. Both
 * are imported into libraries of their own; every file of every index, and all that the library has of each film, has to be the same to the byte.
 *
 * Linux. Needs slurm-wlm, munge and parallel (Debian: apt install slurm-wlm munge parallel), and no display.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { buildIfChanged } from '../lib/build.mjs';
import { commandLineStart, electron } from '../lib/electron.mjs';
import { runToEnd } from '../lib/npm-tarball.mjs';
import { main, ScriptFailed, say, whereIs } from '../lib/process.mjs';
import { ROOT } from '../lib/root.mjs';
import { setUp } from '../setup.mjs';
import { checkSlurm, logOf, startSlurm } from './slurm-node.mjs';

const TASKS = 3;
/** Stretches of the film that comes along: where they begin, and their seconds. */
const FILMS = [0, 7, 14, 21].map((from) => [from, 6]);
/** The task that Slurm kills and queues again, which has two films; and the one whose program is killed behind its back. */
const REQUEUED = 1;
const KILLED = 2;

const dir = mkdtempSync(join(tmpdir(), 'longtake-archive-'));
const at = (...names) => join(dir, ...names);

await main(async () => {
  if (process.platform !== 'linux') throw new ScriptFailed('Slurm and GNU parallel run on Linux.');
  checkSlurm();
  if (whereIs('parallel') === undefined)
    throw new ScriptFailed('GNU parallel is not here. Debian: apt install parallel');
  await setUp();
  await buildIfChanged();
  let ok = false;
  try {
    await check();
    ok = true;
  } finally {
    if (ok && !process.argv.includes('--keep')) rmSync(dir, { recursive: true, force: true });
    else say(`What there is lies in ${dir}`);
  }
});

async function check() {
  const longtake = writeLauncher();
  const list = makeFilms();
  const films = readFileSync(list, 'utf8').trim().split('\n');
  await timed(`indexing ${films.length} films in one go`, () =>
    longtakeRun(longtake, 'index', ...films, '--library', at('whole')),
  );
  await longtakeRun(longtake, 'library', 'export', '--bundle', at('whole-bundles'), '--library', at('whole'));
  await timed(`Slurm: an array of ${TASKS} tasks, two of them killed`, () => bySlurm(longtake, list));
  await timed('GNU parallel', () => byParallel(longtake, list));
  for (const [who, bundles] of [
    ['Slurm', at('slurm')],
    ['GNU parallel', at('parallel')],
  ]) {
    const library = `${bundles}-library`;
    const told = await longtakeRun(longtake, 'library', 'import', bundles, '--library', library);
    say(told.trim().replaceAll(/^/gm, '  '));
    await longtakeRun(longtake, 'library', 'export', '--bundle', `${bundles}-again`, '--library', library);
    same(`the bundles of ${who}`, bundles);
    same(`the library that they were imported into`, `${bundles}-again`);
    const found = JSON.parse(
      await longtakeRun(longtake, 'search', 'boat', '--all', '--library', library, '--json'),
    );
    say(`  a search over them finds ${found.groups.length} scenes`);
  }
}

/** The program, as a script that Slurm and parallel can name. */
function writeLauncher() {
  const { args, env } = commandLineStart([]);
  const path = at('longtake');
  const words = [electron().executable, ...args].map((word) => `'${word}'`).join(' ');
  const telemetry = `export ORT_DISABLE_TELEMETRY=${env.ORT_DISABLE_TELEMETRY}`;
  writeFileSync(
    path,
    `#!/bin/sh\nunset DISPLAY WAYLAND_DISPLAY ELECTRON_RUN_AS_NODE\n${telemetry}\nexec ${words} "$@"\n`,
  );
  chmodSync(path, 0o755);
  return path;
}

function makeFilms() {
  mkdirSync(at('films'));
  const film = join(ROOT, 'resources', 'sample', 'Harbour.webm');
  const paths = FILMS.map(([from, seconds], n) => {
    const path = at('films', `film ${n + 1}.mkv`);
    const cut = [
      '-v',
      'error',
      '-ss',
      from,
      '-i',
      film,
      '-t',
      seconds,
      '-c:v',
      'mpeg4',
      '-q:v',
      '3',
      '-c:a',
      'flac',
      path,
    ];
    const { status, stderr } = spawnSync(join(ROOT, 'resources', 'bin', 'ffmpeg'), cut.map(String), {
      encoding: 'utf8',
    });
    if (status !== 0) throw new ScriptFailed(`ffmpeg: ${stderr}`);
    return path;
  });
  writeFileSync(at('films.txt'), `${paths.join('\n')}\n`);
  return at('films.txt');
}

/** Runs a command, with data of its own. @returns its standard output */
async function longtakeRun(longtake, ...words) {
  const env = { ...process.env, LONGTAKE_USER_DATA: at('user-data') };
  return ended(`longtake ${words[0]}`, longtake, words, { env });
}

function ended(what, command, args, options) {
  return runToEnd(command, args, options).catch((error) => {
    throw new ScriptFailed(`${what}: ${error.message}`, { cause: error });
  });
}

async function bySlurm(longtake, list) {
  const slurm = await startSlurm(at('cluster'), TASKS);
  try {
    const script = join(ROOT, 'scripts', 'archive', 'slurm.sh');
    const job = slurm
      .run(
        'sbatch',
        ...['--parsable', `--array=1-${TASKS}`, '--cpus-per-task=1', `--output=${at('task-%a.jsonl')}`],
        ...[`--export=ALL,LONGTAKE=${longtake}`, `--chdir=${dir}`, script, list, at('slurm'), String(TASKS)],
      )
      .trim();
    say(`  ${slurm.version}, job ${job}`);
    await requeueOne(slurm, job);
    await killOne(slurm, job);
    await allDone(slurm, job);
  } finally {
    await slurm.stop();
  }
}

/** Has Slurm kill a task at its work and queue it again. */
async function requeueOne(slurm, job) {
  const { stage, percent } = await atWork(REQUEUED, slurm, job);
  slurm.run('scontrol', 'requeue', `${job}_${REQUEUED}`);
  say(`  task ${REQUEUED} was at ${stage} ${percent} %: killed by Slurm, and queued again`);
}

/** Kills the program of a task at its work, so that its script has it queued again. */
async function killOne(slurm, job) {
  const { stage, percent } = await atWork(KILLED, slurm, job);
  const shard = `\0--shard\0${KILLED}/${TASKS}\0`;
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && commandOf(name).includes(shard));
  const own = pids.filter((pid) => commandOf(pid).includes(at('slurm')));
  if (own.length === 0) throw new ScriptFailed(`Task ${KILLED} has no program that could be killed.`);
  for (const pid of own) process.kill(Number(pid), 'SIGKILL');
  say(`  task ${KILLED} was at ${stage} ${percent} %: killed with SIGKILL, to be queued again by its script`);
}

function commandOf(pid) {
  try {
    return readFileSync(join('/proc', pid, 'cmdline'), 'utf8');
  } catch {
    return ''; // it has ended meanwhile
  }
}

/** Waits until a task tells of its progress. @returns what it tells */
async function atWork(task, slurm, job) {
  const told = () => (existsSync(outputOf(task)) ? eventsOf(readFileSync(outputOf(task), 'utf8')) : []);
  await waitFor(`task ${task} to be at its work`, () => isUnderWay(told().at(-1)), slurm, job);
  return told().at(-1);
}

/** Past what there is to be done again anyway. */
function isUnderWay(told) {
  return told?.event === 'progress' && told.percent > 0;
}

function outputOf(task) {
  return at(`task-${task}.jsonl`);
}

async function allDone(slurm, job) {
  const states = () =>
    slurm.run('squeue', '-h', '-r', '-t', 'all', '-j', job, '-o', '%K %T').trim().split('\n').sort();
  const isOver = (state) =>
    !/ (PENDING|RUNNING|COMPLETING|CONFIGURING|REQUEUED|SUSPENDED|STOPPED|REQUEUE\w*)$/.test(state);
  await waitFor('all tasks to end', () => states().every(isOver), slurm, job);
  say(`  ${states().join(', ')}`);
  for (let task = 1; task <= TASKS; task += 1) {
    const shown = slurm.run('scontrol', 'show', 'job', `${job}_${task}`);
    const [, restarts] = /Restarts=(\d+)/.exec(shown) ?? [];
    const begun = eventsOf(readFileSync(outputOf(task), 'utf8')).filter(({ event }) => event === 'begun');
    say(`  task ${task}: ${restarts} restarts, began ${begun.map(({ fileName }) => fileName).join(', ')}`);
    if ([REQUEUED, KILLED].includes(task) && restarts !== '1')
      throw new ScriptFailed('The task that was killed was not begun again.');
  }
  if (states().some((state) => !state.endsWith(' COMPLETED')))
    throw new ScriptFailed('Not all tasks went well.');
}

/** The objects among a task's lines; others are Slurm's. */
function eventsOf(text) {
  return text.split('\n').flatMap((line) => {
    try {
      return line.startsWith('{') ? [JSON.parse(line)] : [];
    } catch {
      return [];
    }
  });
}

async function waitFor(what, isSo, slurm, job) {
  for (let left = 3600; left > 0; left -= 1) {
    if (isSo()) return;
    await delay(250);
  }
  const jobs = slurm.run('squeue', '-h', '-r', '-t', 'all', '-j', job);
  throw new ScriptFailed(`Waited in vain for ${what}.\n${jobs}\n${logOf(at('cluster'), 'slurmctld.log')}`);
}

async function byParallel(longtake, list) {
  const env = { ...process.env, LONGTAKE: longtake, CORES: '1' };
  const script = join(ROOT, 'scripts', 'archive', 'parallel.sh');
  await ended('parallel', script, [list, at('parallel')], { env, cwd: dir });
  say(`  ${spawnSync('parallel', ['--version'], { encoding: 'utf8' }).stdout.split('\n')[0]}`);
}

/** @throws ScriptFailed where a bundle differs from that of indexing in one go */
function same(what, bundles) {
  const [one, other] = [at('whole-bundles'), bundles].map(filesOf);
  const names = [...new Set([...one.keys(), ...other.keys()])].sort();
  const differ = names.filter((name) => one.get(name) !== other.get(name));
  if (differ.length > 0) throw new ScriptFailed(`Not the same in ${what}: ${differ.join(', ')}`);
  say(`  ${what}: ${names.length} files of ${FILMS.length} films, every byte the same`);
}

function filesOf(root) {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const own = files.map(({ parentPath, name }) => join(parentPath, name).slice(root.length + 1));
  const bundled = own.filter((path) => /^[0-9a-f]{32}\//.test(path));
  return new Map(
    bundled.map((path) => [
      path,
      createHash('sha256')
        .update(readFileSync(join(root, path)))
        .digest('hex'),
    ]),
  );
}

async function timed(what, work) {
  const start = process.hrtime.bigint();
  say(what);
  await work();
  say(`  took ${Math.round(Number(process.hrtime.bigint() - start) / 1e9)} s`);
}
