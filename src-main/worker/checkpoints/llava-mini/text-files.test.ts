import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeTokenizer } from './testing/tokenizer';
import { readTextFiles } from './text-files';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'longtake-text-files-'));
});
afterEach(() => rm(dir, { recursive: true }));

const put = (file: string, value: unknown) => writeFile(join(dir, file), JSON.stringify(value));
async function tokenizer(vocab: number, change: object = {}): Promise<void> {
  const made = makeTokenizer(vocab);
  await put('tokenizer.json', made.tokenizer);
  await put('tokenizer_config.json', { ...(made.config as object), ...change });
}

test('a vocabulary of the released size, whose stop ids are those of Llama 3.1', async () => {
  await tokenizer(128_256);
  const { stopIds } = await readTextFiles(dir, 128_256);
  expect(stopIds).toEqual([128_009, 128_008, 128_001]);
});

test('stop ids are those of the tokenizer and of both configurations, each once', async () => {
  await tokenizer(300);
  await put('generation_config.json', { eos_token_id: [299, 7] });
  await put('config.json', { eos_token_id: 8 });
  expect((await readTextFiles(dir, 300)).stopIds).toEqual([299, 298, 291, 7, 8]);
  await put('config.json', { eos_token_id: 'none' });
  await expect(readTextFiles(dir, 300)).rejects.toMatchObject({
    message: expect.stringContaining('config.json has an eos_token_id that is no number'),
  });
});

test('a template in a file of its own is put where the runtime looks for it', async () => {
  await tokenizer(300, { chat_template: undefined });
  await writeFile(join(dir, 'chat_template.jinja'), '{{ messages }}');
  const { tokenizerConfig } = await readTextFiles(dir, 300);
  expect(JSON.parse(Buffer.from(tokenizerConfig).toString())).toMatchObject({
    bos_token: '<|begin_of_text|>',
    chat_template: '{{ messages }}',
  });
});

test('files that need no change are taken byte by byte', async () => {
  await tokenizer(300);
  const { tokenizer: bytes, tokenizerConfig } = await readTextFiles(dir, 300);
  expect(Buffer.from(bytes)).toEqual(await readFile(join(dir, 'tokenizer.json')));
  expect(Buffer.from(tokenizerConfig)).toEqual(await readFile(join(dir, 'tokenizer_config.json')));
});

test('pixels are normalised as CLIP’s are, or as the tower’s own file says', async () => {
  await tokenizer(300);
  expect((await readTextFiles(dir, 300)).mean).toEqual([0.48145466, 0.4578275, 0.40821073]);
  await mkdir(join(dir, 'vision'));
  await put('vision/preprocessor_config.json', {
    image_mean: [0.5, 0.5, 0.5],
    image_std: [0.25, 0.25, 0.25],
  });
  expect(await readTextFiles(dir, 300)).toMatchObject({
    mean: [0.5, 0.5, 0.5],
    deviation: [0.25, 0.25, 0.25],
  });
});

test('an id without a row in the embedding table is refused', async () => {
  await tokenizer(300);
  await expect(readTextFiles(dir, 299)).rejects.toMatchObject({
    code: 'CheckpointUnusable',
    message: expect.stringContaining('has the id 299, and the embedding table ends at 298'),
  });
});
