/**
 * Between people's text and SQLite's full-text index (FTS5 with the unicode61 tokenizer, which takes a run
 * of letters for one word). Scripts written without spaces are therefore indexed character by character,
 * and looked up as phrases of characters.
 */

/** Written without spaces between words. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
/** A word with its inner apostrophes: "don't" is one phrase to the index. */
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’][\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*/gu;

/** Marks that FTS5's highlight() puts around a match: private use, so never part of a word that is kept. */
export const MARK_FROM = '\uE000';
export const MARK_TO = '\uE001';
const MARKS = /[\uE000\uE001]/g;

/** The text as it goes into the index: only spaces are added, and private marks blanked. */
export function indexTerms(text: string): string {
  let terms = '';
  let before = ' ';
  for (const character of text.replace(MARKS, ' ')) {
    const apart = UNSPACED.test(character) || UNSPACED.test(before);
    if (apart && before.trim() !== '' && character.trim() !== '') terms += ' ';
    terms += character;
    before = character;
  }
  return terms;
}

/**
 * An FTS5 expression for any text a user may type. Every word is quoted, so none of FTS5's own syntax
 * (AND, NEAR, *, ^, column:) has an effect. Null when the text holds no word at all.
 */
export function matchExpression(text: string, mode: 'all' | 'any' | 'phrase'): string | null {
  const words = [...new Set(text.match(WORD) ?? [])];
  if (words.length === 0) return null;
  if (mode === 'phrase') return `"${(text.match(WORD) ?? []).map(indexTerms).join(' ')}"`;
  return words.map((word) => `"${indexTerms(word)}"`).join(mode === 'all' ? ' AND ' : ' OR ');
}

/**
 * Turns highlight()'s output over `indexTerms(text)` into character ranges [from, to) of `text`,
 * skipping the spaces that indexing added.
 */
export function markedRanges(text: string, highlighted: string): [number, number][] {
  const plain = text.replace(MARKS, ' ');
  const ranges: [number, number][] = [];
  let position = 0;
  let from = 0;
  for (const unit of highlighted.split('')) {
    if (unit === MARK_FROM) {
      // A space added just before the match was not stepped over; the match starts at this very place.
      from = position;
    } else if (unit === MARK_TO) {
      ranges.push([from, position]);
    } else if (unit === plain[position]) {
      position += 1;
    }
  }
  return ranges;
}
