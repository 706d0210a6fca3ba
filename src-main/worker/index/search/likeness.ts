import type { FrameSource } from '../frame-embedding-store';

/** Tokens at least this alike, frame after frame, are one and the same picture going on. */
const SAME_PICTURE = 0.92;
/** A still picture may last for hours; further away than this it may be shown as a find. */
const FARTHEST = 120;
const PIECE = 16;

/** Cosine of two tokens, -1..1; 0 when one is zero. */
export function similarity(a: Float32Array, b: Float32Array): number {
  let dot = 0;
  let aa = 0;
  let bb = 0;
  for (let i = 0; i < a.length; i++) {
    const x = a[i] as number;
    const y = b[i] as number;
    dot += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa === 0 || bb === 0 ? 0 : dot / Math.sqrt(aa * bb);
}

/** The stretch [from, to) around a frame whose frames all look like it. */
export async function neighbours(
  source: FrameSource,
  frame: number,
  token: Float32Array,
): Promise<{ from: number; to: number }> {
  let from = frame;
  let to = frame + 1;
  const least = Math.max(0, frame - FARTHEST);
  const most = Math.min(source.count, frame + 1 + FARTHEST);
  back: while (from > least) {
    const start = Math.max(least, from - PIECE);
    const tokens = await source.readTokens(start, from - start);
    for (let i = from - start - 1; i >= 0; i--) {
      if (!alike(token, tokens, i)) break back;
      from--;
    }
  }
  ahead: while (to < most) {
    const count = Math.min(PIECE, most - to);
    const tokens = await source.readTokens(to, count);
    for (let i = 0; i < count; i++) {
      if (!alike(token, tokens, i)) break ahead;
      to++;
    }
  }
  return { from, to };
}

function alike(token: Float32Array, tokens: Float32Array, row: number): boolean {
  return similarity(token, tokens.subarray(row * token.length, (row + 1) * token.length)) >= SAME_PICTURE;
}
