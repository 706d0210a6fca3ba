import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PackManifest } from '../../../src-main/base/packs/manifest';
import sources from './sources.json';

/** Where the model comes from and under which terms, in the words of the package's own licence file. */
export async function licences(packages: string): Promise<PackManifest['licences']> {
  const { name, version, files } = sources.resemblyzer;
  return [
    {
      part: 'Voices: the d-vector encoder of Resemblyzer',
      source: `PyPI ${name} ${version}`,
      name: 'Apache-2.0',
      text: await readFile(join(packages, 'resemblyzer', files[1] as string), 'utf8'),
    },
  ];
}
