// node scripts/run.mjs eval/calibration/measure.ts MEDIA_FOLDER [--library DIR]
// Measures what the numbers of src-main/worker/answer/calibration.ts stand on: how many of the things that are there each floor
// finds, and how many that are not there it would claim, over eval/calibration/pairs.json. Floors are chosen on half A
// (every other file by name), half B only tells how well that went. docs/lab/calibration.md explains the tables.
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { childWorkers } from '../../src-main/main/jobs/child-worker';
import { openServices, type Services } from '../../src-main/main/services';
import { CALIBRATION } from '../../src-main/worker/answer/calibration';
import { findSightings } from '../../src-main/worker/answer/sightings';
import type { Scene, Video } from '../../src-shared/domain';
import { type Measure, type SaidScore, type SeenScore, saidTable, seenTable, type Told } from './tables';

const ROOT = resolve(import.meta.dirname, '..', '..');
const pairsFile = z.object({
  note: z.string(),
  seen: z.array(z.object({ file: z.string(), concept: z.string(), present: z.boolean() })),
  said: z.array(z.object({ file: z.string(), query: z.string(), said: z.boolean() })),
});
type Pairs = z.infer<typeof pairsFile>;

/** Half of a file: alternate by name, so that neither half is of one kind. */
function halves(files: Iterable<string>): Map<string, 'A' | 'B'> {
  return new Map([...new Set(files)].sort().map((file, i) => [file, i % 2 === 0 ? 'A' : 'B']));
}

/** Adds and indexes what the library does not hold yet. */
async function indexed(
  services: Services,
  folder: string,
  files: readonly string[],
): Promise<Map<string, Video>> {
  const found = await readdir(folder, { recursive: true });
  const videos = new Map<string, Video>();
  for (const file of files) {
    const path = found.find((f) => basename(f) === file);
    if (!path) throw new Error(`${file} is not in that folder.`);
    const { videos: added, refused } = await services.intake.add([join(folder, path)]);
    const [known] = added;
    if (!known) throw new Error(`${file}: ${refused[0]?.error.message ?? 'could not be added'}`);
    if (known.state !== 'ready') {
      services.jobs.start(known.id);
      await services.jobs.finished(known.id);
      console.error(`indexed ${file}`);
    }
    videos.set(file, services.library.videos.get(known.id));
  }
  return videos;
}

const DEADLINE = { deadline: 120_000 };

async function scoreSeen(
  services: Services,
  videos: Map<string, Video>,
  pairs: Pairs['seen'],
): Promise<SeenScore[]> {
  const half = halves(pairs.map((p) => p.file));
  const scores: SeenScore[] = [];
  for (const { file, concept, present } of pairs) {
    const video = videos.get(file);
    if (!video) continue;
    const input = {
      packDir: services.chosen.core,
      video: { videoId: video.id, dir: services.library.indexDir(video.id) },
      query: concept,
    };
    const { times, probability, unnamed } = await services.workers.query.call(
      'frames.presence',
      input,
      DEADLINE,
    );
    if (probability === null || unnamed.length > 0) throw new Error(`The pack has no name for “${concept}”.`);
    const scenes = services.library.scenes.list(video.id);
    scores.push({
      told: toldAs(times, probability, scenes, video.duration),
      file,
      concept,
      present,
      half: half.get(file) ?? 'A',
      ...evidence(times, probability, scenes),
    });
  }
  return scores;
}

/** What each way of gathering evidence makes of a thing's mass frame by frame; see `SeenScore`. */
function evidence(
  times: ArrayLike<number>,
  mass: ArrayLike<number>,
  scenes: readonly Scene[],
): Pick<SeenScore, Measure> {
  const runs = Object.values(
    Object.groupBy(
      Array.from(times, (time, i) => ({ time, mass: mass[i] ?? 0 })),
      ({ time }) => String(scenes.findIndex((s) => time >= s.from && time < s.to)),
    ),
  ).map((run) => (run ?? []).map((frame) => frame.mass));
  const best = (measure: (run: readonly number[]) => number) => Math.max(0, ...runs.map(measure));
  return {
    one: best((run) => Math.max(...run)),
    two: best((run) => Math.max(0, ...run.slice(1).map((m, i) => Math.min(m, run[i] ?? 0)))),
    five: best((run) => bestWindow(run, 5)),
    scene: best((run) => (run.length < 2 ? 0 : mean(run))),
  };
}

/** What the program itself makes of it. */
function toldAs(
  times: ArrayLike<number>,
  mass: ArrayLike<number>,
  scenes: readonly Scene[],
  duration: number,
): Told {
  const found = findSightings(times, mass, { scenes, duration });
  if (found.some((f) => f.grade === 'seen')) return 'is seen';
  if (found.length > 0) return 'looks like';
  return Array.from(mass).some((m) => m >= CALIBRATION.seen.nearest) ? 'nearest miss' : 'nothing';
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, v) => sum + v, 0) / values.length;
}

/** Highest mean of `width` frames in a row, or of all where there are fewer, but at least two. */
function bestWindow(run: readonly number[], width: number): number {
  if (run.length < 2) return 0;
  const starts = Math.max(1, run.length - width + 1);
  return Math.max(...Array.from({ length: starts }, (_, i) => mean(run.slice(i, i + width))));
}

async function scoreSaid(
  services: Services,
  videos: Map<string, Video>,
  pairs: Pairs['said'],
): Promise<SaidScore[]> {
  const half = halves(pairs.map((p) => p.file));
  const scores: SaidScore[] = [];
  for (const { file, query, said } of pairs) {
    const video = videos.get(file);
    if (!video) continue;
    const place = { videoId: video.id, dir: services.library.indexDir(video.id) };
    const input = {
      ...{ packDir: services.chosen.core, videos: [place], source: 'speech' as const },
      ...{ query, limit: 1 },
    };
    const { hits } = await services.workers.query.call('speech.search', input, DEADLINE);
    const [best] = hits;
    scores.push({ file, query, said, half: half.get(file) ?? 'A', cosine: best?.similarity ?? 0 });
  }
  return scores;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    args: process.argv.slice(2),
    options: { library: { type: 'string' } },
    allowPositionals: true,
  });
  const [folder] = positionals;
  if (!folder) throw new Error('Which folder? node scripts/run.mjs eval/calibration/measure.ts MEDIA_FOLDER');
  const pairs = pairsFile.parse(
    JSON.parse(readFileSync(join(ROOT, 'eval', 'calibration', 'pairs.json'), 'utf8')),
  );
  const dir = await mkdtemp(join(tmpdir(), 'longtake-calibration-'));
  const services = openServices({
    userDataDir: dir,
    ...(values.library ? { libraryDir: resolve(values.library) } : {}),
    resourcesDir: join(ROOT, 'resources'),
    spawnWorker: childWorkers(join(ROOT, 'out', 'main', 'worker.js')),
    onUnexpected: (error) => console.error(error),
  });
  try {
    const files = [...new Set([...pairs.seen, ...pairs.said].map((p) => p.file))].sort();
    const videos = await indexed(services, resolve(folder), files);
    console.log(seenTable(await scoreSeen(services, videos, pairs.seen)));
    console.log(saidTable(await scoreSaid(services, videos, pairs.said), CALIBRATION.said));
  } finally {
    await services.close();
    await rm(dir, { recursive: true, force: true });
  }
}

await main();
