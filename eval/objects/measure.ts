// node scripts/run.mjs eval/objects/measure.ts FOLDER [LIST]
// Finds things in single frames of the films in FOLDER and holds them against what was counted by eye: LIST
// (eval/objects/truth.tsv) has a line a frame. Prints precision and recall at several floors, by kind at the floor in use, of
// what is followed through the films that are short enough, and what one picture takes beside the bare graph.
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { openDecode } from '../../src-main/base/media/decode';
import { locateFfmpeg, locateFfprobe } from '../../src-main/base/media/locate';
import { probe } from '../../src-main/base/media/probe';
import { loadPack } from '../../src-main/base/packs/pack';
import { openSession, Tensor } from '../../src-main/worker/inference/session';
import { openObjectFinder, SCORE_FLOOR } from '../../src-main/worker/tracks/objects/finder';
import { followObjects, type ObjectFrame } from '../../src-main/worker/tracks/objects/follow';
import type { Picture } from '../../src-main/worker/tracks/types';
import { MICROS_PER_SECOND, type Micros } from '../../src-shared/time';
import { type Counts, judge, parseTruth, rates, type Truth } from './counts';

/** Frames are sought at half and whole seconds; things are followed over the whole ones. */
const FRAMES_PER_SECOND = 2;
/** Things are followed through films of at most this many seconds. */
const LONGEST = 60;
const HEIGHT = 720;
const FLOORS = [0.15, 0.2, 0.25, 0.28, 0.3, 0.35, 0.4, 0.5];
const TURNS = 15;

/** A film's frames: what is there by second where it was counted, and what was found. */
interface Film {
  readonly truths: ReadonlyMap<number, Truth>;
  readonly frames: readonly (ObjectFrame & { readonly second: number })[];
  readonly duration: Micros;
}

interface Judged {
  readonly truth: Truth;
  readonly labels: readonly string[];
}

async function look(path: string, truths: ReadonlyMap<number, Truth>): Promise<Film> {
  const { signal } = new AbortController();
  const media = await probe(ffprobePath, path, signal);
  if (!media.video) throw new Error(`${path} has no picture`);
  const { displayWidth, displayHeight } = media.video;
  const height = Math.min(HEIGHT, displayHeight);
  const size = { width: Math.round((displayWidth * height) / displayHeight), height };
  const decode = openDecode({
    ...{ ffmpegPath, path, media, signal, framesPerSecond: FRAMES_PER_SECOND, frameSize: size },
    ...{ thumbnailHeight: null, framesFrom: 0, withFrames: true, withAudio: false },
  });
  const follows = media.duration !== null && media.duration <= LONGEST * MICROS_PER_SECOND;
  const until = follows ? Number.POSITIVE_INFINITY : Math.max(...truths.keys());
  const frames: Film['frames'][number][] = [];
  for await (const item of decode) {
    if (item.kind !== 'frame') continue;
    const second = Math.floor((item.time / MICROS_PER_SECOND) * FRAMES_PER_SECOND) / FRAMES_PER_SECOND;
    if (second > until) break;
    if (!truths.has(second) && !(follows && Number.isInteger(second))) continue;
    last = { ...size, pixels: new Uint8Array(item.pixels) };
    frames.push({ time: item.time, frameIndex: frames.length, second, objects: await finder.find(last) });
  }
  return { truths, frames, duration: follows ? decode.end : 0 };
}

/** What single frames of the films show. */
function single(films: readonly Film[], floor: number): Judged[] {
  return films.flatMap(({ truths, frames }) =>
    frames.flatMap(({ second, objects }) => {
      const truth = truths.get(second);
      const labels = objects.filter(({ score }) => score >= floor).map(({ label }) => label);
      return truth ? [{ truth, labels }] : [];
    }),
  );
}

/** What is there at the same frames when things are followed over whole seconds, without knowledge of cuts. */
function followed(films: readonly Film[]): Judged[] {
  return films.flatMap(({ truths, frames, duration }) => {
    const seen = frames
      .filter(({ second }) => Number.isInteger(second))
      .map((frame) => ({ ...frame, objects: frame.objects.filter(({ score }) => score >= SCORE_FLOOR) }));
    const tracks = duration === 0 ? [] : followObjects(seen, { duration });
    return frames.flatMap(({ second, time }) => {
      const truth = duration === 0 ? undefined : truths.get(second);
      const there = tracks.filter(({ from, to }) => from <= time && time < to);
      return truth ? [{ truth, labels: there.map(({ label }) => label) }] : [];
    });
  });
}

function byKind(judged: readonly Judged[]): Map<string, Counts> {
  const sums = new Map<string, Counts>();
  for (const { truth, labels } of judged) {
    for (const [label, counts] of judge(labels, truth)) {
      sums.set(label, total([sums.get(label) ?? { right: 0, wrong: 0, missed: 0 }, counts]));
    }
  }
  return sums;
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

function table(head: string, rows: Iterable<readonly [name: string, counts: Counts]>): string {
  const lines = [...rows].map(([name, counts]) => {
    const { precision, recall } = rates(counts);
    const share = (value: number | null) => (value === null ? '–' : value.toFixed(2));
    return `| ${name} | ${share(precision)} | ${share(recall)} | ${counts.right} | ${counts.wrong} | ${counts.missed} |`;
  });
  const headings = [
    `| ${head} | precision | recall | right | wrong | missed |`,
    '| --- | --- | --- | --- | --- | --- |',
  ];
  return `\n${[...headings, ...lines].join('\n')}`;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** What a picture takes by the finder and by the graph alone, in turns, so that both share the machine's moods. */
async function time(picture: Picture): Promise<string> {
  const { objects } = pack.manifest;
  if (!objects) throw new Error('the pack finds no things');
  const session = await openSession(pack.file(objects.file), { device: 'cpu', threads });
  const square = new Uint8Array(objects.width * objects.height * 3);
  const input = { [objects.input]: new Tensor('uint8', square, [1, objects.height, objects.width, 3]) };
  const times: { finder: number[]; graph: number[] } = { finder: [], graph: [] };
  for (let i = 0; i < TURNS; i++) {
    const started = performance.now();
    await finder.find(picture);
    const between = performance.now();
    await session.run(input);
    times.finder.push(between - started);
    times.graph.push(performance.now() - between);
  }
  await session.dispose();
  const [whole, graph] = [median(times.finder), median(times.graph)];
  const ratio = (whole / graph).toFixed(2);
  const size = `${picture.width} x ${picture.height}`;
  return `\n${whole.toFixed(0)} ms a picture of ${size}, ${graph.toFixed(0)} ms the bare graph: ${ratio} times (medians of ${TURNS})`;
}

const [folder, list = join('eval', 'objects', 'truth.tsv')] = process.argv.slice(2);
if (folder === undefined)
  throw new Error('Which folder? node scripts/run.mjs eval/objects/measure.ts FOLDER');
const ffmpegPath = locateFfmpeg({ resourcesDir: resolve('resources') });
const ffprobePath = locateFfprobe({ resourcesDir: resolve('resources') });
const threads = availableParallelism();
const pack = await loadPack(resolve('resources', 'packs', 'tracks'));
const finder = await openObjectFinder(pack, threads, Math.min(...FLOORS));
let last: Picture | null = null;
const counted = new Map<string, Map<number, Truth>>();
for (const line of readFileSync(list, 'utf8').split('\n')) {
  const [path, second, truth = ''] = line.split('\t');
  if (!path || second === undefined || line.startsWith('#')) continue;
  counted.set(path, (counted.get(path) ?? new Map()).set(Number(second), parseTruth(truth)));
}
const films: Film[] = [];
for (const [path, truths] of counted) {
  const film = await look(join(folder, path), truths);
  films.push(film);
  for (const { second, objects } of film.frames.filter((frame) => truths.has(frame.second))) {
    const words = objects.filter(({ score }) => score >= SCORE_FLOOR);
    const found = words.map(({ label, score }) => `${label} ${score.toFixed(2)}`).join(', ');
    console.log(`${path} ${second}: ${found}`);
  }
}
console.log(`\n${single(films, 0).length} frames, ${followed(films).length} of them of films followed`);
console.log(
  table(
    'floor',
    FLOORS.map((floor) => [floor.toFixed(2), total(byKind(single(films, floor)).values())]),
  ),
);
const kinds = [...byKind(single(films, SCORE_FLOOR))].filter(
  ([, { right, wrong, missed }]) => right + wrong + missed > 0,
);
console.log(
  table(
    `at ${SCORE_FLOOR}`,
    kinds.sort(([a], [b]) => a.localeCompare(b)),
  ),
);
console.log(table('followed', [['all', total(byKind(followed(films)).values())]]));
if (last) console.log(await time(last));
await finder.dispose();
