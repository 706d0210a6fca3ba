import type { AnswerEvent } from '../../../../src-shared/answers';
import { plainText } from '../../../base/answer/wording';
import type { HowFound, LeftOut } from '../messages/how-found';
import type { CheckedCitation, Verifier } from '../verify';
import type { Passage } from './passages';
import { NOT_FOUND } from './prompt';
import type { Sentence } from './sentences';
import type { Support } from './support';

const MOST_SENTENCES = 40;
/** So many sentences of which none holds, and no more is waited for. */
const MOST_IN_VAIN = 12;
const MOST_TOLD = 6;
/** A sentence that is shown, with the passages that it rests on. */
export interface Kept {
  readonly words: string;
  readonly numbers: readonly number[];
}

/** A model's sentences on their way into an answer: only those go through that rest on what is stored. */
export class Telling {
  readonly kept: Kept[] = [];
  /** Whether the model says that the passages do not answer. */
  notFound = false;
  readonly #dropped: string[] = [];
  readonly #said = new Set<string>();
  #heard = 0;
  readonly #places = new Map<string, number>();

  /** @param author what the model is called; null where its sentences are not shown, but used */
  constructor(
    private readonly support: Support,
    private readonly verifier: Verifier,
    private readonly author: string | null,
    private readonly words: Pick<HowFound, 'model'>,
  ) {}

  async *take(sentences: AsyncIterable<Sentence>): AsyncGenerator<AnswerEvent> {
    for await (const sentence of sentences) {
      if (sentence.words.toUpperCase().startsWith(NOT_FOUND)) this.notFound = true;
      else if (!this.#said.has(sentence.words)) yield* this.#tell(sentence);
      this.#said.add(sentence.words);
      // A model that repeats itself goes on for ever.
      this.#heard++;
      if (this.#heard >= (this.kept.length === 0 ? MOST_IN_VAIN : MOST_SENTENCES)) return;
    }
  }

  /** What was left out, and why, one line each. */
  details(): string[] {
    const more = this.#dropped.length - MOST_TOLD;
    return [...this.#dropped.slice(0, MOST_TOLD), ...(more > 0 ? [this.words.model.moreLeftOut(more)] : [])];
  }

  async *#tell(sentence: Sentence): AsyncGenerator<AnswerEvent> {
    const rests = await this.support.of(sentence);
    if (typeof rests === 'string') return this.#drop(sentence, rests);
    // Read anew: what was stored when the model was asked may be gone by now.
    const { kept } = await this.verifier.check(rests.map(({ candidate }) => candidate));
    if (kept.length === 0) return this.#drop(sentence, 'gone');
    const first = this.kept.length === 0;
    this.kept.push({ words: sentence.words, numbers: rests.map(({ number }: Passage) => number) });
    if (this.author === null) return;
    if (first) yield { type: 'author', name: this.author };
    let marks = '';
    for (const { citation } of kept) {
      const key = JSON.stringify(citation);
      const known = this.#places.get(key);
      if (known === undefined) yield { type: 'citation', citation: citation satisfies CheckedCitation };
      const number = known ?? this.#places.size;
      this.#places.set(key, number);
      marks += ` [[${number}]]`;
    }
    yield { type: 'text', text: `${before(sentence, first)}${wordsOf(sentence)}${marks}` };
  }

  #drop({ words }: Sentence, why: LeftOut): void {
    this.#dropped.push(this.words.model.leftOut(why, words));
  }
}

function before({ begins }: Sentence, first: boolean): string {
  if (begins === 'item') return first ? '- ' : '\n- ';
  if (first) return '';
  return begins === 'line' ? '\n\n' : ' ';
}

/** A model's words are no mark of ours, and no markup. */
function wordsOf({ words }: Sentence): string {
  return plainText(words).replace(/^- /, '– ');
}
