// A draw of the timeline, from a hundred to a million frames.
import { layoutOf } from '../src-renderer/stores/timeline-layout';
import type { View } from '../src-renderer/stores/timeline-view';
import { sampleId, samplePlace } from '../src-renderer/testing/samples';
import type { Palette } from '../src-renderer/timeline/palette';
import { PeakPyramid } from '../src-renderer/timeline/peaks';
import { kindsOf, writingOf } from '../src-renderer/timeline/pieces';
import { type Content, drawContent, type Frame } from '../src-renderer/timeline/render';
import { spansOf } from '../src-renderer/timeline/search';
import type { NumberedChapter } from '../src-renderer/timeline/tracks/chapters';
import type { ShownTurn } from '../src-renderer/timeline/tracks/speakers';
import type { ObjectTrack, Scene, Segment, Shot } from '../src-shared/analysis';
import { type KeptPlace, PLACE_COLOURS } from '../src-shared/collections';
import { median, number, type Row, type Section } from './report';

const SECOND = 1_000_000;
const WIDTH = 1600;
const HEIGHT = 400;
const RUNS = 60;
/** Draws before the measured ones, until the engine has compiled what it runs. */
const WARM_UP = 30;
/** One display frame at 60 a second. */
const DISPLAY_FRAME_MS = 1000 / 60;

const PALETTE: Palette = {
  font: 'sans-serif',
  surface: '#000',
  trough: '#111',
  block: '#222',
  edge: '#333',
  line: '#444',
  text: '#fff',
  muted: '#aaa',
  faint: '#888',
  accent: '#88f',
  onAccent: '#000',
  seen: '#fa0',
  said: '#0f8',
  written: '#0cf',
  object: '#f8c',
  kinds: ['#f8c', '#7bf', '#bd6'],
  otherKind: '#777',
  places: {
    red: '#f88',
    orange: '#fa5',
    yellow: '#ec5',
    green: '#6c9',
    blue: '#7bf',
    purple: '#b9f',
    pink: '#f9c',
    grey: '#aab',
  },
  playhead: '#f00',
};

/** A context that paints nothing and counts its calls: what is left is the timeline's own work. */
function countingContext(): { ctx: CanvasRenderingContext2D; calls: () => number } {
  let calls = 0;
  const methods: Record<string, unknown> = {
    measureText: (text: string) => ({ width: text.length * 6 }),
  };
  const count = () => {
    calls += 1;
  };
  const target: Record<string | symbol, unknown> = {};
  const proxy = new Proxy(target, {
    get: (own, name) => own[name] ?? methods[String(name)] ?? count,
    set: (own, name, value) => {
      own[name] = value;
      return true;
    },
  });
  return { ctx: proxy as unknown as CanvasRenderingContext2D, calls: () => calls };
}

/**
 * Frames a second, a scene for every fifty, a shot for every four; speech nearly throughout, with a turn for every two lines, and always
 * things and writing; a chapter for every thousand, a kept place for every hundred.
 */
function film(frames: number): Content {
  const duration = frames * SECOND;
  const scene = (index: number): Scene => ({
    index,
    from: index * 50 * SECOND,
    to: Math.min((index + 1) * 50 * SECOND, duration),
    keyFrame: index * 50 * SECOND,
    keyFrameIndex: index * 50,
  });
  const segment = (id: number): Segment => ({
    id,
    source: 'speech',
    from: id * 6 * SECOND,
    to: id * 6 * SECOND + 5 * SECOND,
    text: `Line ${id} of what is said in this film.`,
    words: [],
  });
  const shot = (index: number): Shot => ({
    index,
    from: index * 4 * SECOND,
    to: (index + 1) * 4 * SECOND,
    begins: index % 9 === 5 ? 'dissolve' : 'cut',
  });
  const thing = (id: number): ObjectTrack => ({
    id,
    label: ['person', 'dog', 'car', 'cup'][id % 4] as string,
    from: id * 5 * SECOND,
    to: (id * 5 + 7) * SECOND,
    score: 0.8,
    frames: 7,
    best: { time: id * 5 * SECOND, frameIndex: id * 5, box: { left: 0, top: 0, width: 1, height: 1 } },
  });
  const chapter = (index: number): NumberedChapter => ({
    from: index * 1000 * SECOND,
    to: Math.min((index + 1) * 1000 * SECOND, duration),
    title: `Part ${index + 1}`,
    number: index + 1,
  });
  const turn = (index: number): ShownTurn => ({
    from: index * 12 * SECOND,
    to: (index * 12 + 11) * SECOND,
    speaker: index % 3,
    confidence: 0.9,
    shown: `Speaker ${(index % 3) + 1}`,
    place: index % 3,
  });
  const mark = (index: number): KeptPlace => ({
    ...samplePlace(String(index), sampleId(1), index * 100, { colour: PLACE_COLOURS[index % 8] ?? null }),
    to: (index * 100 + (index % 2) * 20) * SECOND,
  });
  const all = <T>(every: number, make: (index: number) => T): T[] =>
    Array.from({ length: Math.floor(frames / every) }, (_, index) => make(index));
  const lines = Array.from({ length: Math.floor(frames / 10) }, (_, id): Segment => {
    return { ...segment(id), source: 'text', from: id * 10 * SECOND, to: (id * 10 + 25) * SECOND };
  });
  return {
    duration,
    aspect: 16 / 9,
    frameTimes: Array.from({ length: frames }, (_, i) => i * SECOND),
    indexedTo: duration,
    scenes: spansOf(Array.from({ length: Math.ceil(frames / 50) }, (_, i) => scene(i))),
    chapters: spansOf(all(1000, chapter)),
    turns: spansOf(all(12, turn)),
    shots: spansOf(Array.from({ length: Math.ceil(frames / 4) }, (_, i) => shot(i))),
    kinds: kindsOf(Array.from({ length: Math.floor(frames / 5) }, (_, i) => thing(i))),
    lines: spansOf(lines),
    writing: spansOf(writingOf(lines)),
    segments: spansOf(Array.from({ length: Math.floor(frames / 6) }, (_, i) => segment(i))),
    pyramid: new PeakPyramid(
      Uint8Array.from({ length: frames * 20 }, (_, i) => (i * 37) % 256),
      20,
    ),
    marks: spansOf(all(100, mark)),
    hits: spansOf([]),
    citations: spansOf([]),
  };
}

/** Milliseconds of one draw while panning, in the median; and the calls that it makes. */
function panning(content: Content, visible: number): { ms: number; calls: number } {
  const { ctx, calls } = countingContext();
  const layout = layoutOf(HEIGHT, new Set());
  const picture = { width: 160, height: 90 } as ImageBitmap;
  const thumbs = { get: () => picture };
  const times: number[] = [];
  for (let run = -WARM_UP; run < RUNS; run += 1) {
    const from = ((content.duration - visible) * Math.abs(run)) / RUNS;
    const view: View = { from, to: from + visible };
    const frame: Frame = { ctx, width: WIDTH, layout, view, palette: PALETTE };
    const start = performance.now();
    drawContent(frame, content, from, thumbs);
    if (run >= 0) times.push(performance.now() - start);
  }
  return { ms: median(times), calls: Math.round(calls() / (RUNS + WARM_UP)) };
}

async function run(): Promise<Row[]> {
  const empty = panning(film(0), SECOND);
  return [100, 10_000, 1_000_000].flatMap((frames) => {
    const content = film(frames);
    return [1, 0.05].map((share) => {
      const { ms, calls } = panning(content, content.duration * share);
      const seen = share === 1 ? 'whole film' : 'a twentieth';
      return {
        what: `timeline, ${frames.toLocaleString('en')} frames, ${seen}: one draw`,
        value: `${number(ms, 2)} ms, ${calls} canvas calls`,
        against: `${number(ms / empty.ms)} × an empty draw; ${number((100 * ms) / DISPLAY_FRAME_MS)} % of a display frame`,
      };
    });
  });
}

export const timeline: Section = {
  title: 'Timeline: the cost of a draw, without the canvas itself',
  run,
};
