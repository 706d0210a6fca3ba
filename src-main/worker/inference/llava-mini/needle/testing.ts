import { join } from 'node:path';
import { drawScene, type SceneSymbol } from '../../../../../eval/needle/scenes';
import type { EncodedVideo, LanguageQuestion } from '../../../../base/film/language-tokens/types';
import type { PictureReader } from '../frame-reader';

/** Made by eval/needle/make.py, in the published layout. */
export const CHECKPOINT = join(process.cwd(), 'eval', 'needle', 'checkpoint');

/** What the reader gives for one frame. */
export interface ReadFrame {
  readonly tokens: Float32Array;
  readonly systemSum: Float64Array;
  readonly fusion: Uint16Array;
}

/** Draws a frame at the reader's size and reads it. */
export async function readScene(
  reader: PictureReader,
  second: number,
  symbol: SceneSymbol | null,
): Promise<ReadFrame> {
  const pixels = drawScene(reader.inputWidth, reader.inputHeight, second, symbol);
  const { tokens, systemSum, fusion } = await reader.read(pixels, 1, [0]);
  const kept = fusion.get(0);
  if (!kept) throw new Error('the reader kept nothing of the frame');
  return { tokens, systemSum, fusion: kept };
}

/** Frames without symbols, one a second. */
export async function readScenes(
  reader: PictureReader,
  count: number,
  onFrame: (done: number) => void = () => {},
): Promise<ReadFrame[]> {
  const frames: ReadFrame[] = [];
  for (let second = 0; second < count; second++) {
    frames.push(await readScene(reader, second, null));
    onFrame(second + 1);
  }
  return frames;
}

/** A film of frames that were read already, one a second: where it is longer than they are, they come again. */
export class Haystack {
  readonly #sum: Float64Array;

  constructor(
    private readonly reader: PictureReader,
    private readonly frames: readonly ReadFrame[],
    readonly count: number,
  ) {
    this.#sum = new Float64Array(reader.systemRows * reader.hidden);
    for (const [i, frame] of frames.entries()) {
      const times = Math.floor(count / frames.length) + (i < count % frames.length ? 1 : 0);
      add(this.#sum, frame.systemSum, times);
    }
  }

  /**
   * The film with one frame, or none, replaced.
   * @param kept how many frames, evenly spread, keep what question fusion needs
   */
  film(
    needle: { readonly at: number; readonly frame: ReadFrame } | null,
    kept: number,
    cacheDir: string,
  ): EncodedVideo {
    const { dim } = this.reader;
    const frameAt = (place: number) =>
      needle?.at === place ? needle.frame : (this.frames[place % this.frames.length] as ReadFrame);
    const systemSum = this.#sum.slice();
    if (needle) {
      add(systemSum, (this.frames[needle.at % this.frames.length] as ReadFrame).systemSum, -1);
      add(systemSum, needle.frame.systemSum, 1);
    }
    const spread = Array.from({ length: kept }, (_, i) => Math.floor((i * this.count) / kept));
    return {
      hash: `needle at ${needle?.at ?? 'no place'} of ${this.count}`,
      count: this.count,
      times: Float64Array.from({ length: this.count }, (_, frame) => frame * 1e6),
      async readTokens(from, to) {
        const tokens = new Float32Array((to - from) * dim);
        for (let place = from; place < to; place++) tokens.set(frameAt(place).tokens, (place - from) * dim);
        return tokens;
      },
      systemSum,
      fusionFrames: [...new Set(spread)],
      readFusion: async (frame) => frameAt(frame).fusion,
      cacheDir,
    };
  }
}

export function asking(
  video: EncodedVideo,
  question: string,
  turns: LanguageQuestion['turns'] = [],
): LanguageQuestion {
  return {
    video,
    question,
    turns,
    range: null,
    maxTokens: 32,
    sampling: null,
    signal: new AbortController().signal,
    onText: () => {},
    onPhase: () => {},
  };
}

function add(sum: Float64Array, values: Float64Array, times: number): void {
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + times * (values[i] as number);
}
