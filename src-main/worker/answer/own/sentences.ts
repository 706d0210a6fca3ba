/** A sentence of a model's, as far as it is one. */
export interface Sentence {
  /** Its words, without the numbers that it cites. */
  readonly words: string;
  /** Numbers that it cites, each once, in its order. */
  readonly cites: readonly number[];
  /** How it stands to what comes before: in the same line, in a new one, or as an item of a list. */
  readonly begins: 'on' | 'line' | 'item';
}

/** `[3]`, `[3, 7]`, `[3-5]`: how numbers are cited. */
const CITED = /\[\s*(\d{1,4}(?:\s*[-–,;]\s*\d{1,4})*)\s*\]/g;
const MARKS = String.raw`(?:\s*\[[\d\s,;–-]+\][.!?]?)*`;
const ENDS = new RegExp(String.raw`[.!?…。！？]+["”’')]*${MARKS}(?=\s+[^\s\[])`, 'gu');
/** Where a full stop ends no sentence: after what is cut short, and after an item's number. */
const SHORT = /^\s*\d{1,2}\.$|(?:^|[\s(])(?:mr|mrs|ms|dr|st|prof|vs|etc|e\.g|i\.e|no|approx|\p{L})\.$/iu;
const MOST_IN_RANGE = 20;

/** Sentences of a text that comes in pieces, each as soon as it is whole. Numbers that follow its full stop belong to it. */
export async function* sentencesOf(pieces: AsyncIterable<string>): AsyncGenerator<Sentence> {
  let rest = '';
  let begins: Sentence['begins'] = 'line';
  function* cut(text: string): Generator<Sentence> {
    const sentence = read(text, begins);
    begins = 'on';
    if (sentence) yield sentence;
  }
  for await (const piece of pieces) {
    rest += piece;
    for (;;) {
      const line = rest.indexOf('\n');
      const end = endOf(line === -1 ? rest : rest.slice(0, line));
      if (end !== null) {
        yield* cut(rest.slice(0, end));
        rest = rest.slice(end);
      } else if (line !== -1) {
        yield* cut(rest.slice(0, line));
        begins = 'line';
        rest = rest.slice(line + 1);
      } else break;
    }
  }
  yield* cut(rest);
}

/** Where the first sentence of a text ends; null where it goes on, or may. */
function endOf(text: string): number | null {
  for (const match of text.matchAll(ENDS)) {
    const end = match.index + match[0].length;
    if (!SHORT.test(text.slice(0, match.index + 1)) && text.slice(0, end).trim() !== '') return end;
  }
  return null;
}

function read(text: string, begins: Sentence['begins']): Sentence | null {
  const item = begins === 'line' && /^\s*(?:[-*•]|\d{1,2}[.)])\s+/.exec(text);
  const own = item ? text.slice(item[0].length) : text;
  const cites = new Set<number>();
  const words = own
    .replace(CITED, (_, numbers: string) => {
      for (const number of numbersIn(numbers)) cites.add(number);
      return '';
    })
    .replace(/^\s*#{1,6}\s+/, '')
    .replace(/\*\*|__|`/g, '')
    .replace(/\s+/g, ' ')
    .replace(/\s+([.,;:!?])/g, '$1')
    .trim();
  // A mark alone, or a line of dashes.
  if (!/[\p{L}\p{N}]/u.test(words)) return null;
  return { words, cites: [...cites], begins: item ? 'item' : begins };
}

function numbersIn(text: string): number[] {
  return text.split(/[,;]/).flatMap((part) => {
    const [first = 0, last = first] = part.split(/[-–]/).map(Number);
    const length = Math.min(Math.max(last - first + 1, 1), MOST_IN_RANGE);
    return Array.from({ length }, (_, n) => first + n);
  });
}
