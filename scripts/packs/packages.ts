import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

interface Source {
  readonly name: string;
  readonly version: string;
}

/**
 * What licences need of the npm packages that a pack is made of.
 * @param folder holds each package by its key in `sources`
 */
export function packagesIn<K extends string>(folder: string, sources: Readonly<Record<K, Source>>) {
  return {
    /** A package as it is cited: "npm name@version". */
    source: (key: K): string => `npm ${sources[key].name}@${sources[key].version}`,
    /** A text file of a package, its licence when left out. */
    text: (key: K, file = 'LICENSE'): Promise<string> => readFile(join(folder, key, file), 'utf8'),
  };
}
