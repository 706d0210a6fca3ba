import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SourceFolder } from '../../../base/packs/install-types';

const FILES = ['LICENSE', 'LICENSE.txt', 'LICENSE.md', 'LICENCE', 'NOTICE', 'USE_POLICY.md'];

/** The licence that a folder itself states: its licence files, and what the model card's head names. */
export async function folderLicences(source: SourceFolder): Promise<SourceFolder['licences']> {
  const from = source.repository ?? 'imported from a folder';
  const found: SourceFolder['licences'][number][] = [];
  const card = await read(source.dir, 'README.md');
  const named = card && /^---\n[\s\S]*?^license:\s*(\S+)\s*$[\s\S]*?^---/m.exec(card)?.[1];
  if (named) {
    const text = `The model card names the licence ${named}.`;
    found.push({ part: 'Model', source: from, name: named, text });
  }
  for (const file of FILES) {
    const text = await read(source.dir, file);
    if (text?.trim()) found.push({ part: 'Model', source: from, name: file, text });
  }
  if (found.length > 0) return found;
  const text =
    'The folder that this model was imported from states no licence. Look for it where the model was published.';
  return [{ part: 'Model', source: from, name: 'not stated', text }];
}

async function read(dir: string, file: string): Promise<string | null> {
  return readFile(join(dir, file), 'utf8').catch(() => null);
}
