import type { MediaInfo } from '../../../src-shared/video';
import { startFfmpeg } from './ffmpeg-command';

/** Of 32768: what dither and an open input leave, -66 dB. */
const FLOOR = 16;
/** Samples above it that make a sound; fewer are a click. Some milliseconds at any rate. */
const LEAST = 200;

export interface SilenceOptions {
  readonly ffmpegPath: string;
  readonly path: string;
  /** The track, as it stands among the file's sound tracks: see `positionOf`. */
  readonly position: number;
  readonly signal: AbortSignal;
  /** Called while sound goes by. */
  readonly onAlive: () => void;
}

/** Where a track of `media.audio` stands among the file's sound tracks. */
export function positionOf({ audio }: MediaInfo, track: number): number {
  return audio[track]?.position ?? track;
}

/**
 * Whether nothing is to be heard in a sound track. Reads it until something is, so that only a silent one is read to its end.
 * Every channel counts: a mix would be silent where channels are opposites.
 * @throws FfmpegDied, FfmpegMissing, FfmpegNotStarted, Cancelled
 */
export async function isSilent(options: SilenceOptions): Promise<boolean> {
  const { ffmpegPath, path, position, signal, onAlive } = options;
  const running = startFfmpeg({
    ffmpegPath,
    inputs: [{ path }],
    outputOptions: ['-loglevel', 'error', '-vn', '-sn', '-dn', ...soundOnly(position)],
    dest: null,
    onLine: () => undefined,
    signal,
  });
  // Looked at below; until then a failure is not unhandled.
  running.exit.catch(() => undefined);
  let heard = 0;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of running.stdout as AsyncIterable<Buffer>) {
    onAlive();
    const bytes = Buffer.concat([rest, chunk]);
    const whole = bytes.length & ~1;
    rest = bytes.subarray(whole);
    // A copy of its own begins where numbers of two bytes may.
    for (const sample of new Int16Array(new Uint8Array(bytes.subarray(0, whole)).buffer)) {
      if (sample > FLOOR || sample < -FLOOR) heard++;
    }
    if (heard >= LEAST) {
      running.kill();
      break;
    }
  }
  await running.exit;
  return heard < LEAST;
}

function soundOnly(position: number): string[] {
  return ['-map', `0:a:${position}`, '-c:a', 'pcm_s16le', '-f', 's16le'];
}

/**
 * The track that is heard: the first of those that the file calls default in which something is to be heard, then of the others;
 * where all are silent, the one that the file calls default, or its first.
 */
export function trackToHear({ audio }: MediaInfo, silent: readonly number[]): number {
  const all = audio.map((_, n) => n);
  const inOrder = [...all.filter((n) => audio[n]?.isDefault), ...all.filter((n) => !audio[n]?.isDefault)];
  return inOrder.find((n) => !silent.includes(n)) ?? inOrder[0] ?? 0;
}
