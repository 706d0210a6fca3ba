import { basename } from 'node:path';
import { MICROS_PER_SECOND, type Micros, ptsToMicros } from '../../src-shared/time';
import { CannotReadVideo } from './errors';
import { startFfmpeg } from './ffmpeg-command';
import { checkSourceFile } from './source-file';
import { type StreamClock, ticksOfStart } from './stream-clock';

/** ffmpeg's framecrc muxer marks packets that are no key frames: `F=0x0`. */
const PACKET = /^0, *(-?\d+), *(-?\d+), *-?\d+, *\d+, *0x[0-9a-f]+(, F=0x([0-9a-f]+))?/;
/** Steps back, each from further off: a seek may land behind what is sought. */
const RUN_UPS: readonly Micros[] = [0, 1, 10, 60].map((n) => n * MICROS_PER_SECOND);

export interface KeyFrameSearch {
  readonly ffmpegPath: string;
  readonly path: string;
  readonly clock: StreamClock;
  readonly from: Micros;
  readonly signal: AbortSignal;
}

/**
 * When the last key frame of the picture is shown that is not behind a time. Packets are read, none is decoded.
 * @throws CannotReadVideo where there is none, FileMissing, NoPermission, FfmpegMissing, Cancelled
 */
export async function keyFrameBefore(search: KeyFrameSearch): Promise<Micros> {
  await checkSourceFile(search.path);
  const starts = new Set(RUN_UPS.map((runUp) => Math.max(0, search.from - runUp)).concat(0));
  for (const sought of starts) {
    const found = await lastKeyFrame(search, sought);
    if (found !== null) return found;
  }
  throw new CannotReadVideo(basename(search.path), 'no frame is found where a copy could begin');
}

async function lastKeyFrame(search: KeyFrameSearch, sought: Micros): Promise<Micros | null> {
  const { ffmpegPath, path, clock, from, signal } = search;
  const seek = sought > 0 ? ['-ss', (sought / MICROS_PER_SECOND).toFixed(6)] : [];
  const running = startFfmpeg({
    ffmpegPath,
    inputs: [{ path, options: [...seek, '-copyts'] }],
    outputOptions: [
      ...['-map', '0:V:0', '-c', 'copy', '-avoid_negative_ts', 'disabled', '-f', 'framecrc'],
      ...['-loglevel', 'error', '-nostats'],
    ],
    dest: null,
    onLine: () => undefined,
    signal,
  });
  const origin = BigInt(ticksOfStart(clock.start, clock.timeBase));
  const timeOf = (ticks: string | undefined): Micros =>
    ptsToMicros(BigInt(ticks ?? '0') - origin, clock.timeBase);
  let found: Micros | null = null;
  try {
    for await (const line of linesOf(running.stdout)) {
      const [, decoded, shown, , flags] = PACKET.exec(line) ?? [];
      if (shown === undefined) continue;
      const time = timeOf(shown);
      if (isKey(flags) && time <= from) found = Math.max(0, time);
      // No packet is shown before it is decoded: what comes now is shown later.
      if (timeOf(decoded) > from) break;
    }
  } finally {
    running.kill();
  }
  // A process that was killed here ended as it should; one that the caller stopped says so.
  if (signal.aborted) await running.exit;
  return found;
}

/** No mark means that the key flag, and no other, is set; of a mark the lowest bit is it. */
function isKey(flags: string | undefined): boolean {
  return flags === undefined || (Number.parseInt(flags, 16) & 1) === 1;
}

async function* linesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of stream) {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}
