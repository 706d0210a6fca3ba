import { readFileSync } from 'node:fs';
import type { Asked } from '../answers/types';
import { CannotRun } from '../errors';
import { readActivityNetQa } from './activitynet-qa';
import { readCharadesSta } from './charades-sta';
import { readMsvdQa } from './msvd-qa';
import { readNextQa } from './next-qa';
import { readQvHighlights } from './qvhighlights';

type Reader = (first: string, second: string) => Asked[];

/** How many files of annotations each published set has, and what makes questions of them. */
const READERS: Readonly<Record<string, { files: number; read: Reader }>> = {
  qvhighlights: { files: 1, read: readQvHighlights },
  'charades-sta': { files: 1, read: readCharadesSta },
  'next-qa': { files: 1, read: readNextQa },
  'activitynet-qa': { files: 2, read: readActivityNetQa },
  'msvd-qa': { files: 1, read: readMsvdQa },
};

/** @throws Error for an unknown set, or another number of files than it has */
export function readDataset(name: string, paths: readonly string[]): Asked[] {
  const reader = READERS[name];
  if (!reader)
    throw new CannotRun(`There is no data set ${name}. There are: ${Object.keys(READERS).join(', ')}.`);
  if (paths.length !== reader.files) {
    const which = reader.files === 1 ? 'one file' : 'two files, of questions and of answers';
    throw new CannotRun(`${name} needs ${which}: --annotations FILE for each.`);
  }
  const [first = '', second = ''] = paths.map((path) => readFileSync(path, 'utf8'));
  return reader.read(first, second);
}
