// An animated WebP taken apart: each of its pictures as a WebP of its own, which every ffmpeg decodes, and where it belongs.

/** One picture of an animation. */
export interface AnimationFrame {
  /** A still WebP. */
  readonly picture: Buffer;
  /** Where its left upper corner lies on the canvas, and its size, in pixels. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** In milliseconds. */
  readonly duration: number;
  /** Whether it is laid over what is there, by its alpha; else it takes its place. */
  readonly blends: boolean;
  /** Whether its rectangle is emptied before the next one. */
  readonly disposes: boolean;
}

export interface Animation {
  readonly width: number;
  readonly height: number;
  readonly frames: readonly AnimationFrame[];
  /** Whether the file ends before it says that it does. */
  readonly cutShort: boolean;
}

/** No time at all, or so little that browsers show a picture for this long instead. */
const TOO_SHORT = 10;
const INSTEAD = 100;
/** A file says so in three bytes; more pixels than any film has are not held in memory for it. */
const MOST_PIXELS = 64_000_000;

interface Chunk {
  readonly name: string;
  readonly data: Buffer;
}

/** The chunks of a RIFF file, as far as they are whole. */
function* chunksOf(bytes: Buffer): Generator<Chunk, boolean> {
  let at = 0;
  while (at + 8 <= bytes.length) {
    const length = bytes.readUInt32LE(at + 4);
    if (at + 8 + length > bytes.length) return true;
    yield { name: bytes.toString('latin1', at, at + 4), data: bytes.subarray(at + 8, at + 8 + length) };
    at += 8 + length + (length & 1);
  }
  return false;
}

/**
 * Takes an animated WebP apart (its container is specified by Google: "WebP Container Specification").
 * @returns null where the bytes are no animated WebP, or one without a picture that is whole
 */
export function readAnimation(bytes: Buffer): Animation | null {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 16) !== 'WEBPVP8X')
    return null;
  const frames: AnimationFrame[] = [];
  let canvas: { width: number; height: number } | null = null;
  const chunks = chunksOf(bytes.subarray(12));
  let next = chunks.next();
  for (; !next.done; next = chunks.next()) {
    const { name, data } = next.value;
    if (name === 'VP8X' && data.length >= 10) {
      canvas = { width: 1 + data.readUIntLE(4, 3), height: 1 + data.readUIntLE(7, 3) };
    }
    const frame = name === 'ANMF' && canvas ? readFrame(data, canvas) : null;
    if (frame) frames.push(frame);
  }
  if (canvas === null || frames.length === 0 || canvas.width * canvas.height > MOST_PIXELS) return null;
  return { ...canvas, frames, cutShort: next.value };
}

/** Null of a frame that is not as it should be: it is left out. */
function readFrame(data: Buffer, canvas: { width: number; height: number }): AnimationFrame | null {
  if (data.length < 16) return null;
  const [x, y] = [2 * data.readUIntLE(0, 3), 2 * data.readUIntLE(3, 3)];
  const [width, height] = [1 + data.readUIntLE(6, 3), 1 + data.readUIntLE(9, 3)];
  if (x + width > canvas.width || y + height > canvas.height) return null;
  const picture = asStill([...chunksOf(data.subarray(16))], width, height);
  if (picture === null) return null;
  const told = data.readUIntLE(12, 3);
  const flags = data[15] ?? 0;
  return {
    ...{ picture, x, y, width, height },
    duration: told <= TOO_SHORT ? INSTEAD : told,
    blends: (flags & 2) === 0,
    disposes: (flags & 1) !== 0,
  };
}

/** A WebP of one picture: with a header that tells of its alpha, where that is kept apart from it. */
function asStill(chunks: readonly Chunk[], width: number, height: number): Buffer | null {
  const picture = chunks.find(({ name }) => name === 'VP8 ' || name === 'VP8L');
  if (!picture) return null;
  const alpha = picture.name === 'VP8 ' ? chunks.find(({ name }) => name === 'ALPH') : undefined;
  const extended = Buffer.alloc(10);
  extended[0] = 0x10;
  extended.writeUIntLE(width - 1, 4, 3);
  extended.writeUIntLE(height - 1, 7, 3);
  const parts = alpha ? [chunk('VP8X', extended), chunk('ALPH', alpha.data)] : [];
  const body = Buffer.concat([Buffer.from('WEBP'), ...parts, chunk(picture.name, picture.data)]);
  return chunk('RIFF', body);
}

function chunk(name: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length & 1)]);
}
