import type { Segment } from '../../../src-shared/analysis';
import { MICROS_PER_SECOND, type Micros } from '../../../src-shared/time';
import { indexTerms } from '../../base/library/words';

/** A pause between two lines of speech over which a sentence goes on; longer ones end it. */
const LONGEST_PAUSE: Micros = 10 * MICROS_PER_SECOND;

interface Token {
  readonly word: string;
  /** Index of the line that it stands in. */
  readonly line: number;
}

/**
 * Where a phrase is broken over lines: speech is cut at pauses and writing where a line ends, and neither asks whether a
 * sentence ends there. Within one line the full-text index finds it.
 * @param lines of one source of a video, in order
 * @returns for each place the lines that hold it, as one: of speech from the first's beginning to the last's end, of writing
 *   while all of them are shown
 */
export function acrossLines(lines: readonly Segment[], phrase: string): Segment[] {
  const wanted = tokens(phrase, 0);
  if (wanted.length < 2) return [];
  const all = lines.flatMap(({ text }, line) => tokens(text, line));
  const places: Segment[] = [];
  for (let at = 0; at + wanted.length <= all.length; at += 1) {
    if (!wanted.every(({ word }, n) => all[at + n]?.word === word)) continue;
    const first = all[at]?.line ?? 0;
    const last = all[at + wanted.length - 1]?.line ?? 0;
    const place = first < last ? joined(lines.slice(first, last + 1)) : null;
    if (place) places.push(place);
  }
  return places;
}

/** Words without case, accents or marks; scripts without spaces sign by sign. */
function tokens(text: string, line: number): Token[] {
  const plain = indexTerms(text)
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
  const words = plain.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map((word) => ({ word, line }));
}

/** Lines as one; null where they do not go on from one to the next. */
function joined(lines: readonly Segment[]): Segment | null {
  const [first] = lines;
  const last = lines.at(-1);
  if (!first || !last) return null;
  const text = lines.map((one) => one.text).join(' ');
  const { id, source } = first;
  if (source === 'speech') {
    const apart = lines.some((one, n) => n > 0 && one.from - (lines[n - 1]?.to ?? 0) > LONGEST_PAUSE);
    return apart ? null : { id, source, from: first.from, to: last.to, text, words: [] };
  }
  const from = Math.max(...lines.map((one) => one.from));
  const to = Math.min(...lines.map((one) => one.to));
  return from < to ? { id, source, from, to, text, words: [] } : null;
}
