import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { openDecode } from '../../src-main/base/media/decode';
import { locateFfmpeg, locateFfprobe } from '../../src-main/base/media/locate';
import { probe } from '../../src-main/base/media/probe';
import { loadPack, type Pack } from '../../src-main/base/packs/pack';
import { openSession, Tensor } from '../../src-main/worker/inference/session';
import { openObjectFinder, SCORE_FLOOR } from '../../src-main/worker/recognition/objects/finder';
import { type ObjectFrame, trackObjects } from '../../src-main/worker/recognition/objects/follow';
import type { ObjectDetector, Picture } from '../../src-main/worker/recognition/types';
import { MICROS_PER_SECOND, type Micros } from '../../src-shared/time';
import { clipPath, isOwn, rowsOf } from '../clip-list';
import type { Figure, Measurement } from '../measurement';
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

/** What finds things, and what it has seen last. */
interface Looking {
  readonly ffmpegPath: string;
  readonly ffprobePath: string;
  readonly finder: ObjectDetector;
  last: Picture | null;
}

async function look(looking: Looking, path: string, truths: ReadonlyMap<number, Truth>): Promise<Film> {
  const { ffmpegPath, ffprobePath, finder } = looking;
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
    const picture = { ...size, pixels: new Uint8Array(item.pixels) };
    looking.last = picture;
    frames.push({ time: item.time, frameIndex: frames.length, second, objects: await finder.find(picture) });
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
    const tracks = duration === 0 ? [] : trackObjects(seen, { duration });
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
async function time(pack: Pack, finder: ObjectDetector, picture: Picture): Promise<string> {
  const { objects } = pack.manifest;
  const threads = availableParallelism();
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

/** Frames that were counted by eye, by film and second. A list has a line a frame: path, second, what is there. */
function countedIn(list: string): Map<string, Map<number, Truth>> {
  const counted = new Map<string, Map<number, Truth>>();
  for (const [path, second, truth = ''] of rowsOf(list)) {
    if (!path || second === undefined) continue;
    counted.set(path, (counted.get(path) ?? new Map()).set(Number(second), parseTruth(truth)));
  }
  return counted;
}

function figuresOf(films: readonly Film[], which: string): Figure[] {
  const counts = total(byKind(single(films, SCORE_FLOOR)).values());
  const { precision, recall } = rates(counts);
  const { right, wrong, missed } = counts;
  return [
    { name: `precision${which}`, value: precision, unit: 'share', of: right + wrong },
    { name: `recall${which}`, value: recall, unit: 'share', of: right + missed },
  ];
}

function tables(films: readonly Film[], say: (line: string) => void): void {
  say(`\n${single(films, 0).length} frames, ${followed(films).length} of them of films followed`);
  say(
    table(
      'floor',
      FLOORS.map((floor) => [floor.toFixed(2), total(byKind(single(films, floor)).values())]),
    ),
  );
  const kinds = [...byKind(single(films, SCORE_FLOOR))].filter(
    ([, { right, wrong, missed }]) => right + wrong + missed > 0,
  );
  say(
    table(
      `at ${SCORE_FLOOR}`,
      kinds.sort(([a], [b]) => a.localeCompare(b)),
    ),
  );
  say(table('followed', [['all', total(byKind(followed(films)).values())]]));
}

/**
 * Finds things in single frames of films and holds them against what was counted by eye: at several floors, by kind at the floor in
 * use, of what is followed through the films that are short enough; and tells what one picture takes beside the bare graph.
 */
export const objectCounts: Measurement = {
  name: 'objects',
  what: 'things found in single frames, against what was counted there by eye',
  needs: [],
  async measure({ media, list }, say) {
    const programs = { resourcesDir: resolve('resources') };
    const pack = await loadPack(resolve('resources', 'packs', 'tracks'));
    const finder = await openObjectFinder(pack, availableParallelism(), Math.min(...FLOORS));
    const looking: Looking = {
      ...{ ffmpegPath: locateFfmpeg(programs), ffprobePath: locateFfprobe(programs), finder, last: null },
    };
    try {
      const counted = countedIn(readFileSync(list ?? join('eval', 'objects', 'truth.tsv'), 'utf8'));
      const films = new Map<string, Film>();
      for (const [path, truths] of counted) {
        if (media === null && !isOwn(path)) continue;
        const film = await look(looking, clipPath(path, media), truths);
        films.set(path, film);
        for (const { second, objects } of film.frames.filter((frame) => truths.has(frame.second))) {
          const words = objects.filter(({ score }) => score >= SCORE_FLOOR);
          const found = words.map(({ label, score }) => `${label} ${score.toFixed(2)}`).join(', ');
          say(`${path} ${second}: ${found}`);
        }
      }
      tables([...films.values()], say);
      if (media !== null && looking.last) say(await time(pack, finder, looking.last));
      const own = [...films].filter(([path]) => isOwn(path)).map(([, film]) => film);
      // The project's own film is a smaller copy of one of the others.
      const others = [...films].filter(([path]) => !isOwn(path)).map(([, film]) => film);
      return [...figuresOf(own, ', own film'), ...(media === null ? [] : figuresOf(others, ''))];
    } finally {
      await finder.dispose();
    }
  },
};
