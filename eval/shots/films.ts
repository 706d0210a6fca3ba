// Films with transitions that are known to the frame: single shots of real recordings, joined by ffmpeg's own filters.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { clipPath } from '../clip-list';

const execute = promisify(execFile);

/** What is true of a film, in numbers of frames counted from 0. */
export interface Truth {
  /** The first frame of each new shot. */
  readonly cuts: readonly number[];
  /** First mixed frame, and first frame that is the new shot's alone. */
  readonly gradual: readonly (readonly [number, number])[];
  /** Where even a person may say either: nothing that is found there counts, for or against. */
  readonly ignored: readonly (readonly [number, number])[];
}

/** A stretch of a recording without a cut in it. `to` is exclusive; frames of the recording itself. */
interface Take {
  readonly path: string;
  readonly from: number;
  readonly to: number;
  readonly rate: number;
  /** What is done to its picture, so that one recording gives several shots. */
  readonly filter?: string;
}

const take = (path: string, from: number, to: number, rate: number): Take => ({ path, from, to, rate });
const DESK = 'e2e/media/desk.mp4';
const NTSC = 30_000 / 1001;

/** No recording is in both halves. */
const HALVES = {
  tune: [
    take('scenes/splide_01.mp4', 0, 175, 25),
    take('scenes/splide_03.mp4', 0, 560, NTSC),
    take('scenes/paraglider_launch.mp4', 0, 149, NTSC),
    take('scenes/mediapipe_objects.mp4', 0, 204, 30),
    take('scenes/ChromeCast.mp4', 46, 79, 30),
    take('scenes/ChromeCast.mp4', 79, 104, 30),
    take('scenes/ChromeCast.mp4', 149, 176, 30),
    take('scenes/ChromeCast.mp4', 208, 292, 30),
    take('scenes/ChromeCast.mp4', 292, 329, 30),
    take('scenes/cityCC0.mpg', 0, 116, 25),
    take('scenes/cityCC0.mpg', 116, 190, 25),
    take('speech/mp4tokenizer_webcam_vfr_sar.mp4', 0, 500, 11.46),
    take('odd/video-h265.mp4', 0, 300, 30),
  ],
  report: [
    take('scenes/splide_02.mp4', 0, 340, NTSC),
    take('scenes/splide_04.mp4', 0, 880, NTSC),
    take('scenes/chaplin.mp4', 0, 240, 25),
    take('speech/friday.mp4', 0, 184, 30),
    take('speech/googlework_short.mp4', 222, 291, NTSC),
    take('speech/googlework_short.mp4', 432, 533, NTSC),
    take('speech/googlework_short.mp4', 609, 710, NTSC),
    take('speech/googlework_short.mp4', 819, 949, NTSC),
    take('speech/googlework_short.mp4', 949, 1025, NTSC),
    take('scenes/ForBiggerEscapes.mp4', 0, 76, 24),
    take('scenes/ForBiggerEscapes.mp4', 151, 196, 24),
    take('film/sintel_trailer-480p.mp4', 304, 334, 24),
    take('film/sintel_trailer-480p.mp4', 571, 621, 24),
    take('film/sintel_trailer-480p.mp4', 870, 940, 24),
    take('text/gpac_counter_50s.mp4', 0, 1250, 25),
  ],
} as const;

/** Of the project's own recording alone: nobody needs to have the others for it. */
const OWN: readonly Take[] = [
  take(DESK, 0, 40, 15),
  { ...take(DESK, 0, 40, 15), filter: 'hflip,negate' },
  take(DESK, 60, 105, 15),
  { ...take(DESK, 60, 105, 15), filter: 'hue=h=120,eq=brightness=-0.25' },
  { ...take(DESK, 20, 60, 15), filter: 'vflip,hue=h=220' },
];

/** `check` is made of all recordings, in an order of its own: it was first looked at when the method was done. */
const TAKES: Readonly<Record<Half, readonly Take[]>> = {
  ...HALVES,
  check: [...HALVES.tune, ...HALVES.report],
  own: OWN,
};

export type Half = keyof typeof HALVES | 'check' | 'own';
/** Frames a second, as ffmpeg writes them. */
export const RATES = ['24', '25', '30000/1001', '60000/1001'] as const;
const SHOTS = 16;
const SEEDS: Readonly<Record<Half, number>> = { tune: 1, report: 2, check: 3, own: 4 };

export interface Film {
  readonly path: string;
  readonly frames: number;
  readonly truth: Truth;
}

interface Plan {
  readonly shots: readonly {
    take: Take;
    from: number;
    frames: number;
    flash: readonly [number, number] | null;
  }[];
  readonly joins: readonly { kind: 'cut' | 'fade' | 'fadeblack'; frames: number }[];
}

/** Mulberry32: the same films everywhere. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function rateOf(text: string): number {
  const [num = 0, den = 1] = text.split('/').map(Number);
  return num / den;
}

function plan(half: Half, rate: number, seed: number): Plan {
  const next = random(seed);
  const between = (low: number, high: number) => low + (high - low) * next();
  const takes = TAKES[half];
  const shots: Plan['shots'][number][] = [];
  while (shots.length < SHOTS) {
    const chosen = takes[Math.floor(next() * takes.length)] as Take;
    if (chosen === shots.at(-1)?.take) continue;
    const seconds = Math.min((chosen.to - chosen.from) / chosen.rate - 0.1, between(1.2, 4));
    const slack = chosen.to - chosen.from - Math.ceil((seconds + 0.05) * chosen.rate);
    const frames = Math.floor(seconds * rate);
    const middle = Math.round(frames / 2);
    const flash = next() < 0.25 ? ([middle, middle + Math.floor(between(0, 3))] as const) : null;
    shots.push({ take: chosen, from: chosen.from + Math.floor(next() * Math.max(0, slack)), frames, flash });
  }
  const joins = shots.slice(1).map((shot, i) => {
    const draw = next();
    const kind = draw < 0.5 ? ('cut' as const) : draw < 0.8 ? ('fade' as const) : ('fadeblack' as const);
    const longest = 0.45 * Math.min(shot.frames, shots[i]?.frames ?? 0);
    return { kind, frames: kind === 'cut' ? 0 : Math.round(Math.min(longest, between(0.3, 1.5) * rate)) };
  });
  return { shots, joins };
}

/** The frame at which each next shot comes in, and the film's length. */
function truthOf({ shots, joins }: Plan): { frames: number; truth: Truth } {
  const cuts: number[] = [];
  const gradual: [number, number][] = [];
  let frames = shots[0]?.frames ?? 0;
  for (const [i, { kind, frames: length }] of joins.entries()) {
    if (kind === 'cut') cuts.push(frames);
    else gradual.push([frames - length, frames]);
    frames += (shots[i + 1]?.frames ?? 0) - length;
  }
  return { frames, truth: { cuts, gradual, ignored: [] } };
}

/** Makes one film of a half in `folder`. `media` holds the recordings. */
export async function makeFilm(
  ffmpeg: string,
  media: string | null,
  folder: string,
  half: Half,
  r: number,
): Promise<Film> {
  const rate = RATES[r] as string;
  const film = plan(half, rateOf(rate), 1000 * r + SEEDS[half]);
  const path = join(folder, `${half}-${r}.mp4`);
  const inputs = film.shots.flatMap(({ take: { path: name } }) => ['-i', clipPath(name, media)]);
  const grain = r % 2 === 0 ? ',noise=alls=10:allf=t' : '';
  const shots = film.shots.map(({ take: { from: _, ...chosen }, from, frames, flash }, i) => {
    const changed = chosen.filter ? `,${chosen.filter}` : '';
    const white = flash ? `,drawbox=c=white@0.85:t=fill:enable='between(n,${flash[0]},${flash[1]})'` : '';
    return (
      `[${i}:V]trim=start_frame=${from}:end_frame=${chosen.to},setpts=PTS-STARTPTS,fps=${rate},` +
      `scale=320:180,setsar=1${changed},format=yuv420p,tpad=stop_mode=clone:stop=8,trim=end_frame=${frames}${white},` +
      `settb=1/90000[s${i}]`
    );
  });
  let length = film.shots[0]?.frames ?? 0;
  const joins = film.joins.map(({ kind, frames }, i) => {
    const before = i === 0 ? '[s0]' : `[j${i - 1}]`;
    const offset = (length - frames - 0.25) / rateOf(rate);
    length += (film.shots[i + 1]?.frames ?? 0) - frames;
    const filter =
      kind === 'cut'
        ? 'concat=n=2:v=1'
        : `xfade=transition=${kind}:duration=${frames / rateOf(rate)}:offset=${offset}`;
    return `${before}[s${i + 1}]${filter},fps=${rate},settb=1/90000[j${i}]`;
  });
  const graph = [...shots, ...joins, `[j${film.joins.length - 1}]null${grain}[v]`].join(';');
  await execute(
    ffmpeg,
    [
      ...['-v', 'error', '-nostdin', '-threads', '1', ...inputs, '-filter_complex', graph, '-map', '[v]'],
      ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '26', '-pix_fmt', 'yuv420p', '-y', path],
    ],
    { maxBuffer: 1 << 24 },
  );
  return { path, ...truthOf(film) };
}
