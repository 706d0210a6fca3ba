// One decoding pass over a film. Backpressure: ffmpeg writes into a pipe that is read no faster than models take frames, so it waits.
import { basename } from 'node:path';
import { formatClock, MICROS_PER_SECOND, type Micros } from '../../../src-shared/time';
import { streamBlocks } from './blocks';
import { decodeArguments, hasChannels, SAMPLE_RATE, seekTarget, segmentOf } from './decode-arguments';
import { CannotReadVideo, StoppedEarly } from './errors';
import type { FfmpegExit } from './ffmpeg-command';
import { FrameLog } from './frame-log';
import type { Block } from './matroska';
import { guessesLength } from './recording-clock';
import { SoundAlignment } from './sound-alignment';
import { SoundChoice } from './sound-choice';
import { checkSourceFile } from './source-file';
import { isSameEnd } from './stopped-early';
import type { AudioBlock, DecodeItem, DecodeOptions, DecodePass, SampledFrame } from './types';
import { passThrough } from './version';

const FRAMES = 1;
const THUMBNAILS = 2;
const NO_THUMBNAIL = new Uint8Array();
/** How far the container's rounded time of a frame may lie from the exact one, in milliseconds. */
const TOLERANCE = 2;
/** A film that ends this much before its header says has lost its end. */
const SHORTFALL: Micros = 2 * MICROS_PER_SECOND;
/** How much longer a header may tell sound than it is: what a decoder leaves out at its ends, and no more. */
const SOUND_SHORTFALL: Micros = 100_000;

/** The picture's shape changes in mid-film, and thumbnails were made as if it did not: the film is to be read with `turns`. */
export class TurnsOnTheWay extends Error {}

/**
 * Opens the one pass over a file. ffmpeg starts when the iteration does and is killed when it is left.
 * The iteration throws CannotReadVideo where nothing can be read or frames and times disagree, FfmpegDied, StoppedEarly (see
 * `readTwice`), TurnsOnTheWay, FfmpegMissing, Cancelled on abort, and what `checkSourceFile` throws.
 */
export function openDecode(options: DecodeOptions): DecodePass {
  return new FfmpegDecode(options);
}

class FfmpegDecode implements DecodePass {
  readonly #options: DecodeOptions;
  readonly #log: FrameLog;
  /** Blocks of the picture tracks whose other half has not come yet. */
  readonly #frames: Block[] = [];
  readonly #thumbnails: Block[] = [];
  readonly #sound = new SoundAlignment(1);
  /** Of the left channel and the centre, and what is made of all; null where there is but one. */
  readonly #channels: { readonly inTime: SoundAlignment; readonly choice: SoundChoice } | null;
  #warnings: string[] = [];
  #end: Micros = 0;
  #overstated = false;
  #lastTime: Micros = 0;
  #lastSegment = -1;
  #brokeOff = false;
  #framesRead = 0;
  #samplesRead = 0;

  constructor(options: DecodeOptions) {
    this.#options = options;
    this.#channels = hasChannels(options)
      ? { inTime: new SoundAlignment(2), choice: new SoundChoice() }
      : null;
    // Just after a seek a decoder complains of what it has not seen: that is not the file's fault.
    this.#log = new FrameLog(seekTarget(options) > 0 ? options.framesFrom : 0);
  }

  get damaged(): boolean {
    return this.#brokeOff || this.#log.faults > 0;
  }

  get end(): Micros {
    return this.#end;
  }

  get overstated(): boolean {
    return this.#overstated;
  }

  get jumps(): readonly Micros[] {
    return this.#log.jumps;
  }

  get warnings(): readonly string[] {
    return this.#warnings;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<DecodeItem> {
    const { path, ffmpegPath, signal } = this.#options;
    await checkSourceFile(path);
    const { blocks, exit } = streamBlocks({
      ffmpegPath,
      ...decodeArguments(this.#options, await passThrough(ffmpegPath)),
      onLine: (line) => this.#log.line(line),
      signal,
    });
    const close = (): void => this.#log.close();
    exit.then(close, close);
    try {
      for await (const block of blocks) yield* this.#take(block);
      yield* this.#lastSound();
    } catch (error) {
      // Frames of an ffmpeg that died lack their times: that it died is what matters.
      const end = await exit;
      if (end.error) throw new StoppedEarly(this.#reached, { cause: end.error });
      throw error;
    }
    this.#conclude(await exit);
  }

  async *#take(block: Block): AsyncGenerator<DecodeItem> {
    const { withFrames, thumbnailHeight } = this.#options;
    const pictures = withFrames ? (thumbnailHeight === null ? FRAMES : THUMBNAILS) : 0;
    if (block.track > pictures) {
      yield* this.#soundOf(block, block.track - pictures);
      return;
    }
    if (thumbnailHeight === null) {
      const item = this.#frame(block, null, await this.#log.next());
      if (item) yield item;
      return;
    }
    (block.track === FRAMES ? this.#frames : this.#thumbnails).push(block);
    const frame = this.#frames[0];
    const thumbnail = this.#thumbnails[0];
    if (!frame || !thumbnail) return;
    this.#frames.shift();
    this.#thumbnails.shift();
    const item = this.#frame(frame, thumbnail, await this.#log.next());
    if (item) yield item;
  }

  /** @param track of the sound: 1 the mean of its channels, 2 two of them */
  *#soundOf({ milliseconds, data }: Block, track: number): Generator<AudioBlock> {
    const samples = new Int16Array(data.buffer.slice(data.byteOffset, data.byteOffset + (data.length & ~1)));
    if (track === 1) yield* this.#mixed(this.#sound.push(milliseconds, samples));
    else yield* this.#parted(this.#channels?.inTime.push(milliseconds, samples) ?? []);
  }

  *#lastSound(): Generator<AudioBlock> {
    yield* this.#mixed(this.#sound.finish());
    yield* this.#parted(this.#channels?.inTime.finish() ?? []);
    yield* this.#heardOf(this.#channels?.choice.finish() ?? []);
  }

  *#mixed(blocks: readonly Int16Array[]): Generator<AudioBlock> {
    for (const samples of blocks) yield* this.#heardOf(this.#channels?.choice.pushMix(samples) ?? [samples]);
  }

  *#parted(blocks: readonly Int16Array[]): Generator<AudioBlock> {
    for (const samples of blocks) yield* this.#heardOf(this.#channels?.choice.pushChannels(samples) ?? []);
  }

  *#heardOf(blocks: readonly Int16Array[]): Generator<AudioBlock> {
    for (const samples of blocks) {
      this.#samplesRead += samples.length;
      yield { kind: 'audio', samples };
    }
  }

  /** Null for a frame that was not asked for. */
  #frame(frame: Block, thumbnail: Block | null, time: Micros | null): SampledFrame | null {
    const { frameSize, framesPerSecond, framesFrom } = this.#options;
    if (this.#log.turns && thumbnail && !this.#options.turns) throw new TurnsOnTheWay();
    if (time === null) throw this.#unreadable('its frames carry no times');
    const drift = Math.max(
      Math.abs(frame.milliseconds - time / 1000),
      Math.abs((thumbnail ?? frame).milliseconds - time / 1000),
    );
    if (drift > TOLERANCE || frame.data.length !== frameSize.width * frameSize.height * 3) {
      throw this.#unreadable('its frames and their times do not match');
    }
    this.#framesRead++;
    this.#lastTime = time;
    const segment = segmentOf(time, framesPerSecond);
    // A change of size in mid-film makes ffmpeg forget what it had picked last.
    if (segment <= this.#lastSegment) return null;
    this.#lastSegment = segment;
    if (time < framesFrom) return null;
    return { kind: 'frame', time, pixels: frame.data, thumbnail: thumbnail?.data ?? NO_THUMBNAIL };
  }

  /** Judges the pass as a whole once ffmpeg has ended. */
  #conclude(exit: FfmpegExit): void {
    const { stoppedAt, framesPerSecond } = this.#options;
    if (exit.error && !isSameEnd(this.#reached, stoppedAt, framesPerSecond)) {
      throw new StoppedEarly(this.#reached, { cause: exit.error });
    }
    if (this.#framesRead === 0 && this.#samplesRead === 0) {
      throw this.#unreadable('none of it can be decoded', exit.error ?? undefined);
    }
    if (exit.error === null && (this.#log.left > 0 || this.#frames.length + this.#thumbnails.length > 0)) {
      throw this.#unreadable('its frames and their times do not match');
    }
    const { media } = this.#options;
    const duration = media.duration ?? 0;
    const read = Math.max(this.#log.lastEnd, this.#heard);
    this.#brokeOff = exit.error !== null;
    const whole = !this.damaged;
    const cutOff = !whole && !guessesLength(media) && this.jumps.length === 0 && read < duration - SHORTFALL;
    this.#overstated = !cutOff && read < duration - this.#shortfall;
    this.#end = cutOff || this.#overstated ? read : Math.max(read, duration);
    if (whole) return;
    this.#warnings = cutOff
      ? [`The file stops being readable at ${formatClock(read)} of ${formatClock(duration)}.`]
      : ['Some parts of the file could not be decoded.'];
  }

  /** How much less than its header tells may have been read of a whole film: the frames after the last one taken are not seen. */
  get #shortfall(): Micros {
    const { media, withFrames, framesPerSecond } = this.#options;
    if (withFrames) return SHORTFALL + Math.ceil(MICROS_PER_SECOND / framesPerSecond);
    return media.video === null ? SOUND_SHORTFALL : Number.POSITIVE_INFINITY;
  }

  get #heard(): Micros {
    return Math.round((this.#samplesRead / SAMPLE_RATE) * MICROS_PER_SECOND);
  }

  /** How far into the film what has come goes: by the picture, where there is one. */
  get #reached(): Micros {
    return this.#options.withFrames ? this.#lastTime : this.#heard;
  }

  #unreadable(why: string, cause?: Error): CannotReadVideo {
    return new CannotReadVideo(basename(this.#options.path), why, { cause });
  }
}
