import { randomUUID } from 'node:crypto';
import { NotFound } from '../../base/library/errors';

/** Of older ones nobody asks any more. */
const KEPT = 100;

/** Where exports were written to, so that the page can have one shown without knowing its path. */
export class SavedFiles {
  readonly #paths = new Map<string, string>();

  /** What an export told, with the id by which its file can be shown. */
  with<T extends object>(path: string, told: T | null): (T & { savedId: string }) | null {
    if (told === null) return null;
    const savedId = randomUUID();
    this.#paths.set(savedId, path);
    const [oldest] = this.#paths.keys();
    if (this.#paths.size > KEPT && oldest !== undefined) this.#paths.delete(oldest);
    return { ...told, savedId };
  }

  /** @throws NotFound */
  path(savedId: string): string {
    const path = this.#paths.get(savedId);
    if (path === undefined) throw new NotFound('file');
    return path;
  }
}
