import type { UserError } from '../src-shared/errors';
import type { Added, EventName, EventPayload, Input, MethodName, Output } from '../src-shared/ipc';
import { t } from '../src-shared/words/words';

/** A failure that main reported, with its words for the user. */
export class UserFailure extends Error {
  override readonly name = 'UserFailure';
  constructor(readonly error: UserError) {
    super(error.message);
  }
}

/** The words for the user, whatever was thrown. */
export function asUserError(thrown: unknown): UserError {
  if (thrown instanceof UserFailure) return thrown.error;
  console.error(thrown);
  return {
    code: 'Internal',
    message: t('shell.unforeseen'),
    remedy: t('shell.unforeseen.remedy'),
  };
}

/**
 * Calls a method of main. Resolves with its value.
 * @throws UserFailure with the words for the user when main answered with an error.
 */
export async function call<M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>> {
  const reply = await window.longtake.invoke[method](input);
  if (!reply.ok) throw new UserFailure(reply.error);
  return reply.value;
}

/** Adds files and folders that were dropped on the window. @throws UserFailure */
export async function addDropped(files: readonly File[]): Promise<Added> {
  const reply = await window.longtake.addDropped(files);
  if (!reply.ok) throw new UserFailure(reply.error);
  return reply.value;
}

/** Listens to an event of main until the returned function is called. */
export function listen<E extends EventName>(
  event: E,
  listener: (payload: EventPayload<E>) => void,
): () => void {
  return window.longtake.on[event](listener);
}
