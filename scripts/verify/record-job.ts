/*
 * Indexes a film and prints what its worker told on the way, as src-main/main/jobs/testing/recorded-job.json keeps it for the test of
 * how long work is said to take:
 *   node scripts/run.mjs --built scripts/verify/record-job.ts FILM > recorded.json
 * Time is the processor time of all its processes, by two cores: what else the machine does is not in it. Linux, as it looks into /proc.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { childWorkers } from '../../src-main/main/jobs/child-worker';
import { filmWork } from '../../src-main/main/jobs/film-work';
import { openServices } from '../../src-main/main/services';
import { wantedTracks } from '../../src-shared/passes';
import { DEFAULT_SETTINGS } from '../../src-shared/settings';

/** Milliseconds between two events that are kept of one stage. */
const APART = 100;
/** A hundredth of a second each, on every Linux that Electron runs on. */
const TICK_MS = 10;
const CORES = 2;

/** Processor time of this process's children, with that of theirs that are gone, in milliseconds. */
function processorTime(): number {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const stats = all.flatMap((pid) => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .map(Number);
      const [parent, times] = [fields[1] ?? 0, fields.slice(11, 15)];
      return [{ pid: Number(pid), parent, ticks: times.reduce((sum, ticks) => sum + ticks, 0) }];
    } catch {
      return [];
    }
  });
  const timeBelow = (pid: number): number =>
    stats
      .filter(({ parent }) => parent === pid)
      .reduce((sum, child) => sum + child.ticks + timeBelow(child.pid), 0);
  return (timeBelow(process.pid) * TICK_MS) / CORES;
}

const userDataDir = mkdtempSync(join(tmpdir(), 'longtake-record-'));
const services = openServices({
  ...{ userDataDir, resourcesDir: resolve('resources') },
  spawnWorker: childWorkers(resolve('out/main/worker.js')),
});
try {
  const { videos, refused } = await services.intake.add([resolve(process.argv[2] ?? '')]);
  const [video] = videos;
  if (!video) throw new Error(refused[0]?.error.message ?? 'Which film?');
  const chosen = { search: null, answers: null, tracks: wantedTracks(DEFAULT_SETTINGS) };
  const film = filmWork(video, 'probe', chosen, DEFAULT_SETTINGS);
  const events: [ms: number, stage: string, stageFraction: number][] = [];
  services.jobs.on('progress', (_, { stage, stageFraction }) => {
    const at = Math.round(processorTime());
    const last = events.at(-1);
    if (last?.[1] === stage && at - last[0] < APART && stageFraction < 1) return;
    events.push([at, stage, Math.round(stageFraction * 10_000) / 10_000]);
  });
  services.jobs.start(video.id);
  await services.jobs.finished(video.id);
  process.stdout.write(`${JSON.stringify({ film, took: Math.round(processorTime()), events })}\n`);
} finally {
  await services.close();
  rmSync(userDataDir, { recursive: true, force: true });
}
