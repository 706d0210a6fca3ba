import { formatClock, MICROS_PER_SECOND } from '../../../../src-shared/time';
import { CALIBRATION } from '../calibration';
import type { Evidence } from '../evidence';
import { contentStems, stem, wordsOf } from '../words';
import type { Passage } from './passages';
import type { Sentence } from './sentences';

/** Why a sentence is not shown. */
export type Unsupported = 'no number' | 'no such passage' | 'figure' | 'name' | 'negation' | 'other words';

/** Share of a sentence's words that its passages and the question must hold. Not measured: small models copy, large ones reword. */
const LEAST_SHARE = 0.5;
/** Words that models tell with, and that films need not hold. */
const TELLING = new Set(
  contentStems(
    'say says said speaker speak narrator person someone voice tell mention mentions describe describes explain explains discuss discusses state states talk talks about show shows shown see seen appear appears contain contains include includes passage video film clip scene screen picture image text perhaps maybe possibly likely however also then after before later first finally during time seconds second minutes minute begin begins end ends question answer according',
  ),
);
const NEGATED = /\b(?:no|not|never|none|nobody|nothing|neither|nor|without|cannot)\b|n['’]t\b/i;

/**
 * Holds a sentence against the passages that it cites. It cannot tell whether they prove it: that would take a model that
 * understands. It finds what they cannot bear out: figures and names that stand in none of them, a "not" that none of them
 * says, and words that have nothing to do with theirs, neither by letter nor, in the built-in pack's sentence space, by meaning.
 */
export class Support {
  readonly #passages: ReadonlyMap<number, Passage>;
  readonly #given: ReadonlySet<string>;

  /** @param question what was asked, and titles: what the model may take words from beside its passages */
  constructor(
    private readonly evidence: Evidence,
    passages: readonly Passage[],
    private readonly question: string,
  ) {
    this.#passages = new Map(passages.map((passage) => [passage.number, passage]));
    this.#given = new Set(contentStems(question));
  }

  /** The passages that a sentence rests on, or why it rests on none. */
  async of(sentence: Sentence): Promise<readonly Passage[] | Unsupported> {
    if (sentence.cites.length === 0) return 'no number';
    const cited = sentence.cites.flatMap((number) => this.#passages.get(number) ?? []);
    if (cited.length === 0) return 'no such passage';
    const text = cited.map((passage) => `${passage.text} ${passage.title ?? ''}`).join(' ');
    const { words } = sentence;
    if (!this.#figuresHold(words, cited, text)) return 'figure';
    if (!this.#namesHold(words, text)) return 'name';
    if (NEGATED.test(words) && !NEGATED.test(text)) return 'negation';
    return this.#wordsHold(words, text) || (await this.#nearInMeaning(words, text)) ? cited : 'other words';
  }

  /** Every figure stands in a passage or in the question, is a time or a length of a passage, or counts the passages. */
  #figuresHold(words: string, cited: readonly Passage[], text: string): boolean {
    const known = new Set([...figuresIn(text), ...figuresIn(this.question), String(cited.length)]);
    const lasting = { s: new Set<number>(), m: new Set<number>() };
    for (const { candidate } of cited) {
      const { from, to } = candidate.citation;
      for (const time of [from, to, to - from].map((micros) => micros / MICROS_PER_SECOND)) {
        for (const second of [Math.floor(time), Math.round(time)]) {
          lasting.s.add(second);
          known.add(formatClock(second * MICROS_PER_SECOND));
        }
        lasting.m.add(Math.floor(time / 60)).add(Math.round(time / 60));
      }
    }
    // A number of seconds or minutes is one only where it is called that.
    const others = words.replace(
      /(\d+)(?: |-)?(s|m)(?:ec(?:ond)?s?|in(?:ute)?s?)?\b/gi,
      (all, figure: string, unit: string) =>
        lasting[unit.toLowerCase() as 's' | 'm'].has(Number(figure)) ? '' : all,
    );
    return figuresIn(others).every((figure) => known.has(figure));
  }

  /** Every name, as far as capitals within a sentence show one, stands in a passage or in the question. */
  #namesHold(words: string, text: string): boolean {
    const known = new Set(stemsOf(`${text} ${this.question}`));
    return wordsOf(words)
      .slice(1)
      .filter(({ text: word }) => /^\p{Lu}/u.test(word) && !/^I\b/.test(word))
      .every(({ lower }) => known.has(stem(lower)) || TELLING.has(stem(lower)));
  }

  #wordsHold(words: string, text: string): boolean {
    const own = contentStems(words).filter((word) => !TELLING.has(word) && !/^\d/.test(word));
    const held = new Set(stemsOf(text));
    const borne = own.filter((word) => held.has(word));
    const share = own.filter((word) => held.has(word) || this.#given.has(word)).length / own.length;
    return borne.length > 0 && share >= LEAST_SHARE;
  }

  async #nearInMeaning(words: string, text: string): Promise<boolean> {
    const [[cosine = 0] = []] = await this.evidence.similarities([words], [text]);
    return cosine >= CALIBRATION.said.strong;
  }
}

function stemsOf(text: string): string[] {
  return wordsOf(text).map(({ lower }) => stem(lower));
}

/** Times and numbers, as they are written. */
function figuresIn(text: string): string[] {
  return text.match(/\d+(?:[.,:]\d+)*/g) ?? [];
}
