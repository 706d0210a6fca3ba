import { basename } from 'node:path';
import { MICROS_PER_SECOND, type Micros, ptsToMicros } from '../../src-shared/time';
import { CannotReadVideo } from './errors';
import { runFfmpeg } from './ffmpeg-command';
import { type PacketSource, readPackets } from './packets';
import { checkSourceFile } from './source-file';
import { readTwice } from './stopped-early';
import type { Rational } from './types';

/** How a file counts the time of its picture, exactly; MediaInfo has only what ffmpeg prints, rounded to two digits. */
export interface StreamClock {
  /** Unit of the frames' timestamps, in seconds. */
  readonly timeBase: Rational;
  /** What the container, or ffmpeg's own count over the first frames, gives as the rate. Null where it says nothing of use. */
  readonly frameRate: Rational | null;
  /** What the container counts at the film's beginning: it is taken off every timestamp. */
  readonly start: Micros;
  /** Presentation time of the first frame that comes, from the film's beginning. */
  readonly firstFrame: Micros;
  /** Presentation times of the frames after it, ascending, as far as they were looked at; none of some old containers. */
  readonly nextFrames: readonly Micros[];
  /** Timecode of the first frame, as the container has it: `01:00:00;00`. */
  readonly timecode: string | null;
}

/** So many packets show whether the rate is one that holds. */
const PACKETS = 400;

/** Rates that ffmpeg gives where it has nothing better than the unit of time. */
const MOST_FRAMES_A_SECOND = 1000;

/**
 * Decodes one frame and reads off its log how the file counts; then reads the first packets' times, decoding nothing more.
 * @throws FileMissing, NoPermission, UnsupportedMedia, CannotReadVideo (also without a picture), FfmpegMissing, Cancelled
 */
export async function readStreamClock(source: PacketSource): Promise<StreamClock> {
  const clock = await readFirstFrame(source, 0);
  const times = await readTwice(() => firstTimes(source, clock));
  const nextFrames = times.filter((time) => time > clock.firstFrame).sort((a, b) => a - b);
  // Those that are shown among packets that were not read yet are left out.
  return { ...clock, nextFrames: times.length < PACKETS ? nextFrames : nextFrames.slice(0, -REORDERED) };
}

async function firstTimes(source: PacketSource, clock: FirstFrame): Promise<Micros[]> {
  const timeOf = filmTime(clock);
  const times: Micros[] = [];
  for await (const { shown } of readPackets(source, 0)) {
    times.push(timeOf(shown));
    if (times.length === PACKETS) break;
  }
  return times;
}

/** More than any decoder holds back. */
const REORDERED = 32;

/** A timestamp of the container as a time of the film. */
export function filmTime({ start, timeBase }: FirstFrame): (ticks: bigint) => Micros {
  const origin = BigInt(ticksOfStart(start, timeBase));
  return (ticks) => ptsToMicros(ticks - origin, timeBase);
}

export type FirstFrame = Omit<StreamClock, 'nextFrames'>;

/**
 * The first frame that ffmpeg yields from a time on: at or before it, unless the file is not sought well.
 * @throws as readStreamClock
 */
export async function readFirstFrame(source: PacketSource, from: Micros): Promise<FirstFrame> {
  return readTwice(() => readFirst(source, from));
}

async function readFirst({ ffmpegPath, path, signal }: PacketSource, from: Micros): Promise<FirstFrame> {
  await checkSourceFile(path);
  const lines: string[] = [];
  const seek = from > 0 ? ['-noaccurate_seek', '-ss', (from / MICROS_PER_SECOND).toFixed(6)] : [];
  const { error } = await runFfmpeg({
    ffmpegPath,
    // The container's own timestamps: a shift by the time sought would be rounded to the unit of time.
    inputs: [{ path, options: [...seek, '-copyts'] }],
    outputOptions: [
      ...['-map', '0:V:0', '-filter:v', 'showinfo=checksum=0', '-frames:v', '1', '-f', 'null'],
      ...['-nostats', '-loglevel', 'level+info'],
    ],
    dest: null,
    onLine: (line) => lines.length < 5000 && lines.push(line),
    signal,
  });
  const clock = parseFirstFrame(lines);
  if (!clock)
    throw new CannotReadVideo(basename(path), 'it has no picture that can be decoded', { cause: error });
  return clock;
}

/** @param lines ffmpeg's log of `readFirstFrame`; null where no frame with a time came */
export function parseFirstFrame(lines: readonly string[]): FirstFrame | null {
  const find = (pattern: RegExp): RegExpExecArray | null => {
    for (const line of lines) {
      const match = pattern.exec(line);
      if (match) return match;
    }
    return null;
  };
  const config = find(/\] config in time_base: (\d+)\/(\d+), frame_rate: (\d+)\/(\d+)/);
  const frame = find(/\] n: *0 pts: *(-?\d+) /);
  if (!config || !frame) return null;
  const [, num, den, rateNum, rateDen] = config.map(Number);
  const timeBase = { num: num ?? 0, den: den ?? 0 };
  if (timeBase.num <= 0 || timeBase.den <= 0) return null;
  const rate = { num: rateNum ?? 0, den: rateDen ?? 0 };
  const usable = rate.num > 0 && rate.den > 0 && rate.num / rate.den <= MOST_FRAMES_A_SECOND;
  const start = secondsOf(find(/^\[info\] {3}Duration: .*?, start: (-?\d+\.\d+)/)?.[1] ?? '0');
  const first = BigInt(frame[1] ?? '0') - BigInt(ticksOfStart(start, timeBase));
  return {
    timeBase,
    frameRate: usable ? rate : null,
    start,
    firstFrame: Math.max(0, ptsToMicros(first, timeBase)),
    timecode: find(/^\[info\] +timecode +: (\d\d:\d\d:\d\d[:;.]\d\d)$/)?.[1] ?? null,
  };
}

/** The film's beginning in a stream's unit of time, rounded as ffmpeg rounds it when it takes it off. */
export function ticksOfStart(start: Micros, { num, den }: Rational): number {
  const ticks = (Math.abs(start) * den) / (MICROS_PER_SECOND * num);
  return Math.sign(start) * Math.round(ticks);
}

function secondsOf(text: string): Micros {
  return Math.round(Number(text) * MICROS_PER_SECOND);
}
