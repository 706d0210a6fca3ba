import { setImmediate } from 'node:timers/promises';
import type { Segment } from '../../../src-shared/analysis';
import type { VideoId } from '../../../src-shared/primitives';
import { readSegments } from '../../base/film/speech-file';
import { readState } from '../../base/film/state';
import type { IndexResult } from '../../base/film/types';
import type { Library } from '../../base/library/types';

/** Lines that are stored at once: a few milliseconds of the main thread. */
const SLICE = 100;

/**
 * Takes transcripts into the library in small pieces, between which the main process sees to everything else, and
 * while they grow only what is new: what is said can be read and searched while the rest is still being transcribed.
 */
export class TranscriptIntake {
  /** Of the transcript that grows: how far it was read. */
  #known: { readonly id: VideoId; readonly bytes: number } | null = null;

  constructor(private readonly library: Library) {}

  /**
   * Takes what a running job has transcribed since the last time.
   * @param wanted asked before each piece: nothing is stored for a job that does not run any more
   * @throws IndexBroken
   */
  async takeNew(id: VideoId, wanted: () => boolean): Promise<void> {
    const dir = this.library.indexDir(id);
    const state = await readState(dir);
    if (state === null) return;
    const known = this.#known?.id === id ? this.#known.bytes : 0;
    const { bytes } = state.speech;
    // A shorter one is another one: the index was made anew.
    const segments = await readSegments(dir, state.speech, bytes < known ? 0 : known);
    if (await this.#takeHeard(id, state.sound?.track ?? 0, segments, wanted)) this.#known = { id, bytes };
  }

  /** Takes what was heard in a sound track, in pieces. @returns whether all of it was wanted */
  async takeHeard(
    id: VideoId,
    { segments, sound }: Pick<IndexResult, 'segments' | 'sound'>,
    wanted: () => boolean,
  ): Promise<boolean> {
    return this.#takeHeard(id, sound?.track ?? 0, segments, wanted);
  }

  /** Takes lines of writing in pieces. @returns whether all of them were wanted */
  async take(id: VideoId, segments: readonly Segment[], wanted: () => boolean): Promise<boolean> {
    return inSlices(segments, wanted, (slice) => this.library.segments.put(id, slice));
  }

  async #takeHeard(
    id: VideoId,
    track: number,
    segments: readonly Segment[],
    wanted: () => boolean,
  ): Promise<boolean> {
    return inSlices(segments, wanted, (slice) => this.library.transcripts.growHeard(id, track, slice));
  }
}

/** Hands lines on in pieces, with turns for everything else between them. @returns whether all of them were wanted */
async function inSlices(
  segments: readonly Segment[],
  wanted: () => boolean,
  take: (slice: readonly Segment[]) => void,
): Promise<boolean> {
  for (let at = 0; at < segments.length; at += SLICE) {
    await setImmediate();
    if (!wanted()) return false;
    take(segments.slice(at, at + SLICE));
  }
  return true;
}
