import type { UserError } from '../../../src-shared/errors';
import type { SendEvent } from './send-event';

/** What the user is to be told although nobody asked. Kept until the page listens: at the start it is still loading. */
export class Notices {
  readonly #waiting: UserError[] = [];
  #listens = false;

  constructor(private readonly send: SendEvent) {}

  tell(error: UserError): void {
    if (this.#listens) this.send('app.notice', error);
    else this.#waiting.push(error);
  }

  /** The page is gone: what is told from now on waits for the next one. */
  hold(): void {
    this.#listens = false;
  }

  /** What has waited; from now on the page is told at once. */
  take(): UserError[] {
    this.#listens = true;
    return this.#waiting.splice(0);
  }
}
