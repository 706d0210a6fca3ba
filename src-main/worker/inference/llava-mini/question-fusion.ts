import { setImmediate as breathe } from 'node:timers/promises';
import type { EncodedVideo } from '../../../base/film/language-tokens/types';
import type { Prefusion } from './prefusion';
import { isPadding } from './prompt';

/**
 * A question's rows as frames fuse them: each frame alone with the question through pre-fusion, then the mean over the
 * frames, summed in float64 (the reference sums in float32). Ids that count as padding keep their embedding.
 * @param ids of all that stands after the frames
 * @param embeddings float32 [ids.length, hidden]
 * @param frames numbers of frames whose fusion was kept; none leaves the embeddings as they are
 * @returns float32 [ids.length, hidden]
 * @throws the signal's reason, between two frames
 */
export async function fuseQuestion(
  prefusion: Prefusion,
  video: EncodedVideo,
  frames: readonly number[],
  ids: readonly number[],
  embeddings: Float32Array,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (fraction: number) => void },
): Promise<Float32Array> {
  const hidden = embeddings.length / ids.length;
  const fused = embeddings.slice();
  const places = [...ids.keys()].filter((place) => !isPadding(ids[place] as number));
  if (frames.length === 0 || places.length === 0) return fused;
  const rows = new Float32Array(places.length * hidden);
  places.forEach((place, i) => {
    rows.set(embeddings.subarray(place * hidden, (place + 1) * hidden), i * hidden);
  });
  const sum = new Float64Array(rows.length);
  for (const [done, frame] of frames.entries()) {
    signal.throwIfAborted();
    const read = await prefusion.readQuestion(rows, await video.readFusion(frame));
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (read[i] as number);
    onProgress((done + 1) / frames.length);
    // Lets a message to stop get in: graphs block the thread.
    await breathe();
  }
  places.forEach((place, i) => {
    for (let k = 0; k < hidden; k++) {
      fused[place * hidden + k] = (sum[i * hidden + k] as number) / frames.length;
    }
  });
  return fused;
}
