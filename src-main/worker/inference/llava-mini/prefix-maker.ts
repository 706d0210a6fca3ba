import { setImmediate as breathe } from 'node:timers/promises';
import type { EncodedVideo } from '../../../base/film/language-tokens/types';
import type { AnswersPart } from '../../../base/packs/manifest';
import type { Session } from '../session';
import { freeOnDevice } from './cache';
import { Decoder } from './decoder';
import type { KvPrefix } from './kv-prefix';
import { type FrameSelection, readSelected } from './selection';

export interface PrefixMaking {
  /** Of the answer graph. */
  readonly session: Session;
  readonly part: AnswersPart;
  readonly video: EncodedVideo;
  readonly selection: FrameSelection;
  readonly systemRows: number;
  /** Rows that go through the model at once. */
  readonly chunk: number;
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number) => void;
  /** Called after each step. */
  readonly checkpoint: () => Promise<void>;
}

/**
 * Reads the rows [system | frames] until the prefix is whole, from where it stands. Stopped between two steps it holds
 * whole steps only, and can be gone on with.
 * @throws the signal's reason
 */
export async function growPrefix(prefix: KvPrefix, making: PrefixMaking): Promise<void> {
  const { session, part, chunk, signal, onProgress, checkpoint } = making;
  while (!prefix.whole) {
    signal.throwIfAborted();
    onProgress(prefix.rows / prefix.capacity);
    const to = Math.min(prefix.capacity, prefix.rows + chunk);
    const decoder = new Decoder(session, prefix.shape, part.hidden, prefix);
    await decoder.read(await readRows(making, prefix.rows, to), 'nothing');
    const rows = decoder.take();
    await prefix.append(rows);
    freeOnDevice([...rows.keys, ...rows.values]);
    await checkpoint();
    // Lets a message to stop get in: graphs block the thread.
    await breathe();
  }
  onProgress(1);
}

/** Rows [from, to) of the prefix: the system prompt's, fused with all frames that were read, then frame tokens. */
async function readRows(making: PrefixMaking, from: number, to: number): Promise<Float32Array> {
  const { part, video, selection, systemRows } = making;
  const { hidden, compressedTokens: perFrame } = part;
  const rows = new Float32Array((to - from) * hidden);
  const system = Math.min(to, systemRows);
  for (let i = from * hidden; i < system * hidden; i++) {
    rows[i - from * hidden] = (video.systemSum[i] as number) / video.count;
  }
  const [first, end] = [Math.max(from, systemRows) - systemRows, to - systemRows];
  if (end <= first) return rows;
  const [frame, frameEnd] = [Math.floor(first / perFrame), Math.ceil(end / perFrame)];
  const tokens = await readSelected(video, selection, hidden * perFrame, frame, frameEnd);
  const begin = (first - frame * perFrame) * hidden;
  const at = (first + systemRows - from) * hidden;
  rows.set(tokens.subarray(begin, begin + (end - first) * hidden), at);
  return rows;
}
