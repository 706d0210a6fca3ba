import type { AnswerEvent } from '../../../src-shared/answers';

/** Events that come from a callback, for who takes them one by one. */
export class EventStream {
  readonly #waiting: AnswerEvent[] = [];
  #wake: () => void = () => undefined;
  #ended = false;

  push(event: AnswerEvent): void {
    this.#waiting.push(event);
    this.#wake();
  }

  end(): void {
    this.#ended = true;
    this.#wake();
  }

  /** All up to the end, each once. */
  async *events(): AsyncGenerator<AnswerEvent> {
    for (;;) {
      const event = this.#waiting.shift();
      if (event) yield event;
      else if (this.#ended) return;
      else {
        const { promise, resolve } = Promise.withResolvers<void>();
        this.#wake = resolve;
        await promise;
      }
    }
  }
}
