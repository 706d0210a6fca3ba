const CONTRACTIONS: readonly (readonly [RegExp, string])[] = [
  [/\blet's\b/g, 'let us'],
  [/\bwon't\b/g, 'will not'],
  [/\bcan't\b/g, 'can not'],
  [/\bcannot\b/g, 'can not'],
  [/n't\b/g, ' not'],
  [/'re\b/g, ' are'],
  [/'ll\b/g, ' will'],
  [/'ve\b/g, ' have'],
  [/'m\b/g, ' am'],
  [/\b(he|she|it|that|there|here|what|who|where|how)'s\b/g, '$1 is'],
];

const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'zero ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

/** 0 to 999,999 in words, without "and". */
function inWords(value: number): string[] {
  if (value >= 1000) {
    const rest = value % 1000;
    return [...inWords(Math.floor(value / 1000)), 'thousand', ...(rest > 0 ? inWords(rest) : [])];
  }
  if (value >= 100) {
    const rest = value % 100;
    return [ONES[Math.floor(value / 100)] as string, 'hundred', ...(rest > 0 ? inWords(rest) : [])];
  }
  if (value >= 20) {
    const rest = value % 10;
    return [TENS[Math.floor(value / 10)] as string, ...(rest > 0 ? [ONES[rest] as string] : [])];
  }
  return [ONES[value] as string];
}

/**
 * A text's words as they are compared: without case, punctuation and short forms, numbers spelled out.
 * "Let's use 21 dots..." becomes let us use twenty one dots.
 */
export function normalise(text: string): string[] {
  let plain = text
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    .replace(/(\d),(\d{3})\b/g, '$1$2');
  for (const [short, long] of CONTRACTIONS) plain = plain.replace(short, long);
  return plain
    .replace(/'/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .flatMap((word) => (/^\d{1,6}$/.test(word) ? inWords(Number(word)) : [word]));
}
