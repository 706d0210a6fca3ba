import { createHash } from 'node:crypto';
import { makeFolders } from '../../make-folder';
import { isBroken, NotIndexed } from '../errors';
import { openCommitted } from '../token-store';
import { FusionStore, fusionFrames } from './fusion-store';
import { cacheDir, type LanguageTokenState, languageTokenDir, readLanguageTokenState } from './state';
import { readSystemSum } from './system-sum';
import type { EncodedVideo } from './types';

/** What a language model's pack made of a video, open for reading. */
export interface OpenEncodedVideo extends EncodedVideo {
  /** Whether the film was read to its end. */
  readonly complete: boolean;
  close(): Promise<void>;
}

/** Names exactly what was read of a video by now; null where nothing was. @throws IndexBroken */
export async function encodedVideoHash(videoDir: string, model: string): Promise<string | null> {
  const state = await readLanguageTokenState(languageTokenDir(videoDir, model));
  return state && state.frames.count > 0 ? hashOf(state) : null;
}

/**
 * Opens what a model read of a video, also while it is still being read: as much of it as counted at this moment.
 * @param model see `tokenModel` in models/pack
 * @throws NotIndexed where it read nothing yet, IndexBroken
 */
export async function openEncodedVideo(videoDir: string, model: string): Promise<OpenEncodedVideo> {
  const dir = languageTokenDir(videoDir, model);
  const state = await readLanguageTokenState(dir);
  if (!state || state.frames.count === 0) throw new NotIndexed();
  const { frames, fusionLimit, fusionLength } = state;
  const systemSum = await readSystemSum(dir, state);
  const reader = await openCommitted(dir, frames.count);
  try {
    const cache = cacheDir(dir);
    // Where nothing may be written, prefixes are kept in memory alone.
    await makeFolders(cache).catch(() => undefined);
    const fusion = new FusionStore(dir);
    return {
      hash: hashOf(state),
      count: frames.count,
      complete: frames.done,
      times: await reader.times(),
      systemSum,
      readTokens: (from, to) => reader.readTokens(from, to - from),
      fusionFrames: fusionFrames(frames.count, fusionLimit),
      readFusion: (frame) => fusion.read(frame, fusionLength),
      cacheDir: cache,
      close: () => reader.close(),
    };
  } catch (error) {
    await reader.close();
    throw error;
  }
}

/** Whether all that was read of a video is what was written. @throws what the disk does not give back */
export async function isEncodedWhole(videoDir: string, model: string): Promise<boolean> {
  try {
    const video = await openEncodedVideo(videoDir, model);
    try {
      // Each token is checked as it is read: opening has read them all for their times.
      for (const frame of video.fusionFrames) await video.readFusion(frame);
      return true;
    } finally {
      await video.close();
    }
  } catch (error) {
    if (isBroken(error)) return false;
    // Of a film without a frame nothing was read.
    if (error instanceof NotIndexed) return true;
    throw error;
  }
}

function hashOf({ model, framesPerSecond, frames, systemChecksum }: LanguageTokenState): string {
  const named = JSON.stringify([model, framesPerSecond, frames.count, frames.checksum, systemChecksum]);
  return createHash('sha256').update(named).digest('hex').slice(0, 32);
}
