// An animated WebP made into a film: ffmpeg to version 7 decodes its pictures, but not the animation.
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Micros } from '../../../../src-shared/time';
import { streamBlocks } from '../blocks';
import { asWriteError, CannotReadVideo } from '../errors';
import { asSourceError } from '../source-file';
import { passThrough } from '../version';
import { Canvas } from './canvas';
import { PictureFilm } from './picture-film';
import { type Animation, type AnimationFrame, readAnimation } from './webp';

/** More bytes than any animation has: they are held in memory. */
const MOST_BYTES = 512 * 1024 * 1024;
/** Milliseconds that ffmpeg counts from one picture of a pipe of pictures to the next: by its time each is told from the others. */
const STEP = 40;

interface Making {
  readonly ffmpegPath: string;
  /** Where the film comes to lie. Its pictures lie beside it meanwhile. */
  readonly dest: string;
  readonly signal: AbortSignal;
  /** Told of each picture. */
  readonly onProgress: () => void;
}

/**
 * Makes a film of an animated WebP: each of its pictures as it is shown, with its own time.
 * @returns how many pictures it has
 * @throws CannotReadVideo, FileMissing, NoPermission, DiskFull, FfmpegMissing, FfmpegDied, Cancelled
 */
export async function filmOfAnimation(path: string, making: Making): Promise<number> {
  const animation = readAnimation(await readWhole(path));
  if (animation === null) throw new CannotReadVideo(basename(path), 'its animation is damaged, or too large');
  const shown = await compose(animation, making);
  if (shown === 0) throw new CannotReadVideo(basename(path), 'none of its pictures can be decoded');
  return animation.frames.length;
}

async function readWhole(path: string): Promise<Buffer> {
  try {
    const { size } = await stat(path);
    if (size > MOST_BYTES) throw new CannotReadVideo(basename(path), 'it is too large for a picture');
    return await readFile(path);
  } catch (error) {
    throw asSourceError(error, path);
  }
}

/** @returns how many of the pictures could be decoded; one that cannot leaves what was shown before it */
async function compose(animation: Animation, making: Making): Promise<number> {
  const { frames, width, height } = animation;
  const duration = frames.reduce((sum, frame) => sum + 1000 * frame.duration, 0);
  const film = await PictureFilm.create(making.dest, { kind: 'png', width, height, duration });
  const canvas = new Canvas(width, height);
  let time: Micros = 0;
  let decoded = 0;
  try {
    for await (const { frame, pixels } of decodeFrames(animation, making)) {
      if (pixels) canvas.draw(frame, pixels);
      if (pixels) decoded += 1;
      const length = 1000 * frame.duration;
      await film.add(canvas.png(), time, length);
      time += length;
      if (frame.disposes) canvas.clear(frame);
      making.onProgress();
    }
    await film.finish();
    return decoded;
  } finally {
    await film.close();
  }
}

interface Decoded {
  readonly frame: AnimationFrame;
  /** RGBA of a whole canvas, the frame in its left upper corner; null where it cannot be decoded. */
  readonly pixels: Buffer | null;
}

/** All frames in order. One process decodes them; what it leaves out (ffmpeg to 4.2 all but the first) is tried by itself. */
async function* decodeFrames(animation: Animation, making: Making): AsyncGenerator<Decoded> {
  const { frames } = animation;
  let next = 0;
  async function* upTo(end: number): AsyncGenerator<Decoded> {
    for (; next < end; next++) {
      const frame = frames[next];
      if (!frame) return;
      let pixels: Buffer | null = null;
      for await (const alone of decodePictures([frame], animation, making)) pixels ??= alone.pixels;
      yield { frame, pixels };
    }
  }
  for await (const { number, pixels } of decodePictures(frames, animation, making)) {
    yield* upTo(number);
    const frame = frames[next];
    if (!frame || number < next) continue;
    next += 1;
    yield { frame, pixels };
  }
  yield* upTo(frames.length);
}

/** Those of some pictures that one ffmpeg decodes, each with its number among them. */
async function* decodePictures(
  frames: readonly AnimationFrame[],
  { width, height }: Animation,
  { ffmpegPath, dest, signal }: Making,
): AsyncGenerator<{ readonly number: number; readonly pixels: Buffer }> {
  const path = `${dest}.${frames.length === 1 ? 'one' : 'parts'}`;
  try {
    await writeFile(path, Buffer.concat(frames.map(({ picture }) => picture)));
    const { blocks, exit } = streamBlocks({
      ffmpegPath,
      inputs: [{ path, options: ['-f', 'webp_pipe'] }],
      outputOptions: [
        // Pictures differ in size and in whether they have alpha: all are brought to the canvas's.
        ...[
          '-map',
          '0:v:0',
          '-filter:v',
          `format=rgba,pad=${width}:${height}:0:0:black@0`,
          '-pix_fmt',
          'rgba',
        ],
        ...(await passThrough(ffmpegPath)),
        ...['-c:v', 'rawvideo', '-f', 'matroska', '-nostats'],
      ],
      onLine: () => undefined,
      signal,
    });
    for await (const { milliseconds, data } of blocks) {
      if (data.length === width * height * 4) yield { number: Math.round(milliseconds / STEP), pixels: data };
    }
    // A picture that is damaged is no fault of the others'.
    await exit;
  } catch (error) {
    throw asWriteError(error, path);
  } finally {
    await rm(path, { force: true });
  }
}
