import type { Concept, LabelFile } from '../formats/label-file';
import { FILM_WORDS, GRAMMAR_WORDS, irregular } from './lexicon';
import type { QueryConcepts } from './types';

/** Words that carry no content in a question about a video. */
const STOP_WORDS: ReadonlySet<string> = new Set([...GRAMMAR_WORDS, ...FILM_WORDS]);

/** Colours that are things too: before another content word they only describe it ("an orange book"). */
const COLOURS = new Set(['orange', 'lemon', 'fig', 'chestnut', 'brass', 'rose', 'gold', 'silver']);

/** Everyday words that WordNet lacks, or lists under another first meaning. */
const ALIASES = new Map(
  Object.entries({
    tv: 'television',
    telly: 'television',
    smartphone: 'cellphone',
    iphone: 'cellphone',
    kitten: 'cat',
    kitty: 'cat',
    bunny: 'rabbit',
    doggy: 'dog',
    doggie: 'dog',
    pup: 'dog',
    couch: 'sofa',
    aeroplane: 'airplane',
  }),
);

/** Longest name in words: "black and gold garden spider" has five. */
const MOST_WORDS = 6;
/** A word that only ends names ("bowl" for "soup bowl" and "mixing bowl") is taken for them when there are a few, not one, nor many. */
const BY_LAST_WORD = { least: 2, most: 12 };

interface Found {
  readonly term: string;
  readonly labelIds: readonly number[];
}

/** Reads which labelled things a query names. Pure: the same query gives the same answer. */
export class QueryReader {
  /** Concepts by each of their words, written together: "cell phone" and "cellphone" are one. */
  readonly #byWords = new Map<string, Concept[]>();
  readonly #byLastWord = new Map<string, Concept[]>();

  constructor(private readonly file: LabelFile) {
    for (const concept of file.concepts) {
      for (const words of concept.words) {
        add(this.#byWords, joined(words), concept);
        const parts = words.split(/[ -]/);
        if (parts.length > 1) add(this.#byLastWord, parts.at(-1) as string, concept);
      }
    }
  }

  read(query: string): QueryConcepts {
    const tokens = tokensOf(query);
    const concepts: Found[] = [];
    const unnamed: string[] = [];
    for (let at = 0; at < tokens.length; ) {
      const match = this.#longest(tokens, at);
      const word = tokens[at] as string;
      if (match) concepts.push(match.found);
      else if (!STOP_WORDS.has(word)) unnamed.push(word);
      at += match?.length ?? 1;
    }
    return { concepts: unique(concepts), unnamed: [...new Set(unnamed)] };
  }

  /** The longest run of words from `at` on that names something. */
  #longest(tokens: readonly string[], at: number): { found: Found; length: number } | null {
    for (let length = Math.min(MOST_WORDS, tokens.length - at); length > 1; length--) {
      const found = this.#exact(tokens.slice(at, at + length).join(' '));
      if (found) return { found, length };
    }
    const word = tokens[at] as string;
    if (STOP_WORDS.has(word) || this.#describesNext(tokens, at)) return null;
    const found = this.#exact(word) ?? this.#broader(word) ?? this.#lastWord(word);
    return found && { found, length: 1 };
  }

  #describesNext(tokens: readonly string[], at: number): boolean {
    const next = tokens[at + 1];
    return COLOURS.has(tokens[at] as string) && next !== undefined && !STOP_WORDS.has(next);
  }

  #exact(words: string): Found | null {
    for (const term of forms(words)) {
      const concepts = this.#byWords.get(joined(ALIASES.get(term) ?? term));
      if (concepts) return { term, labelIds: labelsOf(concepts) };
    }
    return null;
  }

  /** "Puppies": the pack knows dogs, so the answer speaks of dogs. */
  #broader(word: string): Found | null {
    for (const term of forms(word)) {
      const index = Object.hasOwn(this.file.broader, term) ? this.file.broader[term] : undefined;
      const concept = index === undefined ? undefined : this.file.concepts[index];
      if (concept) return { term: concept.words[0] as string, labelIds: concept.labels };
    }
    return null;
  }

  #lastWord(word: string): Found | null {
    for (const term of forms(word)) {
      const labelIds = labelsOf(this.#byLastWord.get(term) ?? []);
      if (labelIds.length >= BY_LAST_WORD.least && labelIds.length <= BY_LAST_WORD.most) {
        return { term, labelIds };
      }
    }
    return null;
  }
}

/** The words of a query that carry content, in lower case, each once: what a search without labels looks for. */
export function contentWordsOf(query: string): string[] {
  return [...new Set(tokensOf(query).filter((word) => !STOP_WORDS.has(word)))];
}

function tokensOf(query: string): string[] {
  return query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** The words as they are, then with the last one made singular in each way that English allows. */
export function forms(words: string): string[] {
  const cut = words.lastIndexOf(' ') + 1;
  const head = words.slice(0, cut);
  const last = words.slice(cut);
  const plain = irregular(last);
  if (plain) return [head + plain, words];
  const singular: string[] = [];
  if (last.length > 3 && last.endsWith('s') && !/(ss|us|is)$/.test(last)) {
    if (last.endsWith('ies')) singular.push(`${last.slice(0, -3)}y`);
    singular.push(last.slice(0, -1));
    if (/(s|x|z|ch|sh|o)es$/.test(last)) singular.push(last.slice(0, -2));
  }
  return [words, ...singular.map((word) => head + word)];
}

function joined(words: string): string {
  return words.replace(/[ '-]/g, '');
}

function labelsOf(concepts: readonly Concept[]): number[] {
  return [...new Set(concepts.flatMap((concept) => concept.labels))].sort((a, b) => a - b);
}

/** Two words for the same thing count once. */
function unique(found: readonly Found[]): Found[] {
  return found.filter((one, at) => found.findIndex((other) => other.term === one.term) === at);
}

function add(map: Map<string, Concept[]>, key: string, concept: Concept): void {
  const list = map.get(key);
  if (list) list.push(concept);
  else map.set(key, [concept]);
}
