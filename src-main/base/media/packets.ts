import { basename } from 'node:path';
import { MICROS_PER_SECOND, type Micros } from '../../../src-shared/time';
import type { MediaInfo } from '../../../src-shared/video';
import { CannotReadVideo } from './errors';
import { startFfmpeg } from './ffmpeg-command';
import { companions, FROM_THE_START, TIME_LIMITS } from './recording-clock';
import { checkSourceFile } from './source-file';
import { readTwice } from './stopped-early';

/** A packet of a film's picture, in the order of the file. Times are the container's own, in the stream's unit. */
export interface Packet {
  readonly decoded: bigint;
  readonly shown: bigint;
  readonly key: boolean;
}

export interface PacketSource {
  readonly ffmpegPath: string;
  readonly path: string;
  readonly signal?: AbortSignal | undefined;
  /** The film, where its clock jumps: it is then read from its start, and times are those of the film as it is played. */
  readonly jumping?: MediaInfo | undefined;
}

/** A line of ffmpeg's framecrc muxer, which marks packets that are no key frames: `F=0x0`. */
const PACKET = /^0, *(-?\d+), *(-?\d+), *-?\d+, *\d+, *0x[0-9a-f]+(?:, F=0x([0-9a-f]+))?/;
/** What ffmpeg writes for a time that the container does not have. */
const NONE = -(2n ** 63n);

/**
 * Reads packets, without decoding any, from a time on, or from the key frame before it where the container can be sought.
 * Leaving the iteration ends ffmpeg.
 * @throws FileMissing, NoPermission, UnsupportedMedia, CannotReadVideo (an empty file), FfmpegDied, FfmpegMissing, Cancelled
 */
export async function* readPackets(
  { ffmpegPath, path, signal, jumping }: PacketSource,
  from: Micros,
): AsyncGenerator<Packet> {
  await checkSourceFile(path);
  const seek = from > 0 ? ['-ss', (from / MICROS_PER_SECOND).toFixed(6)] : [];
  // With the container's own times: a shift by the time sought would be rounded to the stream's unit.
  const options = jumping ? FROM_THE_START : [...seek, '-copyts'];
  const running = startFfmpeg({
    ffmpegPath,
    inputs: [{ path, options }],
    outputOptions: [
      ...(jumping ? [...companions(jumping, { picture: false, sound: true }), ...TIME_LIMITS] : []),
      ...['-map', '0:V:0', '-c', 'copy', '-avoid_negative_ts', 'disabled', '-f', 'framecrc'],
      ...['-loglevel', 'error', '-nostats'],
    ],
    dest: null,
    onLine: () => undefined,
    signal,
  });
  try {
    for await (const line of linesOf(running.stdout)) {
      const [, dts, pts, flags] = PACKET.exec(line) ?? [];
      if (dts === undefined || pts === undefined) continue;
      const decoded = BigInt(dts);
      const shown = BigInt(pts) === NONE ? decoded : BigInt(pts);
      if (shown !== NONE) yield { decoded, shown, key: isKey(flags) };
    }
    await running.exit;
  } finally {
    running.kill();
  }
}

/** No mark means that the key flag, and no other, is set; of a mark the lowest bit is it. */
function isKey(flags: string | undefined): boolean {
  return flags === undefined || (Number.parseInt(flags, 16) & 1) === 1;
}

/** Lines of ffmpeg's output, without their ends; a last one that has none is left out. */
export async function* linesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of stream) {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

/** Steps back, each from further off: a seek may land behind what is sought. */
const RUN_UPS: readonly Micros[] = [0, 1, 10, 60].map((n) => n * MICROS_PER_SECOND);

/**
 * When the last key frame of the picture is shown, and decoded, that is not behind a time.
 * @param timeOf a packet's time in the film
 * @throws CannotReadVideo where there is none, and what `readPackets` throws
 */
export async function keyFrameBefore(
  source: PacketSource,
  from: Micros,
  timeOf: (ticks: bigint) => Micros,
): Promise<KeyFrame> {
  const starts = new Set(RUN_UPS.map((runUp) => Math.max(0, from - runUp)).concat(0));
  for (const sought of starts) {
    const found = await readTwice(() => lastKeyFrame(source, { sought, from, timeOf }));
    if (found !== null) return found;
  }
  throw new CannotReadVideo(basename(source.path), 'no frame is found where a copy could begin');
}

export interface KeyFrame {
  readonly shown: Micros;
  readonly decoded: Micros;
}

interface KeyFrameWanted {
  readonly sought: Micros;
  readonly from: Micros;
  readonly timeOf: (ticks: bigint) => Micros;
}

async function lastKeyFrame(
  source: PacketSource,
  { sought, from, timeOf }: KeyFrameWanted,
): Promise<KeyFrame | null> {
  let found: KeyFrame | null = null;
  for await (const { decoded, shown, key } of readPackets(source, sought)) {
    const time = timeOf(shown);
    if (key && time <= from) found = { shown: Math.max(0, time), decoded: Math.max(0, timeOf(decoded)) };
    // No packet is shown before it is decoded: what comes now is shown later.
    if (timeOf(decoded) > from) break;
  }
  return found;
}
