import { isDoubtful, type Word } from '../../../src-shared/analysis';
import type { Term } from '../../../src-shared/glossary';

/** A form that a person has given is taken unless the model was as sure as this. */
const SURE = 0.9;
/** Share of a term's letters that may be others where it is not one of the given forms. */
const MOST_OTHER = 0.34;
/** Where both sound alike, so many. */
const MOST_OTHER_ALIKE = 0.5;
/** A shorter one is too easily like anything. */
const LEAST_LETTERS = 4;

/** Words of a line that are a term, most likely: [from, to) of its words. */
export interface Spelled {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * Where a line's words are terms of the glossary that the model wrote otherwise. Only where it was doubtful: a form that the
 * glossary names where it was not quite sure, anything that is like a term in letters or sound where it doubted every word of it.
 * @returns in order, none overlapping
 */
export function spell(words: readonly Word[], terms: readonly Term[]): Spelled[] {
  const found: (Spelled & { readonly off: number })[] = [];
  for (const term of terms) {
    const most = term.text.split(/\s+/).length + 1;
    for (let from = 0; from < words.length; from++) {
      for (let count = 1; count <= most && from + count <= words.length; count++) {
        const off = distance(words.slice(from, from + count), term);
        if (off !== null) found.push({ from, to: from + count, text: term.text, off });
      }
    }
  }
  found.sort((a, b) => a.off - b.off || a.from - b.from);
  const taken: Spelled[] = [];
  for (const { from, to, text } of found) {
    if (taken.every((one) => to <= one.from || from >= one.to)) taken.push({ from, to, text });
  }
  return taken.sort((a, b) => a.from - b.from);
}

/** A line's text with its terms as they are written, and with the marks around them; null where none is in it. */
export function spelledText(words: readonly Word[], terms: readonly Term[]): string | null {
  const found = spell(words, terms);
  return found.length === 0 ? null : textWith(words, found);
}

/** A line's text with what `spell` found in it. */
export function textWith(words: readonly Word[], found: readonly Spelled[]): string {
  const texts = words.map(({ text }) => text);
  for (const { from, to, text } of found.toReversed()) {
    const before = /^[^\p{L}\p{N}]*/u.exec(texts[from] as string)?.[0] ?? '';
    const behind = /[^\p{L}\p{N}]*$/u.exec(texts[to - 1] as string)?.[0] ?? '';
    const ending = /['’]s$/.exec((texts[to - 1] as string).slice(0, -behind.length || undefined))?.[0] ?? '';
    texts.splice(from, to - from, before + text + ending + behind);
  }
  return texts.join(' ');
}

/** How far heard words are from a term, 0..1; null where they are not it, are it already, or the model was sure. */
function distance(words: readonly Word[], { text, soundsLike }: Term): number | null {
  if (words.some(({ sure }) => sure === undefined)) return null;
  const written = words.map((word) => word.text).join(' ');
  const [heard, wanted] = [plain(written), plain(text)];
  if (heard === '' || bare(written) === bare(text)) return null;
  if (soundsLike.some((form) => plain(form) === heard))
    return words.some(({ sure = 1 }) => sure < SURE) ? 0 : null;
  if (!words.every(isDoubtful) || wanted.length < LEAST_LETTERS) return null;
  const other = changes(heard, wanted) / Math.max(heard.length, wanted.length);
  const most = soundOf(heard) === soundOf(wanted) ? MOST_OTHER_ALIKE : MOST_OTHER;
  return other <= most ? other : null;
}

/** Without the marks around it, a possessive ending and capitals. */
function bare(text: string): string {
  return text
    .toLowerCase()
    .replace(/['’]s(?![\p{L}\p{N}])/gu, '')
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
}

/** Letters and digits in lower case, without marks on them, spaces and a possessive ending. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replace(/['’]s\b/g, '')
    .replace(/ß/g, 'ss')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/ph/g, 'f'],
  [/sch|sh|ch|tch/g, 'x'],
  [/ck|qu|[cq]/g, 'k'],
  [/x(?=[aeiouy])/g, 'x'],
  [/[zß]/g, 's'],
  [/[vw]/g, 'f'],
  [/[dt]h?/g, 't'],
  [/b/g, 'p'],
  [/g/g, 'k'],
  [/j|y/g, 'i'],
  [/h/g, ''],
];

/** Roughly what is heard of a word: its consonants by kind, and whether it begins with a vowel. */
export function soundOf(word: string): string {
  let sound = word;
  for (const [letters, as] of SOUNDS) sound = sound.replace(letters, as);
  const first = /^[aeiou]/.test(sound) ? 'a' : '';
  return first + sound.replace(/[aeiou]/g, '').replace(/(.)\1+/g, '$1');
}

/** The fewest letters to change, add and leave out (Levenshtein's distance). */
function changes(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      next.push(Math.min((row[j - 1] as number) + same, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}
