import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { Services } from '../../src-main/main/services';
import { CALIBRATION } from '../../src-main/worker/answer/calibration';
import { findSightings } from '../../src-main/worker/answer/sightings';
import type { Scene } from '../../src-shared/analysis';
import type { Video } from '../../src-shared/video';
import { indexed, openKept } from '../answers/library';
import { filesIn } from '../clip-list';
import { CannotRun } from '../errors';
import type { Figure, Measurement } from '../measurement';
import { type Measure, type SaidScore, type SeenScore, saidTable, seenTable, type Told } from './tables';

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
async function videosOf(
  services: Services,
  folder: string,
  files: readonly string[],
): Promise<Map<string, Video>> {
  const paths = filesIn(folder);
  const videos = new Map<string, Video>();
  for (const file of files) {
    const path = paths.find((f) => basename(f) === file);
    if (!path) throw new CannotRun(`${file} is not in ${folder}.`);
    videos.set(file, await indexed(services, path));
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

/** Of what is there (or said) and of what is not, the share that would be told as there. */
function figuresOf(seen: readonly SeenScore[], said: readonly SaidScore[]): Figure[] {
  const share = (name: string, all: readonly boolean[]): Figure => {
    const value = all.length === 0 ? null : all.filter(Boolean).length / all.length;
    return { name, value, unit: 'share', of: all.length };
  };
  const told = (present: boolean) =>
    seen.filter((s) => s.present === present).map((s) => s.told !== 'nothing');
  const near = (was: boolean) =>
    said.filter((s) => s.said === was).map((s) => s.cosine >= CALIBRATION.said.nearest);
  return [
    share('seen and told', told(true)),
    share('not there and told', told(false)),
    share('said and found', near(true)),
    share('not said and found', near(false)),
  ];
}

/**
 * What the numbers of src-main/worker/answer/calibration.ts stand on: how many of the things that are there each floor finds, and how
 * many that are not there it would claim, over pairs.json. Floors are chosen on half A (every other file by name), half B only
 * tells how well that went. docs/lab/calibration.md explains the tables.
 */
export const calibration: Measurement = {
  name: 'calibration',
  what: 'things seen and topics said that floors let through, over hand-made pairs that are there and that are not',
  needs: ['media'],
  async measure({ media }, say) {
    if (media === null) throw new CannotRun('Where are the recordings? --media FOLDER');
    const pairs = pairsFile.parse(
      JSON.parse(readFileSync(join('eval', 'calibration', 'pairs.json'), 'utf8')),
    );
    const services = openKept('media');
    try {
      const files = [...new Set([...pairs.seen, ...pairs.said].map((p) => p.file))].sort();
      const videos = await videosOf(services, media, files);
      const seen = await scoreSeen(services, videos, pairs.seen);
      const said = await scoreSaid(services, videos, pairs.said);
      say(seenTable(seen));
      say(saidTable(said, CALIBRATION.said));
      return figuresOf(seen, said);
    } finally {
      await services.close();
    }
  },
};
