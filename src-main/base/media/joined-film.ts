// Stretches of several films joined to one: each is fitted to one size, rate and kind of sound, and put behind those before it.
import { createReadStream, createWriteStream } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { MICROS_PER_SECOND, type Micros } from '../../../src-shared/time';
import type { MediaInfo } from '../../../src-shared/video';
import { makeClip } from './clip';
import { checkClip } from './clip-check';
import { encodeFile } from './encode-file';
import { asWriteError } from './errors';
import type { Rational } from './types';

/** What all pieces are made to be. */
export interface JoinedForm {
  /** Even; null where no piece has a picture, and the film is sound alone. */
  readonly size: { readonly width: number; readonly height: number } | null;
  readonly rate: Rational;
}

export interface JoinedPiece {
  readonly path: string;
  readonly media: MediaInfo;
  readonly from: Micros;
  readonly to: Micros;
  /** Frames of the joined film's rate that it takes. */
  readonly frames: number;
  /** The sound track, as it stands in `media.audio`. */
  readonly track: number;
  readonly onProgress: (fraction: number) => void;
}

export interface JoinedFilmOptions {
  readonly ffmpegPath: string;
  readonly form: JoinedForm;
  /** What comes before the names of files that are there until the film is whole, on its disk. */
  readonly temporary: string;
  readonly signal: AbortSignal;
}

const SAMPLE_RATE = 48_000;
const CHANNELS = 2;
/** Two bytes of each channel. */
const SAMPLE_BYTES = 2 * CHANNELS;
/** Share of the work that cutting a piece out is, before it is fitted. */
const CUTTING = 0.6;

/**
 * A film that grows by pieces. The picture is one stream of H.264 without frames that look ahead, and the sound a file of samples:
 * both can be lengthened, and a piece is there whole or not at all.
 */
export class JoinedFilm {
  #frames = 0;
  #samples = 0;

  constructor(private readonly options: JoinedFilmOptions) {}

  /** @throws what `makeClip` throws; the film is then as it was */
  async add(piece: JoinedPiece): Promise<void> {
    const { ffmpegPath, form, signal } = this.options;
    const { path, media, from, to, track, frames, onProgress } = piece;
    // Rounded from the film's beginning, so that a thousand pieces drift by no more than one does.
    const samples = this.#samplesAt(this.#frames + frames) - this.#samples;
    const cut = { dest: this.#file('cut.mov'), temporary: this.#file('cut.part.mov') };
    const told = (fraction: number) => onProgress(fraction * CUTTING);
    try {
      await makeClip({
        ...{ ffmpegPath, path, media, from, to, track, signal, ...cut },
        ...{ mode: 'exact', intermediate: true, onProgress: told },
      });
      const fit = { ...piece, path: cut.dest };
      if (form.size) await this.#fitPicture(fit, media.video !== null, form.size);
      await this.#fitSound(fit, media.audio.length > 0, samples);
      if (form.size) await this.#append('piece.h264', 'film.h264');
      await this.#append('piece.pcm', 'film.au');
    } finally {
      for (const name of ['cut.mov', 'cut.part.mov', 'piece.h264', 'piece.pcm']) await this.#remove(name);
    }
    this.#frames += frames;
    this.#samples += samples;
    onProgress(1);
  }

  /** Writes the film and looks at what was written. @throws CannotReadVideo, DiskFull, Cancelled */
  async finish(dest: string): Promise<void> {
    const { ffmpegPath, form, signal } = this.options;
    const sound = this.#file('film.au');
    const { num, den } = form.rate;
    // The stream itself tells no times: each frame gets its own, and lasts as long as the others.
    const counted = ['-bsf:v', `setts=ts=round(N*${den}/${num}/TB):duration=round(${den}/${num}/TB)`];
    const length = Math.round((this.#samples / SAMPLE_RATE) * MICROS_PER_SECOND);
    await encodeFile({
      ...{ ffmpegPath, path: sound, dest, temporary: this.#file('whole.part'), signal },
      inputs: [
        ...(form.size ? [{ path: this.#file('film.h264'), options: ['-framerate', `${num}/${den}`] }] : []),
        { path: sound },
      ],
      outputOptions: [
        ...(form.size ? ['-map', '0:v', '-c:v', 'copy', ...counted, '-map', '1:a'] : ['-map', '0:a']),
        ...['-c:a', 'aac', '-b:a', '192k', '-movflags', '+faststart', '-f', 'mp4'],
      ],
      duration: length,
      // A copied stream is not counted; what was written is looked at.
      needsFrames: false,
      check: (file) =>
        checkClip(file, { ffmpegPath, path: dest, needsPicture: form.size !== null, length, signal }),
      failure: 'the clips cannot be joined',
      onProgress: () => undefined,
    });
  }

  /** Removes what was there for the time being. */
  async discard(): Promise<void> {
    for (const name of ['film.h264', 'film.au', 'whole.part']) await this.#remove(name);
  }

  /** Exactly so many frames, in the joined film's size: scaled, within bars, black where there is sound alone. */
  async #fitPicture(
    { path, frames, onProgress }: JoinedPiece,
    hasPicture: boolean,
    { width, height }: { width: number; height: number },
  ): Promise<void> {
    const { num, den } = this.options.form.rate;
    const filter = hasPicture
      ? [
          `[0:V:0]fps=${num}/${den}:start_time=0`,
          `scale=w='trunc(min(${width}\\,${height}*dar)/2)*2':h='trunc(min(${height}\\,${width}/dar)/2)*2'`,
          `setsar=1,pad=${width}:${height}:(ow-iw)/2:(oh-ih)/2,format=yuv420p`,
          // The last frame stays where the picture ends before the sound.
          'tpad=stop_mode=clone:stop=-1',
        ]
      : [`color=black:s=${width}x${height}:r=${num}/${den},format=yuv420p`];
    await this.#encode('piece.h264', path, frames, onProgress, [
      ...['-filter_complex', `${filter.join(',')},trim=end_frame=${frames},setpts=N[picture]`],
      ...['-map', '[picture]', '-c:v', 'libx264', '-preset', 'medium', '-crf', '18', '-bf', '0'],
      ...['-r', `${num}/${den}`, '-f', 'h264'],
    ]);
  }

  /** Exactly so many samples of stereo; silence where there is none, or no more. */
  async #fitSound(piece: JoinedPiece, hasSound: boolean, samples: number): Promise<void> {
    if (!hasSound) {
      await writeFile(this.#file('piece.pcm'), Buffer.alloc(samples * SAMPLE_BYTES)).catch(
        (error: unknown) => {
          throw asWriteError(error, this.#file('piece.pcm'));
        },
      );
      return;
    }
    await this.#encode('piece.pcm', piece.path, null, piece.onProgress, [
      ...['-map', '0:a:0'],
      ...['-af', `aresample=${SAMPLE_RATE}:async=1:first_pts=0,apad,atrim=end_sample=${samples}`],
      ...['-ac', `${CHANNELS}`, '-ar', `${SAMPLE_RATE}`, '-c:a', 'pcm_s16be', '-f', 's16be'],
    ]);
  }

  #encode(
    name: string,
    path: string,
    frames: number | null,
    onProgress: (fraction: number) => void,
    outputOptions: readonly string[],
  ): Promise<void> {
    const { ffmpegPath, form, signal } = this.options;
    const length = frames === null ? null : (frames * form.rate.den * MICROS_PER_SECOND) / form.rate.num;
    return encodeFile({
      ...{ ffmpegPath, path, inputs: [{ path }], outputOptions, signal },
      ...{ dest: this.#file(name), temporary: this.#file(`part.${name}`) },
      ...{ duration: length, needsFrames: frames !== null, failure: 'no clip can be made of it' },
      onProgress: (fraction) => onProgress(CUTTING + fraction * (1 - CUTTING)),
    });
  }

  /** @throws DiskFull and what else writing throws */
  async #append(from: string, to: string): Promise<void> {
    const dest = this.#file(to);
    try {
      if (to.endsWith('.au') && this.#samples === 0) await writeFile(dest, AU_HEADER);
      await pipeline(createReadStream(this.#file(from)), createWriteStream(dest, { flags: 'a' }));
    } catch (error) {
      throw asWriteError(error, dest);
    }
  }

  #samplesAt(frames: number): number {
    const { num, den } = this.options.form.rate;
    return Math.round((frames * den * SAMPLE_RATE) / num);
  }

  #file(name: string): string {
    return `${this.options.temporary}.${name}`;
  }

  async #remove(name: string): Promise<void> {
    await rm(this.#file(name), { force: true });
  }
}

/** NeXT's: samples of 16 bits, highest byte first, however many follow. */
const AU_HEADER = Buffer.alloc(24);
AU_HEADER.write('.snd', 0, 'latin1');
for (const [n, value] of [24, 0xff_ff_ff_ff, 3, SAMPLE_RATE, CHANNELS].entries()) {
  AU_HEADER.writeUInt32BE(value, 4 + 4 * n);
}
