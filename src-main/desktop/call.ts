import { type LongtakeError, toUserError, type UserError } from '../../src-shared/errors';
import {
  type Added,
  CONTRACT,
  DROPPED_PATHS,
  type Input,
  type MethodName,
  type Output,
  type Reply,
} from '../../src-shared/ipc';

export type Handlers = {
  readonly [M in MethodName]: (input: Input<M>) => Output<M> | Promise<Output<M>>;
};

function isMethod(name: unknown): name is MethodName {
  return typeof name === 'string' && Object.hasOwn(CONTRACT, name);
}

export const BAD_REQUEST: UserError = {
  code: 'BadRequest',
  message: 'This request is not one that Longtake understands.',
  remedy: 'Restart Longtake; if it happens again, report it.',
};

export type AddDropped = (paths: readonly string[]) => Promise<Added>;

/** Answers one call: the input is checked against the contract, the outcome comes back as data. */
export async function answerCall(
  handlers: Handlers,
  name: unknown,
  input: unknown,
  log: (error: unknown) => void,
): Promise<Reply<unknown>> {
  if (!isMethod(name)) return { ok: false, error: BAD_REQUEST };
  const parsed = CONTRACT[name].input.safeParse(input);
  if (!parsed.success) return { ok: false, error: BAD_REQUEST };
  // The contract ties each handler to its schema; TypeScript cannot follow that through a union of names.
  const handler = handlers[name] as (value: unknown) => unknown;
  return asReply(() => handler(parsed.data), log);
}

/** Answers the preload, which read these paths off files that were dropped on the window. */
export async function answerDrop(
  addDropped: AddDropped,
  input: unknown,
  log: (error: unknown) => void,
): Promise<Reply<unknown>> {
  const parsed = DROPPED_PATHS.safeParse(input);
  return parsed.success ? asReply(() => addDropped(parsed.data), log) : { ok: false, error: BAD_REQUEST };
}

/** What nobody foresaw is logged here, with its stack, and reaches the page as a general sentence. */
async function asReply(run: () => unknown, log: (error: unknown) => void): Promise<Reply<unknown>> {
  try {
    return { ok: true, value: await run() };
  } catch (error) {
    const known = toUserError(error);
    if (known.code === 'Internal' || (error as LongtakeError).cause !== undefined) log(error);
    return { ok: false, error: known };
  }
}
