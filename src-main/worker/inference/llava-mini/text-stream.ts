import type { TextTokens } from './tokenizer';

/** What a decoder makes of bytes that are no whole character, for instance the first half of one. */
const INCOMPLETE = '\uFFFD';
const HEADER_START = '<|start_header_id|>';
const HEADER_END = '<|end_header_id|>';
/** Tokens decoded together with the next: some decoders write a space only between two. */
const MOST_PENDING = 64;

/**
 * Turns the ids that a model writes into the text that a person reads: whole characters only, without the header with which
 * the model begins its turn, special tokens, and blanks around it all.
 */
export class TextStream {
  readonly #start: number | null;
  readonly #end: number | null;
  #state: 'start' | 'header' | 'text' = 'start';
  /** Ids whose text is not all given out, after those that were given out already. */
  #pending: number[] = [];
  #given = '';
  #blanks = '';
  #text = '';

  constructor(private readonly tokens: TextTokens) {
    this.#start = tokens.id(HEADER_START);
    this.#end = tokens.id(HEADER_END);
  }

  /** All text so far. */
  get text(): string {
    return this.#text;
  }

  /** Whether the ids now are the answer's own, no header. */
  get inAnswer(): boolean {
    return this.#state === 'text';
  }

  /** @returns what can be shown now; often nothing */
  push(id: number): string {
    if (this.#state === 'start') this.#state = id === this.#start && this.#end !== null ? 'header' : 'text';
    if (this.#state === 'header') {
      if (id === this.#end) this.#state = 'text';
      return '';
    }
    this.#pending.push(id);
    const decoded = this.tokens.decode(this.#pending);
    if (decoded.endsWith(INCOMPLETE)) return '';
    const fresh = decoded.slice(this.#given.length);
    this.#given = decoded;
    if (this.#pending.length >= MOST_PENDING) this.#restart();
    return this.#give(fresh);
  }

  /** What is left when the model stopped in the middle of a character. */
  finish(): string {
    const fresh = this.tokens.decode(this.#pending).slice(this.#given.length);
    return this.#give(fresh);
  }

  /** Keeps the last token, so that what stands between it and the next is written. */
  #restart(): void {
    this.#pending = this.#pending.slice(-1);
    this.#given = this.tokens.decode(this.#pending);
    // The last token alone may be the end of a character: then all of them are needed once more.
    if (this.#given.includes(INCOMPLETE)) {
      this.#pending = [];
      this.#given = '';
    }
  }

  /** Blanks wait for what follows them, so that none stand at the beginning or the end. */
  #give(fresh: string): string {
    const all = this.#blanks + fresh;
    const shown = this.#text === '' ? all.trimStart() : all;
    const end = shown.trimEnd();
    this.#blanks = shown.slice(end.length);
    this.#text += end;
    return end;
  }
}
