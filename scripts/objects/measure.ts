// node scripts/run.mjs scripts/objects/measure.ts FOLDER [LIST]
// Finds things in single frames of the films in FOLDER and holds them against what was counted by eye: LIST
// (scripts/objects/truth.tsv) has a line a frame. Prints precision and recall at several floors, then by kind at the floor in
// use, then what one picture takes beside the bare graph.
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { openSession, Tensor } from '../../src-main/inference/session';
import { openDecode } from '../../src-main/media/decode';
import { locateFfmpeg } from '../../src-main/media/locate';
import { probe } from '../../src-main/media/probe';
import { loadPack } from '../../src-main/models/pack';
import { openObjectFinder, SCORE_FLOOR } from '../../src-main/tracks/objects/finder';
import type { FoundObject, Picture } from '../../src-main/tracks/types';
import { MICROS_PER_SECOND } from '../../src-shared/time';
import { type Counts, judge, parseTruth, rates, type Truth } from './counts';

/** What is sought is the first frame at or after a half or a whole second. */
const FRAMES_PER_SECOND = 2;
const HEIGHT = 720;
const FLOORS = [0.15, 0.2, 0.25, 0.28, 0.3, 0.35, 0.4, 0.5];

interface Judged {
  readonly truth: Truth;
  readonly found: readonly FoundObject[];
}

/** The frames at the given seconds of a film. */
async function pictures(path: string, seconds: readonly number[]): Promise<Map<number, Picture>> {
  const { signal } = new AbortController();
  const media = await probe(ffmpegPath, path, signal);
  if (!media.video) throw new Error(`${path} has no picture`);
  const { displayWidth, displayHeight } = media.video;
  const height = Math.min(HEIGHT, displayHeight);
  const size = { width: Math.round((displayWidth * height) / displayHeight), height };
  const frames = openDecode({
    ...{ ffmpegPath, path, media, signal, framesPerSecond: FRAMES_PER_SECOND, frameSize: size },
    ...{ thumbnailHeight: null, framesFrom: 0, withFrames: true, withAudio: false },
  });
  const wanted = new Set(seconds);
  const found = new Map<number, Picture>();
  for await (const item of frames) {
    if (item.kind !== 'frame') continue;
    const second = Math.floor((item.time / MICROS_PER_SECOND) * FRAMES_PER_SECOND) / FRAMES_PER_SECOND;
    if (wanted.delete(second)) found.set(second, { ...size, pixels: new Uint8Array(item.pixels) });
    if (wanted.size === 0) break;
  }
  return found;
}

function countsAt(judged: readonly Judged[], floor: number): Map<string, Counts> {
  const sums = new Map<string, Counts>();
  for (const { truth, found } of judged) {
    const labels = found.filter(({ score }) => score >= floor).map(({ label }) => label);
    for (const [label, counts] of judge(labels, truth)) {
      const sum = sums.get(label) ?? { right: 0, wrong: 0, missed: 0 };
      sum.right += counts.right;
      sum.wrong += counts.wrong;
      sum.missed += counts.missed;
      sums.set(label, sum);
    }
  }
  return sums;
}

function line(name: string, counts: Counts): string {
  const { precision, recall } = rates(counts);
  const share = (value: number | null) => (value === null ? '–' : value.toFixed(2));
  return `| ${name} | ${share(precision)} | ${share(recall)} | ${counts.right} | ${counts.wrong} | ${counts.missed} |`;
}

function total(counts: Iterable<Counts>): Counts {
  const sum = { right: 0, wrong: 0, missed: 0 };
  for (const { right, wrong, missed } of counts) {
    sum.right += right;
    sum.wrong += wrong;
    sum.missed += missed;
  }
  return sum;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Milliseconds that one picture takes by the finder and by the graph alone, in turns, so that both share the machine's moods. */
async function time(picture: Picture): Promise<{ finder: number; graph: number }> {
  const { objects } = pack.manifest;
  if (!objects) throw new Error('the pack finds no things');
  const session = await openSession(pack.file(objects.file), { device: 'cpu', threads });
  const square = new Uint8Array(objects.width * objects.height * 3);
  const input = { [objects.input]: new Tensor('uint8', square, [1, objects.height, objects.width, 3]) };
  const times: { finder: number[]; graph: number[] } = { finder: [], graph: [] };
  for (let i = 0; i < 15; i++) {
    let from = performance.now();
    await finder.find(picture);
    times.finder.push(performance.now() - from);
    from = performance.now();
    await session.run(input);
    times.graph.push(performance.now() - from);
  }
  await session.dispose();
  return { finder: median(times.finder), graph: median(times.graph) };
}

const [folder, list = join('scripts', 'objects', 'truth.tsv')] = process.argv.slice(2);
if (folder === undefined)
  throw new Error('Which folder? node scripts/run.mjs scripts/objects/measure.ts FOLDER');
const ffmpegPath = locateFfmpeg({ resourcesDir: resolve('resources') });
const threads = availableParallelism();
const pack = await loadPack(resolve('resources', 'packs', 'tracks'));
const finder = await openObjectFinder(pack, threads, Math.min(...FLOORS));
const lines = readFileSync(list, 'utf8')
  .split('\n')
  .filter((text) => text.trim() !== '' && !text.startsWith('#'))
  .map((text) => text.split('\t') as [path: string, second: string, truth?: string]);
const judged: Judged[] = [];
let last: Picture | null = null;
for (const path of new Set(lines.map(([film]) => film))) {
  const ofFilm = lines.filter(([film]) => film === path);
  const frames = await pictures(
    join(folder, path),
    ofFilm.map(([, second]) => Number(second)),
  );
  for (const [, second, truth = ''] of ofFilm) {
    const picture = frames.get(Number(second));
    if (!picture) throw new Error(`${path} has no frame at ${second} s`);
    const found = await finder.find(picture);
    judged.push({ truth: parseTruth(truth), found });
    const words = found.filter(({ score }) => score >= SCORE_FLOOR);
    console.log(
      `${path} ${second}: ${words.map(({ label, score }) => `${label} ${score.toFixed(2)}`).join(', ')}`,
    );
    last = picture;
  }
}
console.log(
  `\n${judged.length} frames\n\n| floor | precision | recall | right | wrong | missed |\n| --- | --- | --- | --- | --- | --- |`,
);
for (const floor of FLOORS) console.log(line(floor.toFixed(2), total(countsAt(judged, floor).values())));
console.log(
  `\n| at ${SCORE_FLOOR} | precision | recall | right | wrong | missed |\n| --- | --- | --- | --- | --- | --- |`,
);
const byKind = [...countsAt(judged, SCORE_FLOOR)].sort(([a], [b]) => a.localeCompare(b));
for (const [label, counts] of byKind) {
  if (counts.right + counts.wrong + counts.missed > 0) console.log(line(label, counts));
}
if (last) {
  const { finder: whole, graph } = await time(last);
  console.log(
    `\n${whole.toFixed(0)} ms a picture of ${last.width} x ${last.height}, ${graph.toFixed(0)} ms the bare graph: ${(whole / graph).toFixed(2)} of it (medians of 15)`,
  );
}
await finder.dispose();
