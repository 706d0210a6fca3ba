import type { AnswerEvent, Confidence } from '../../../src-shared/domain';
import type { CheckedCitation } from './verify';

type Part = string | CheckedCitation;

interface Block {
  readonly kind: 'paragraph' | 'item';
  readonly parts: readonly Part[];
}

/** An answer being put together: paragraphs and list items, with citations where they belong. */
export class Draft {
  private readonly blocks: Block[] = [];
  private confidence: Confidence | null = 'none';

  paragraph(...parts: Part[]): this {
    const [first, ...rest] = parts;
    this.blocks.push({
      kind: 'paragraph',
      parts: typeof first === 'string' ? [capital(first), ...rest] : parts,
    });
    return this;
  }

  item(...parts: Part[]): this {
    this.blocks.push({ kind: 'item', parts });
    return this;
  }

  /** How sure the answer was closed with. */
  get grade(): Confidence | null {
    return this.confidence;
  }

  /**
   * Closes the answer with how sure it is; null where it only says what it cannot tell or how to ask. The grade itself is shown beside the answer; `why` is written only where it
   * adds a reason that the answer does not hold already.
   */
  close(confidence: Confidence | null, why: string | null = null): this {
    this.confidence = confidence;
    return why === null ? this : this.paragraph(`${why}.`);
  }

  /**
   * The answer as events, a paragraph or list item at a time; each citation before the text that holds its mark.
   * The same place cited twice keeps its number.
   */
  *events(details: readonly string[]): Generator<AnswerEvent> {
    const numbers = new Map<string, number>();
    for (const text of details) yield { type: 'detail', text };
    let previous: Block['kind'] | null = null;
    for (const block of this.blocks) {
      let text = separator(previous, block.kind);
      for (const part of block.parts) {
        if (typeof part === 'string') {
          text += part;
          continue;
        }
        const key = JSON.stringify([
          part.videoId,
          part.kind,
          part.from,
          part.to,
          part.frameIndex,
          part.quote,
        ]);
        let number = numbers.get(key);
        if (number === undefined) {
          number = numbers.size;
          numbers.set(key, number);
          yield { type: 'citation', citation: part };
        }
        text += `[[${number}]]`;
      }
      yield { type: 'text', text };
      previous = block.kind;
    }
    yield { type: 'done', confidence: this.confidence };
  }
}

/** A sentence begins with a capital, unless its first word has its own spelling, such as "iPhone". */
function capital(text: string): string {
  return text.replace(
    /^(\*\*|“)?(\p{Ll})(?![\p{Ll}\d]*\p{Lu})/u,
    (_, mark: string | undefined, letter: string) => `${mark ?? ''}${letter.toUpperCase()}`,
  );
}

function separator(previous: Block['kind'] | null, next: Block['kind']): string {
  const start = previous === null ? '' : previous === 'item' && next === 'item' ? '\n' : '\n\n';
  return next === 'item' ? `${start}- ` : start;
}
