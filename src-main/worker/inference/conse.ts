import type { FrameViews } from './types';
import { addScaled, largest, normalise } from './vectors';

/** What turns label probabilities into a place among texts. */
export interface Conse {
  /** Weighs a label by its probability to this power. */
  readonly power: number;
  /** How many of the most likely labels count. */
  readonly top: number;
  readonly dim: number;
  /** Unit vectors, float32 [labels, dim]. */
  readonly labelEmbeddings: Float32Array;
  readonly labelsPerFrame: number;
}

/**
 * Places frames among texts by ConSE (https://arxiv.org/abs/1312.5650): the sum of the most likely labels' vectors, each
 * weighed by its probability. The power below 1, which flattens the weights, is ours: measured to find photos better.
 * @param probabilities float32 [count, labels]
 */
export function viewRows(probabilities: Float32Array, count: number, conse: Conse): FrameViews {
  const { dim, labelEmbeddings, labelsPerFrame } = conse;
  const labels = labelEmbeddings.length / dim;
  const embeddings = new Float32Array(count * dim);
  const labelIds = new Uint16Array(count * labelsPerFrame);
  const kept = new Float32Array(count * labelsPerFrame);
  for (let row = 0; row < count; row++) {
    const frame = probabilities.subarray(row * labels, (row + 1) * labels);
    const best = largest(frame, Math.max(conse.top, labelsPerFrame));
    const sum = embeddings.subarray(row * dim, (row + 1) * dim);
    for (const label of best.slice(0, conse.top)) {
      const vector = labelEmbeddings.subarray(label * dim, (label + 1) * dim);
      addScaled(sum, vector, (frame[label] as number) ** conse.power);
    }
    normalise(sum);
    for (const [place, label] of best.slice(0, labelsPerFrame).entries()) {
      labelIds[row * labelsPerFrame + place] = label;
      kept[row * labelsPerFrame + place] = frame[label] as number;
    }
  }
  return { embeddings, labelIds, probabilities: kept };
}
