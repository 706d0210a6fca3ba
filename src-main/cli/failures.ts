import { toUserError, type UserError } from '../../src-shared/errors';
import { Cancelled } from '../base/media/errors';
import type { Context } from './context';
import { printable, printableName } from './output';

/**
 * Tells why one of several films or bundles failed, where the next has its turn all the same.
 * @returns what is told of it in the result @throws Cancelled where the person stopped it
 */
export function tellFailure(context: Context, name: string, error: unknown): UserError {
  if (context.around.signal.aborted) throw new Cancelled({ cause: error });
  const words = toUserError(error);
  if (words.code === 'Internal') context.unexpected(error);
  context.tell(`${printableName(name)}: ${printable(words.message)} ${words.remedy}`);
  return words;
}
