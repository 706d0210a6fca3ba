import type { TextSpace } from '../../inference/types';
import { IndexBroken } from '../errors';
import { ensureSpeechEmbeddings, readSpeech, type SpeechEmbeddings, speechVersion } from '../speech-store';
import type { IndexedVideo, SpeechHit } from '../types';
import { rowBytes, spaceHash } from '../view-format';
import { DotKernel } from './dot-kernel';
import { Recent } from './recent';
import { Top } from './top';

/** Memory for transcripts: about 160,000 lines of Core. */
const CACHE_BYTES = 64 << 20;
const ROWS_AT_ONCE = 256;

interface Candidate {
  readonly video: number;
  readonly segmentId: number;
  readonly similarity: number;
}

function better(a: Candidate, b: Candidate): boolean {
  if (a.similarity !== b.similarity) return a.similarity > b.similarity;
  return a.video !== b.video ? a.video < b.video : a.segmentId < b.segmentId;
}

/** Finds what was said by its meaning. A video without a transcript has nothing to find. */
export class SpeechSearcher {
  private readonly recent = new Recent<SpeechEmbeddings>(CACHE_BYTES);
  private readonly kernel: DotKernel;
  private readonly similarities = new Float32Array(ROWS_AT_ONCE);

  constructor(private readonly space: TextSpace) {
    this.kernel = new DotKernel(rowBytes(space.dim), ROWS_AT_ONCE);
  }

  /**
   * @returns best first
   * @throws IndexBroken when the only video asked about has a damaged file; among several, such a one is left out
   */
  async search(
    videos: readonly IndexedVideo[],
    query: string,
    limit: number,
    signal: AbortSignal,
  ): Promise<SpeechHit[]> {
    const vector = await this.space.embedTexts([query]);
    const top = new Top<Candidate>(limit, better);
    for (const [video, { dir }] of videos.entries()) {
      signal.throwIfAborted();
      const speech = await this.load(dir, signal).catch((error: unknown) => {
        if (error instanceof IndexBroken && videos.length > 1) return null;
        throw error;
      });
      if (speech) this.offer(top, speech, video, vector);
    }
    return top.sorted().map(({ video, segmentId, similarity }) => ({
      videoId: (videos[video] as IndexedVideo).videoId,
      segmentId,
      similarity,
    }));
  }

  private offer(top: Top<Candidate>, speech: SpeechEmbeddings, video: number, vector: Float32Array): void {
    const width = rowBytes(speech.dim);
    this.kernel.setQuery(vector);
    for (let row = 0; row < speech.lines.length; row += ROWS_AT_ONCE) {
      const count = Math.min(ROWS_AT_ONCE, speech.lines.length - row);
      const rows = speech.embeddings.subarray(row * width, (row + count) * width);
      this.kernel.multiply(rows, speech.scales.subarray(row, row + count), count, this.similarities);
      for (let r = 0; r < count; r++) {
        const line = speech.lines[row + r];
        if (line) top.offer({ video, segmentId: line.id, similarity: this.similarities[r] as number });
      }
    }
  }

  private async load(dir: string, signal: AbortSignal): Promise<SpeechEmbeddings | null> {
    const version = await speechVersion(dir);
    if (version === null) return null;
    const kept = this.recent.take(dir, version);
    if (kept) return kept;
    let speech = await readSpeech(dir);
    if (speech && (speech.space !== spaceHash(this.space.id) || speech.dim !== this.space.dim)) {
      await ensureSpeechEmbeddings(dir, speech.lines, this.space, signal);
      speech = await readSpeech(dir);
    }
    if (speech)
      this.recent.keep(dir, (await speechVersion(dir)) ?? version, speech, speech.embeddings.byteLength);
    return speech;
  }
}
