import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import { z } from 'zod';
import { unusable } from '../../../base/packs/errors';
import { VISION_FOLDER } from './source';

/** What of a checkpoint's small files a pack needs. */
export interface TextFiles {
  /** Contents of tokenizer.json, as published. */
  readonly tokenizer: Uint8Array;
  /** Contents of tokenizer_config.json, with the chat template in it. */
  readonly tokenizerConfig: Uint8Array;
  readonly stopIds: readonly number[];
  readonly mean: Channels;
  readonly deviation: Channels;
}
type Channels = readonly [number, number, number];

/** Where the published code stops, whatever the configuration says. */
const STOP_TOKENS = ['<|eot_id|>', '<|eom_id|>', '<|end_of_text|>'];

/** Of CLIP, in every size that OpenAI published. */
const CLIP_MEAN: Channels = [0.48145466, 0.4578275, 0.40821073];
const CLIP_DEVIATION: Channels = [0.26862954, 0.26130258, 0.27577711];

const ids = z.object({
  eos_token_id: z.union([z.number().int(), z.array(z.number().int())]).nullish(),
});
const channels = z.tuple([z.number(), z.number(), z.number()]);
const preprocessor = z.object({ image_mean: channels, image_std: channels });

/**
 * Reads tokenizer, stop ids and normalisation, and tries the tokenizer as the runtime will load it.
 * @param vocab rows of the embedding table: no id may lie beyond it
 * @throws CheckpointUnusable naming the file
 */
export async function readTextFiles(dir: string, vocab: number): Promise<TextFiles> {
  const bytes = await readFile(join(dir, 'tokenizer.json')).catch(() => null);
  if (!bytes) throw unusable('tokenizer.json is missing');
  const config = await readJson(dir, 'tokenizer_config.json');
  if (!config) throw unusable('tokenizer_config.json is missing');
  const { config: withTemplate, added } = await chatTemplate(dir, config);
  const tokenizer = load(bytes, withTemplate);
  let highest = 0;
  for (const id of tokenizer.get_vocab(true).values()) highest = Math.max(highest, id);
  if (highest >= vocab) {
    throw unusable(`tokenizer.json has the id ${highest}, and the embedding table ends at ${vocab - 1}`);
  }
  const colours = await normalisation(dir);
  return {
    tokenizer: bytes,
    tokenizerConfig: added
      ? Buffer.from(JSON.stringify(withTemplate))
      : await readFile(join(dir, 'tokenizer_config.json')),
    stopIds: await stopIds(dir, tokenizer, vocab),
    mean: colours?.image_mean ?? CLIP_MEAN,
    deviation: colours?.image_std ?? CLIP_DEVIATION,
  };
}

function load(bytes: Uint8Array, config: Record<string, unknown>): Tokenizer {
  try {
    const tokenizer = new Tokenizer(JSON.parse(new TextDecoder().decode(bytes)) as object, config);
    if (tokenizer.encode('A picture: 1, 2!').ids.length === 0) throw new Error('no ids for a text');
    return tokenizer;
  } catch (cause) {
    throw unusable('tokenizer.json cannot be read', undefined, { cause });
  }
}

/** Older checkpoints have the template in tokenizer_config.json, newer ones in a file of its own. */
async function chatTemplate(
  dir: string,
  config: Record<string, unknown>,
): Promise<{ config: Record<string, unknown>; added: boolean }> {
  if (config.chat_template) return { config, added: false };
  const template = await readFile(join(dir, 'chat_template.jinja'), 'utf8').catch(() => null);
  if (template === null) throw unusable('tokenizer_config.json has no chat_template');
  return { config: { ...config, chat_template: template }, added: true };
}

async function stopIds(dir: string, tokenizer: Tokenizer, vocab: number): Promise<number[]> {
  const found = new Set<number>();
  for (const token of STOP_TOKENS) {
    const id = tokenizer.token_to_id(token);
    if (id !== undefined) found.add(id);
  }
  for (const file of ['generation_config.json', 'config.json']) {
    const read = ids.safeParse((await readJson(dir, file)) ?? {});
    if (!read.success) throw unusable(`${file} has an eos_token_id that is no number`);
    for (const id of [read.data.eos_token_id ?? []].flat()) {
      if (id >= 0 && id < vocab) found.add(id);
    }
  }
  if (found.size === 0) throw unusable('nothing says at which token an answer ends: eos_token_id is missing');
  return [...found];
}

async function normalisation(dir: string): Promise<z.infer<typeof preprocessor> | null> {
  for (const folder of [join(dir, VISION_FOLDER), dir]) {
    const read = preprocessor.safeParse(await readJson(folder, 'preprocessor_config.json'));
    if (read.success) return read.data;
  }
  return null;
}

/** Null where the file is not there. @throws CheckpointUnusable where it is no JSON object */
async function readJson(dir: string, file: string): Promise<Record<string, unknown> | null> {
  const text = await readFile(join(dir, file), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch (cause) {
    throw unusable(`${file} cannot be read`, undefined, { cause });
  }
}
