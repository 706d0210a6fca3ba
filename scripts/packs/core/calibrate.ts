/**
 * Measures how large each activation of the frame encoder gets, so that it can be turned into bytes.
 *
 *   node scripts/run.mjs scripts/packs/core/calibrate.ts FOLDER
 *
 * FOLDER holds videos whose licences allow this use; the model is the one that build.mjs has fetched. Writes
 * calibration.json beside this file: only the ranges, nothing of the videos. The committed ranges come from 143 frames of
 * 16 videos under CC0, CC-BY, MIT, ISC, BSD and Apache licences.
 */
import { spawn } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { locateFfmpeg } from '../../../src-main/base/media/locate';
import { OnnxWriter } from '../../../src-main/worker/formats/onnx/writer';
import { floats, openSession, type Session, Tensor } from '../../../src-main/worker/inference/session';
import { FloatArithmetic } from './arithmetic';
import { readKerasWeights } from './keras-weights';
import { IMAGE_SIZE, writeResnet50 } from './resnet50';

const FRAME_BYTES = IMAGE_SIZE * IMAGE_SIZE * 3;
/** Frames that every video gives at most, so that a long one does not outweigh the others. */
const FRAMES_PER_VIDEO = 12;
const HEADROOM = 1.25;

/** From the project's folder, where scripts/run.mjs starts everything. */
const MODEL = join('.cache', 'core-pack', 'resnet', 'ResNet50');
const OUTPUT = join('scripts', 'packs', 'core', 'calibration.json');

async function calibrate(videoFolder: string): Promise<void> {
  const graph = new OnnxWriter('calibration');
  const numbers = new FloatArithmetic(graph);
  writeResnet50(graph, await readKerasWeights(MODEL), numbers);
  for (const name of numbers.activations) graph.output(name, 'float32', ['N', 'C', 'H', 'W']);
  const session = await openSession(graph.bytes(), { device: 'cpu', threads: 2 });
  const perFrame = new Map<string, { low: number; high: number }[]>();
  for (const video of await videos(videoFolder)) {
    const frames = await sampleFrames(video);
    console.error(`${video}: ${frames.length} frames`);
    for (const frame of frames) await measure(session, numbers.activations, frame, perFrame);
  }
  await session.dispose();
  await writeFile(OUTPUT, `${JSON.stringify(ranges(perFrame), null, 1)}\n`);
}

async function measure(
  session: Session,
  activations: readonly string[],
  frame: Uint8Array,
  perFrame: Map<string, { low: number; high: number }[]>,
): Promise<void> {
  const image = new Tensor('uint8', frame, [1, IMAGE_SIZE, IMAGE_SIZE, 3]);
  const outputs = await session.run({ image }, activations);
  for (const name of activations) {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (const value of floats(outputs, name)) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
    const seen = perFrame.get(name) ?? [];
    seen.push({ low, high });
    perFrame.set(name, seen);
  }
}

/**
 * The mean over frames of each frame's extremes, with some headroom: rare outliers are clipped, which keeps the steps fine.
 * Tried from 0.85 to 1.6: around 1.25 the tokens are nearest to those in float32 (cosine 0.995, same first label in 93 %).
 */
function ranges(perFrame: ReadonlyMap<string, readonly { low: number; high: number }[]>) {
  const mean = (values: readonly number[]) =>
    Number(((HEADROOM * values.reduce((total, value) => total + value, 0)) / values.length).toPrecision(5));
  return Object.fromEntries(
    [...perFrame].map(([name, frames]) => [
      name,
      [mean(frames.map((frame) => frame.low)), mean(frames.map((frame) => frame.high))],
    ]),
  );
}

async function videos(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return names
    .filter((name) => /\.(mp4|mkv|webm|mov|mpg)$/.test(name))
    .sort()
    .map((name) => join(folder, name));
}

/** Evenly spaced frames, squeezed to the encoder's square. */
async function sampleFrames(video: string): Promise<Uint8Array[]> {
  const scale = `fps=1,scale=${IMAGE_SIZE}:${IMAGE_SIZE}:flags=area`;
  const args = ['-v', 'error', '-i', video, '-vf', scale, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'];
  const child = spawn(locateFfmpeg({ resourcesDir: resolve('resources') }), args, {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const pieces: Buffer[] = [];
  for await (const piece of child.stdout) pieces.push(piece);
  const pixels = Buffer.concat(pieces);
  const total = Math.floor(pixels.length / FRAME_BYTES);
  const step = Math.max(1, total / FRAMES_PER_VIDEO);
  const frames: Uint8Array[] = [];
  for (let at = 0; at < total; at += step) {
    const from = Math.floor(at) * FRAME_BYTES;
    frames.push(new Uint8Array(pixels.subarray(from, from + FRAME_BYTES)));
  }
  return frames;
}

const [, , folder] = process.argv;
if (!folder) throw new Error('Usage: calibrate.ts FOLDER');
await calibrate(folder);
