import { z } from 'zod';
import type { OwnModel } from '../../../src-shared/own-model';
import { OwnModelFailed } from '../../base/answer/own-model-errors';
import { eventData } from './event-data';
import { askLoopback, type Limits, type LoopbackResponse } from './loopback';
import { withoutThinking } from './thinking';

export interface ChatTurn {
  readonly role: 'system' | 'user';
  readonly content: string;
}

/** What is taken of an answer, whatever is sent. */
export const CHAT_LIMITS: Limits = {
  connect: 3_000,
  first: 180_000,
  silence: 60_000,
  whole: 600_000,
  bytes: 4_000_000,
};
/** Characters after which an answer is cut: no answer is as long. */
const LONGEST = 12_000;

const choice = z.object({
  delta: z.object({ content: z.string().nullish() }).nullish(),
  message: z.object({ content: z.string().nullish() }).nullish(),
});
const chunk = z.object({ choices: z.array(choice).optional(), error: z.unknown().optional() });

/**
 * Has a model go on from some turns, as OpenAI's chat completions do and as the servers of others understand it: whatever the
 * server makes of `stream`, pieces of text come as they are there. What it thinks before it answers is left out.
 * @throws NotThisComputer, OwnModelFailed, the signal's reason
 */
export async function* completeChat(
  own: OwnModel,
  turns: readonly ChatTurn[],
  options: {
    readonly maxTokens: number;
    readonly signal: AbortSignal;
    readonly limits?: Partial<Limits> | undefined;
    /** A JSON schema that the server is asked to hold the answer to. Not every server does, and some refuse to be asked. */
    readonly schema?: object | null;
  },
): AsyncGenerator<string> {
  const { maxTokens, schema = null } = options;
  const form = { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema } };
  const response = await askLoopback({
    address: own.address,
    path: '/v1/chat/completions',
    key: own.key,
    // As little chance as may be: the same question is to have the same answer.
    body: {
      ...{ model: own.model, messages: turns, stream: true, temperature: 0, max_tokens: maxTokens },
      ...(schema === null ? {} : { response_format: form }),
    },
    limits: { ...CHAT_LIMITS, ...options.limits },
    signal: options.signal,
  });
  if (response.status !== 200) throw failureOf(response);
  let length = 0;
  let any = false;
  for await (const text of withoutThinking(contents(response))) {
    any = true;
    yield text.slice(0, LONGEST - length);
    length += text.length;
    if (length >= LONGEST) throw new OwnModelFailed('tooLong');
  }
  if (!any) throw new OwnModelFailed('broken');
}

/** Nobody reads what it says about it. */
function failureOf({ status, close }: LoopbackResponse): OwnModelFailed {
  close();
  if (status === 401 || status === 403) return new OwnModelFailed('key');
  if (status === 404) return new OwnModelFailed('noModel');
  return new OwnModelFailed(status >= 200 && status < 400 ? 'broken' : 'refused');
}

async function* contents(response: LoopbackResponse): AsyncGenerator<string> {
  if (!response.type.startsWith('text/event-stream')) {
    yield contentOf(await readText(response.pieces));
    return;
  }
  for await (const data of eventData(response.pieces)) {
    if (data.trim() === '[DONE]') return;
    yield contentOf(data);
  }
}

function contentOf(json: string): string {
  const parsed = chunk.safeParse(parse(json));
  if (!parsed.success) throw new OwnModelFailed('broken');
  const { choices, error } = parsed.data;
  if (error !== undefined && error !== null) throw new OwnModelFailed('refused');
  const [first] = choices ?? [];
  return first?.delta?.content ?? first?.message?.content ?? '';
}

/** @throws OwnModelFailed where it is no JSON */
export function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new OwnModelFailed('broken', { cause });
  }
}

export async function readText(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all).toString('utf8');
}
