import type { AnswerEvent, Confidence } from '../../../src-shared/answers';
import { type Claim, filledIn, type Interval, isItem, type Stated } from './claims/claims';
import { published } from './claims/published';
import { type Language, worded } from './messages/catalogue';
import { ENGLISH } from './messages/english/english';
import type { CheckedCitation } from './verify';

type Block = 'paragraph' | 'item' | 'row';

/** The number of the scene that a moment lies in, from 1; null where that says nothing. */
export type SceneOf = (moment: Pick<Interval, 'videoId' | 'from'>) => number | null;

/** An answer being put together: the claims that it makes, in order, and how sure it is of them as a whole. */
export class Draft {
  readonly claims: Claim[] = [];
  private confidence: Confidence | null = 'none';

  say(stated: Stated): this {
    this.claims.push(filledIn(stated));
    return this;
  }

  /** How sure the answer was closed with. */
  get grade(): Confidence | null {
    return this.confidence;
  }

  /**
   * Closes the answer with how sure it is; null where it only says what it cannot tell or how to ask. The grade itself is shown beside the answer;
   * a reason is said only where it adds something that the answer does not hold already.
   */
  close(confidence: Confidence | null, reason: Claim<'because'>['reason'] | null = null): this {
    this.confidence = confidence;
    return reason === null ? this : this.say({ kind: 'because', reason });
  }

  /**
   * The answer as events, a claim at a time: each citation before the text that holds its mark, and the claim itself behind its citations.
   * The same place cited twice keeps its number.
   */
  *events(
    details: readonly string[],
    {
      language = ENGLISH,
      table = null,
    }: { readonly language?: Language; readonly table?: SceneOf | null } = {},
  ): Generator<AnswerEvent> {
    const numbers = new Numbers();
    for (const text of details) yield { type: 'detail', text };
    let previous: Block | null = null;
    for (const claim of this.claims) {
      const block: Block = !isItem(claim) ? 'paragraph' : table ? 'row' : 'item';
      const words = block === 'row' && table ? rowOf(language, claim, table) : worded(language, claim);
      // In the order in which they are read.
      for (const mark of words.matchAll(MARK)) {
        const citation = claim.evidence[Number(mark[1])];
        if (citation && numbers.isNew(citation)) yield { type: 'citation', citation };
      }
      const evidence = claim.evidence.flatMap((citation) => numbers.of(citation) ?? []);
      yield { type: 'claim', claim: published(claim, evidence) };
      const marked = words.replace(MARK, (_, n: string) => {
        const citation = claim.evidence[Number(n)];
        return citation ? `[[${numbers.of(citation)}]]` : '';
      });
      const head = block === 'row' && previous !== 'row' ? headOf(language) : '';
      const text = block === 'paragraph' ? capital(marked) : marked;
      yield { type: 'text', text: `${separator(previous, block)}${head}${text}` };
      previous = block;
    }
    yield { type: 'done', confidence: this.confidence };
  }
}

/** One thing said before or after what somebody else says, as a paragraph of its own. */
export function* remark(
  stated: Stated,
  { begins = '', ends = '' }: { readonly begins?: string; readonly ends?: string },
  language: Language = ENGLISH,
): Generator<AnswerEvent> {
  const claim = filledIn(stated);
  yield { type: 'claim', claim: published(claim, []) };
  yield { type: 'text', text: `${begins}${worded(language, claim)}${ends}` };
}

const MARK = /\[\[(\d+)\]\]/g;

/** Citations of an answer, each with its number from 0. */
class Numbers {
  readonly #numbers = new Map<string, number>();

  /** Gives a number to a citation that has none. @returns whether it had none */
  isNew(citation: CheckedCitation): boolean {
    const key = keyOf(citation);
    if (this.#numbers.has(key)) return false;
    this.#numbers.set(key, this.#numbers.size);
    return true;
  }

  of(citation: CheckedCitation): number | undefined {
    return this.#numbers.get(keyOf(citation));
  }
}

function keyOf({ videoId, kind, from, to, frameIndex, quote }: CheckedCitation): string {
  return JSON.stringify([videoId, kind, from, to, frameIndex, quote]);
}

/** A sentence begins with a capital, unless its first word has its own spelling, such as "iPhone". */
function capital(text: string): string {
  return text.replace(
    /^(\*\*|[“„])?(\p{Ll})(?![\p{Ll}\d]*\p{Lu})/u,
    (_, mark: string | undefined, letter: string) => `${mark ?? ''}${letter.toUpperCase()}`,
  );
}

function separator(previous: Block | null, next: Block): string {
  const sameList = next !== 'paragraph' && previous === next;
  const start = previous === null ? '' : sameList ? '\n' : '\n\n';
  return next === 'item' ? `${start}- ` : start;
}

function rowOf(language: Language, claim: Claim, sceneOf: SceneOf): string {
  const [place] = claim.intervals;
  return asRow(language.table.row(claim, place ? sceneOf(place) : null));
}

function headOf({ table: { head } }: Language): string {
  return `${asRow(head)}\n${asRow(head.map(() => '---'))}\n`;
}

/** Cells as a row of Markdown. */
function asRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
