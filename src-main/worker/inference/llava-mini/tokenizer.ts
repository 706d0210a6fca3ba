import { readFile } from 'node:fs/promises';
import { Environment, Interpreter, parse, tokenize } from '@huggingface/jinja';
import { Tokenizer } from '@huggingface/tokenizers';
import { z } from 'zod';
import { ModelPackBroken } from '../../../base/packs/errors';
import type { AnswersPart } from '../../../base/packs/manifest';
import type { Pack } from '../../../base/packs/pack';

/** A message as chat templates take it. */
export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** The tokenizer of a language model, and its chat template. */
export interface TextTokens {
  /**
   * The conversation as one text. The template is not asked for the header of the answer that is to come; one that writes it all the
   * same has it, and after one that does not the model writes it itself.
   */
  render(messages: readonly ChatMessage[]): string;
  /** Ids of a text, with whatever the tokenizer puts before every text. */
  encode(text: string): readonly number[];
  /** The text of ids, special tokens left out. Bytes that are no whole character become U+FFFD. */
  decode(ids: readonly number[]): string;
  /** Null where there is no such token. */
  id(token: string): number | null;
  /** The token that texts begin with; null where there is none. */
  readonly bos: number | null;
}

const specialToken = z.union([z.string(), z.object({ content: z.string() })]);
const configFile = z.object({
  bos_token: specialToken.nullish(),
  eos_token: specialToken.nullish(),
  chat_template: z.union([z.string(), z.array(z.object({ name: z.string(), template: z.string() }))]),
});

/**
 * Some templates write the day into the system prompt. Its rows are kept with a video, so they must be the same tomorrow:
 * this is the day that Llama 3.1's own template falls back to.
 */
const DAY = '26 Jul 2024';

/** @throws ModelPackBroken */
export async function openTextTokens(pack: Pack, part: AnswersPart): Promise<TextTokens> {
  try {
    const [tokenizerFile, file] = await Promise.all(
      [part.tokenizer, part.tokenizerConfig].map(async (name) =>
        JSON.parse(await readFile(pack.file(name), 'utf8')),
      ),
    );
    const config = configFile.parse(file);
    const tokenizer = new Tokenizer(tokenizerFile, file);
    const template = parse(
      tokenize(templateOf(config.chat_template), { lstrip_blocks: true, trim_blocks: true }),
    );
    const [bos, eos] = [wordOf(config.bos_token), wordOf(config.eos_token)];
    return {
      render(messages) {
        const words = { messages, bos_token: bos ?? '', eos_token: eos ?? '', add_generation_prompt: false };
        const text: unknown = new Interpreter(environment(words)).run(template).value;
        return String(text);
      },
      encode: (text) => tokenizer.encode(text).ids,
      // The clean-up joins "can ' t" and the like: the model's own spaces are meant.
      decode: (ids) =>
        tokenizer.decode([...ids], { skip_special_tokens: true, clean_up_tokenization_spaces: false }),
      id: (token) => tokenizer.token_to_id(token) ?? null,
      bos: bos === null ? null : (tokenizer.token_to_id(bos) ?? null),
    };
  } catch (cause) {
    throw new ModelPackBroken(pack.manifest.name, 'holds a tokenizer that cannot be read', { cause });
  }
}

function wordOf(token: z.infer<typeof specialToken> | null | undefined): string | null {
  return typeof token === 'string' ? token : (token?.content ?? null);
}

function templateOf(templates: z.infer<typeof configFile>['chat_template']): string {
  if (typeof templates === 'string') return templates;
  const template = templates.find(({ name }) => name === 'default') ?? templates[0];
  if (!template) throw new Error('there is no chat template');
  return template.template;
}

/** What templates may use. The library's own set of it writes today's date. */
function environment(words: Readonly<Record<string, unknown>>): Environment {
  const environment = new Environment();
  const known = {
    ...words,
    true: true,
    false: false,
    none: null,
    True: true,
    False: false,
    None: null,
    strftime_now: () => DAY,
    range: (from: number, to?: number, step = 1) => {
      const [first, end] = to === undefined ? [0, from] : [from, to];
      const count = Math.max(0, Math.ceil((end - first) / step));
      return Array.from({ length: count }, (_, i) => first + i * step);
    },
    raise_exception: (what: unknown) => {
      throw new Error(String(what));
    },
  };
  for (const [name, value] of Object.entries(known)) environment.set(name, value);
  return environment;
}
