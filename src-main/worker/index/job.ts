import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Segment } from '../../../src-shared/analysis';
import type { GraphForm } from '../../../src-shared/devices';
import { ANSWERS_FOLDER, BROUGHT_FOLDER, isProxyFile, MADE_FILE } from '../../base/film/files';
import { Journal } from '../../base/film/journal';
import { FIRST_PICTURE } from '../../base/film/reader';
import { INDEX_STATE, type indexState, newState, readState, STATE_FILE } from '../../base/film/state';
import type { IndexRequest, RunCallbacks } from '../../base/film/types';
import { makeFolders } from '../../base/make-folder';
import type { FrameEncoder } from '../inference/types';
import type { TextReader, Transcriber, VoiceListener } from '../recognition/types';
import type { ProgressReporter } from './progress';
import { checkSameFile } from './same-file';

export interface StageOptions {
  readonly signal: AbortSignal;
  /** @param fraction 0..1 */
  readonly onProgress: (fraction: number) => void;
}

/** What the pipeline needs from other rooms. Models are opened only when there is work for them. */
export interface IndexDeps {
  /** Id of the pack that encodes the frames. */
  readonly packId: string;
  /** Milliseconds of work that a crash may cost: the time between two checkpoints. 5000 unless said otherwise. */
  readonly checkpointEvery?: number;
  /** `device` is what the user is told the encoder runs on; `form` what its graph computes in, the pack's own where it is left out. */
  openEncoder(): Promise<{
    readonly encoder: FrameEncoder;
    readonly device: string;
    readonly form?: GraphForm;
  }>;
  /** Id of the pack that transcribes. Left out: it is the one that transcribed before. */
  readonly speechModel?: string;
  /** @param terms names and terms that it should expect */
  openTranscriber(terms: readonly string[]): Promise<Transcriber>;
  openVoices(): Promise<VoiceListener>;
  /** Reads subtitles that are pictures. */
  openTextReader(): Promise<TextReader>;
  /** Makes what searches need from the frame tokens in `dir`. */
  buildViews(dir: string, options: StageOptions): Promise<void>;
  /** Makes what searches by meaning need from the transcript; what it writes, it writes into `dir`. */
  embedSegments(dir: string, segments: readonly Segment[], options: StageOptions): Promise<void>;
}

export type IndexJournal = Journal<typeof indexState>;

/** One run of one job: what every stage works with. */
export interface IndexJob {
  readonly request: IndexRequest;
  readonly deps: IndexDeps;
  readonly callbacks: RunCallbacks<'index'>;
  readonly progress: ProgressReporter;
  readonly signal: AbortSignal;
  readonly journal: IndexJournal;
}

/**
 * Takes up what an earlier run left. An index of another pack, a finished one of another density, and one of a film that could
 * be read in part only, are begun anew: what stood in the way then may be gone.
 * @throws IndexBroken
 */
export async function openIndexJournal(request: IndexRequest, packId: string): Promise<IndexJournal> {
  const { dir, framesPerSecond } = request;
  await makeFolders(dir);
  const state = await readState(dir);
  if (state && state.packId === packId) {
    const whole = state.framesPerSecond === framesPerSecond && state.warnings.length === 0;
    if (!state.finished || whole) return new Journal(dir, INDEX_STATE, state);
  }
  // Nothing is thrown away that cannot be made anew.
  if (state) await checkSameFile(request.path, request.videoId);
  await discardIndex(dir);
  return Journal.begin(dir, INDEX_STATE, newState(packId, framesPerSecond));
}

/** What is not the index's in a video's folder: a film that was made of pictures, subtitles that were brought and wait, the player's proxy, the picture that is shown before its own, and what language models read, which costs hours. */
function isOthers(name: string): boolean {
  return isProxyFile(name) || [MADE_FILE, FIRST_PICTURE, ANSWERS_FOLDER, BROUGHT_FOLDER].includes(name);
}

/** Removes an index, state first; what others keep in the folder stays. */
export async function discardIndex(dir: string): Promise<void> {
  await rm(join(dir, STATE_FILE), { force: true, recursive: true });
  const left = (await readdir(dir)).filter((name) => !isOthers(name));
  for (const name of left) await rm(join(dir, name), { force: true, recursive: true });
}
