/*
 * Indexes a film and prints what its worker told on the way, as src-main/main/jobs/testing/recorded-jobs.json keeps it for the test of
 * how long work is said to take:
 *   node scripts/run.mjs --built scripts/verify/record-job.ts FILM > recorded.json
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { childWorkers } from '../../src-main/main/jobs/child-worker';
import { filmWork } from '../../src-main/main/jobs/film-work';
import { openServices } from '../../src-main/main/services';
import { wantedTracks } from '../../src-shared/passes';
import { DEFAULT_SETTINGS } from '../../src-shared/settings';

/** Milliseconds between two events that are kept of one stage. */
const APART = 500;

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
  const start = performance.now();
  services.jobs.on('progress', (_, { stage, stageFraction }) => {
    const at = Math.round(performance.now() - start);
    const last = events.at(-1);
    if (last?.[1] === stage && at - last[0] < APART && stageFraction < 1) return;
    events.push([at, stage, Math.round(stageFraction * 10_000) / 10_000]);
  });
  services.jobs.start(video.id);
  await services.jobs.finished(video.id);
  process.stdout.write(`${JSON.stringify({ film, took: Math.round(performance.now() - start), events })}\n`);
} finally {
  await services.close();
  rmSync(userDataDir, { recursive: true, force: true });
}
