import { readFile } from 'node:fs/promises';
import { Tokenizer } from '@huggingface/tokenizers';
import { ModelPackBroken } from '../../base/packs/errors';

/**
 * A tokenizer in the layout of Hugging Face: `tokenizer.json` and `tokenizer_config.json`.
 * @param packName whose it is, for the words of the error
 * @throws ModelPackBroken where it cannot be read
 */
export async function readTokenizer(
  packName: string,
  files: { readonly tokenizer: string; readonly tokenizerConfig: string },
): Promise<Tokenizer> {
  const read = async (path: string) => JSON.parse(await readFile(path, 'utf8'));
  try {
    return new Tokenizer(await read(files.tokenizer), await read(files.tokenizerConfig));
  } catch (cause) {
    throw new ModelPackBroken(packName, 'holds a tokenizer that cannot be read', { cause });
  }
}

/** As `readTokenizer`, of a part of a pack. @throws ModelPackBroken */
export function tokenizerOf(
  pack: { readonly manifest: { readonly name: string }; file(name: string): string },
  part: { readonly tokenizer: string; readonly tokenizerConfig: string },
): Promise<Tokenizer> {
  return readTokenizer(pack.manifest.name, {
    tokenizer: pack.file(part.tokenizer),
    tokenizerConfig: pack.file(part.tokenizerConfig),
  });
}
