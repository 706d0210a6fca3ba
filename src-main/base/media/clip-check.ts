import { basename } from 'node:path';
import { MICROS_PER_SECOND, type Micros } from '../../../src-shared/time';
import { CannotReadVideo } from './errors';
import { startFfmpeg } from './ffmpeg-command';
import { linesOf } from './packets';

export interface WrittenClip {
  readonly ffmpegPath: string;
  /** The film that it was taken from: what failures name. */
  readonly path: string;
  readonly needsPicture: boolean;
  /** How long it should be. */
  readonly length: Micros;
  readonly signal: AbortSignal;
}

/** A picture that begins late, or sound that ends early, leaves a clip shorter than it was asked to be; by no more than this share. */
const LEAST = 0.5;
/** A copy holds frames behind its end that others need, and the length of its last packet. */
const MOST = 1.25;
const LEEWAY: Micros = 2 * MICROS_PER_SECOND;

/**
 * Reads a clip's packets, and sees that it is what was asked for: with a picture where the film has one, and about as long.
 * @throws CannotReadVideo, FfmpegDied, FfmpegMissing, Cancelled
 */
export async function checkClip(file: string, clip: WrittenClip): Promise<void> {
  const running = startFfmpeg({
    ffmpegPath: clip.ffmpegPath,
    inputs: [{ path: file }],
    outputOptions: [
      ...['-map', '0:V:0?', '-map', '0:a:0?', '-c', 'copy', '-f', 'framecrc'],
      ...['-loglevel', 'error', '-nostats'],
    ],
    dest: null,
    onLine: () => undefined,
    signal: clip.signal,
  });
  const written = new Written();
  for await (const line of linesOf(running.stdout)) written.line(line);
  const { error } = await running.exit;
  const wrong = written.fault(clip);
  if (wrong !== null) throw new CannotReadVideo(basename(clip.path), wrong, { cause: error });
}

const STREAM = /^#(tb|media_type) (\d): (\S+)/;
const PACKET = /^(\d), *(-?\d+), *(-?\d+), *(\d+),/;

/** What a file holds, as ffmpeg's framecrc tells it. */
class Written {
  readonly #units = new Map<string, number>();
  readonly #kinds = new Map<string, string>();
  #begin = Number.POSITIVE_INFINITY;
  #end = Number.NEGATIVE_INFINITY;
  #pictures = 0;

  line(line: string): void {
    const [, what, of = '', value = ''] = STREAM.exec(line) ?? [];
    if (what === 'media_type') this.#kinds.set(of, value);
    if (what === 'tb') {
      const [num = 0, den = 1] = value.split('/').map(Number);
      this.#units.set(of, (MICROS_PER_SECOND * num) / den);
    }
    const packet = PACKET.exec(line);
    if (!packet) return;
    const [, stream = '', , shown, lasts] = packet;
    const unit = this.#units.get(stream) ?? 0;
    if (this.#kinds.get(stream) === 'video') this.#pictures++;
    this.#begin = Math.min(this.#begin, Number(shown) * unit);
    this.#end = Math.max(this.#end, (Number(shown) + Number(lasts)) * unit);
  }

  /** What is wrong with it; null where nothing is. */
  fault({ needsPicture, length }: WrittenClip): string | null {
    if (this.#end === Number.NEGATIVE_INFINITY) return 'nothing of that stretch came out as a clip';
    if (needsPicture && this.#pictures === 0) return 'no picture of that stretch came out as a clip';
    const written = this.#end - Math.min(0, this.#begin);
    if (written >= length * LEAST - LEEWAY && written <= length * MOST + LEEWAY) return null;
    const inSeconds = (time: Micros): string => (time / MICROS_PER_SECOND).toFixed(1);
    return `the clip came out ${inSeconds(written)} s long instead of ${inSeconds(length)}`;
  }
}
