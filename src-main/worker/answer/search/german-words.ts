import type { FrameSearchResult } from '../../../base/film/types';
import type { Evidence } from '../evidence';
import type { LineHit } from '../line-hit';
import { wholePhraseInEnglish } from '../reader/german/noun-phrase';
import { thingsIn } from '../things/names';

/** What was looked for by some words, and what of it was found. */
export interface Looked {
  readonly frames: FrameSearchResult;
  readonly said: readonly LineHit[];
  readonly written: readonly LineHit[];
}

/**
 * The English for German words of a search, as pictures and things have English names.
 * @param own what was found by the words as they stand
 * @returns null where they are no German ones, or mean something as they stand: a name in English, or words that are said or written. In a
 * German window only the first counts, as what is asked there is German.
 */
export async function meantInEnglish(evidence: Evidence, text: string, own: Looked): Promise<string | null> {
  const english = wholePhraseInEnglish(text);
  if (english === null || english.toLowerCase() === text.trim().toLowerCase()) return null;
  if (evidence.deps.language === 'de') return english;
  const named = thingsIn(text).things.length > 0 || own.frames.named.length > 0;
  const told = [...own.said, ...own.written].some(holdsWords);
  return named || told || (await evidence.isEnglish(text)) ? null : english;
}

/** What was found by both: lines that hold the very words that were asked for, else those that hold what they mean. */
export function together(own: Looked, meant: Looked): Looked {
  const lines = (asked: readonly LineHit[], english: readonly LineHit[]) =>
    asked.some(holdsWords) ? asked.filter(holdsWords) : english;
  return {
    frames: meant.frames,
    said: lines(own.said, meant.said),
    written: lines(own.written, meant.written),
  };
}

/** Whether a line holds all the words that were looked for. */
export function holdsWords({ words }: Pick<LineHit, 'words'>): boolean {
  return words === 'all' || words === 'phrase';
}
