import { setImmediate as breathe } from 'node:timers/promises';
import type { EncodedVideo } from '../../../base/film/language-tokens/types';
import type { AnswersPart } from '../../../base/packs/manifest';
import type { Session } from '../session';
import { Decoder } from './decoder';
import type { Prefix } from './prefix';
import { type FrameSelection, readSelected } from './selection';

/** Rows that go through the model at once: more take more memory for attention and are not faster. */
const CHUNK = 128;

export interface PrefixMaking {
  /** Of the answer graph. */
  readonly session: Session;
  readonly part: AnswersPart;
  readonly video: EncodedVideo;
  readonly selection: FrameSelection;
  readonly systemRows: number;
  readonly chunk: number | undefined;
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
export async function growPrefix(prefix: Prefix, making: PrefixMaking): Promise<void> {
  const { session, part, signal, onProgress, checkpoint } = making;
  const chunk = making.chunk ?? CHUNK;
  while (!prefix.whole) {
    signal.throwIfAborted();
    onProgress(prefix.rows / prefix.capacity);
    const to = Math.min(prefix.capacity, prefix.rows + chunk);
    const decoder = new Decoder(session, prefix.shape, part.hidden, prefix);
    await decoder.read(await readRows(making, prefix.rows, to), 'nothing');
    const { keys, values, count } = decoder.take();
    await prefix.append(keys, values, count);
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
