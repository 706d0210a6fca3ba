import { join } from 'node:path';
import { z } from 'zod';
import { makeFolders } from '../../make-folder';
import { IndexBroken } from '../errors';
import { ANSWERS_FOLDER } from '../files';
import { discardPass, Journal, readStateFile, type StateFile } from '../journal';
import { SEALED_VERSION } from '../sealed-json';

const count = z.number().int().nonnegative();

/** What counts of all that a language model's pack made of a video: see `Journal`. */
export const languageTokenState = z.object({
  version: z.union([z.literal(1), z.literal(SEALED_VERSION)]).transform(() => SEALED_VERSION),
  /** See `tokenModel` in models/pack. */
  model: z.string(),
  framesPerSecond: z.number().positive(),
  /** Sizes of what the model gives: they must be the same when the work goes on. */
  dim: count,
  systemRows: count,
  hidden: count,
  fusionLength: count,
  /** Most frames whose fusion is kept. Settled when reading began. */
  fusionLimit: z.number().int().positive(),
  frames: z.object({
    count,
    /** CRC-32 over the token records. */
    checksum: count,
    /** See index.json. */
    damaged: z.boolean(),
    done: z.boolean(),
  }),
  /** CRC-32 of the file with the sum of the system rows. */
  systemChecksum: count,
  /** The last frames: by them it is seen that a decoder which goes on is where it should be. CRC-32 of their pixels. */
  recent: z.array(z.object({ time: count, checksum: count })),
});
export type LanguageTokenState = z.infer<typeof languageTokenState>;
export type LanguageTokenJournal = Journal<typeof languageTokenState>;
export const LANGUAGE_TOKEN_STATE: StateFile<typeof languageTokenState> = {
  name: 'watch.json',
  form: languageTokenState,
  what: 'what says how far the language model read it',
  broken: 'what the language model read of it cannot be read back',
};
/** What the model says of itself before the first frame. */
export type LanguageTokenSizes = Pick<LanguageTokenState, 'dim' | 'systemRows' | 'hidden' | 'fusionLength'>;

/** Folder of what one model made of a video. Versions may hold characters that no file name may. */
export function languageTokenDir(videoDir: string, model: string): string {
  return join(videoDir, ANSWERS_FOLDER, encodeURIComponent(model).replaceAll('%40', '@'));
}

/** Where the language model keeps its keys and values of this video. */
export function cacheDir(dir: string): string {
  return join(dir, 'cache');
}

/** The sum of the system rows over so many frames: its name changes with the count, so that both are replaced at once. */
export function systemPath(dir: string, frames: number): string {
  return join(dir, `system-${frames}.f64`);
}

/** @returns null where reading has not begun @throws IndexBroken */
export function readLanguageTokenState(dir: string): Promise<LanguageTokenState | null> {
  return readStateFile(dir, LANGUAGE_TOKEN_STATE);
}

/**
 * Whether a film was read to its end, at that density. One that broke off then, and of which the index has more by now, was not:
 * what stood in the way may be gone.
 * @param indexed frames that the index has
 */
export function isWhole(
  { framesPerSecond, frames }: LanguageTokenState,
  wanted: number,
  indexed: number,
): boolean {
  return frames.done && framesPerSecond === wanted && !(frames.damaged && frames.count < indexed);
}

/** Removes all that a model made of a video, state first. */
export function discardEncoded(dir: string): Promise<void> {
  return discardPass(dir, LANGUAGE_TOKEN_STATE);
}

/**
 * Takes up what an earlier run left of the same model at the same density and did not end; anything else is begun anew.
 * @param fusionLimit for a beginning; what goes on keeps its own
 * @throws IndexBroken where what is there cannot be gone on with
 */
export async function openLanguageTokenJournal(
  dir: string,
  { model, framesPerSecond }: Pick<LanguageTokenState, 'model' | 'framesPerSecond'>,
  sizes: LanguageTokenSizes,
  fusionLimit: number,
): Promise<LanguageTokenJournal> {
  const state = await readLanguageTokenState(dir);
  if (state?.model === model && state.framesPerSecond === framesPerSecond && !state.frames.done) {
    const same = (Object.keys(sizes) as (keyof LanguageTokenSizes)[]).every(
      (key) => state[key] === sizes[key],
    );
    if (!same) throw new IndexBroken('the language model has other sizes than before');
    return new Journal(dir, LANGUAGE_TOKEN_STATE, state);
  }
  await discardEncoded(dir);
  await makeFolders(dir);
  return Journal.begin(dir, LANGUAGE_TOKEN_STATE, {
    version: SEALED_VERSION,
    model,
    framesPerSecond,
    ...sizes,
    fusionLimit,
    frames: { count: 0, checksum: 0, damaged: false, done: false },
    systemChecksum: 0,
    recent: [],
  });
}
