/** Numbers as words, from one. */
export const CARDINALS: readonly string[] =
  'one two three four five six seven eight nine ten eleven twelve'.split(' ');
/** Places in a row as words, from the first. */
export const ORDINALS: readonly string[] =
  'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ');

/** The number that a cardinal or an ordinal stands for; 0 for any other word. */
export function numberWord(word: string): number {
  const lower = word.toLowerCase();
  return Math.max(CARDINALS.indexOf(lower), ORDINALS.indexOf(lower)) + 1;
}
