// TransNetV2 (https://arxiv.org/abs/2008.04838), to compare with: the graph that ffmpeg's dnn_processing takes, which npm's
// @speclip/pi-media 0.5.1 carries as models/transnetv2-ffmpeg.onnx. It reads 100 frames side by side, float32
// [1, 3, 27, 4800] in 0..1, and says of the 50 in the middle how probable it is that a shot ends with them (row 0 of its
// output, [1, 3, 1, 50]) and that they are part of a transition (row 1).
import { openSession, Tensor } from '../../src-main/worker/inference/session';
import { SHOT_FRAME } from '../../src-main/worker/recognition/types';
import type { Found } from './score';

const { width: WIDTH, height: HEIGHT } = SHOT_FRAME;
const WINDOW = 100;
const STEP = 50;

export interface Probabilities {
  readonly ends: Float32Array;
  readonly mixed: Float32Array;
}

/** A model that says of every frame how likely a shot ends there. */
export type TransNet = Awaited<ReturnType<typeof openTransNet>>;

export async function openTransNet(path: string, threads: number) {
  const session = await openSession(path, { device: 'cpu', threads });
  return {
    async probabilities(frames: Uint8Array, count: number): Promise<Probabilities> {
      const ends = new Float32Array(count);
      const mixed = new Float32Array(count);
      for (let from = 0; from < count; from += STEP) {
        const input = new Tensor('float32', sideBySide(frames, count, from - (WINDOW - STEP) / 2), [
          1,
          3,
          HEIGHT,
          WIDTH * WINDOW,
        ]);
        const { scores } = await session.run({ frames_packed: input });
        const rows = scores?.data as Float32Array;
        const length = Math.min(STEP, count - from);
        ends.set(rows.subarray(0, length), from);
        mixed.set(rows.subarray(STEP, STEP + length), from);
      }
      return { ends, mixed };
    },
    dispose: () => session.dispose(),
  };
}

/** The first and the last frame stand for what lies beyond them. */
function sideBySide(frames: Uint8Array, count: number, from: number): Float32Array {
  const input = new Float32Array(3 * HEIGHT * WIDTH * WINDOW);
  for (let n = 0; n < WINDOW; n++) {
    const start = Math.min(count - 1, Math.max(0, from + n)) * HEIGHT * WIDTH * 3;
    for (let i = 0; i < HEIGHT * WIDTH; i++) {
      const to = Math.floor(i / WIDTH) * WIDTH * WINDOW + n * WIDTH + (i % WIDTH);
      for (let c = 0; c < 3; c++) {
        input[c * HEIGHT * WIDTH * WINDOW + to] = (frames[start + 3 * i + c] as number) / 255;
      }
    }
  }
  return input;
}

export interface TransNetRule {
  /** Least probability that a shot ends. */
  readonly ends: number;
  /** Least probability of the frames around it that count as mixed. */
  readonly mixed: number;
  /** So many mixed frames are a hard cut still. */
  readonly widest: number;
}

/** Each run of probable ends is one change of shot: behind its peak, or in the middle of the mixed frames around it. */
export function transitionsOf({ ends, mixed }: Probabilities, rule: TransNetRule): Found[] {
  const found: Found[] = [];
  for (let i = 0; i < ends.length; i++) {
    if ((ends[i] as number) < rule.ends) continue;
    let peak = i;
    for (; i < ends.length && (ends[i] as number) >= rule.ends; i++) {
      if ((ends[i] as number) > (ends[peak] as number)) peak = i;
    }
    let first = peak;
    let last = peak;
    while (first > 0 && (mixed[first - 1] as number) >= rule.mixed) first--;
    while (last + 1 < mixed.length && (mixed[last + 1] as number) >= rule.mixed) last++;
    if (last - first < rule.widest) found.push({ kind: 'cut', frame: peak + 1 });
    else found.push({ kind: 'dissolve', frame: Math.round((first + last) / 2) });
  }
  return found;
}

/** The rule that does best by `quality`. */
export function bestRule(quality: (rule: TransNetRule) => number): TransNetRule {
  const rules = [0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5].flatMap((ends) =>
    [0.2, 0.3, 0.4, 0.5].flatMap((mixed) => [2, 3, 4, 5].map((widest) => ({ ends, mixed, widest }))),
  );
  const ranked = rules
    .map((rule) => ({ rule, quality: quality(rule) }))
    .sort((a, b) => b.quality - a.quality);
  return (ranked[0] as { rule: TransNetRule }).rule;
}
