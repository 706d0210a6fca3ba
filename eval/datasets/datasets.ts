import { readFileSync } from 'node:fs';
import type { Asked } from '../answers/types';
import { CannotRun } from '../errors';
import { readActivityNetQa } from './activitynet-qa';
import { readCharadesSta } from './charades-sta';
import { readMsrvttQa, readMsvdQa } from './msvd-qa';
import { readNextQa } from './next-qa';
import { readQvHighlights } from './qvhighlights';

interface Dataset {
  /** How many files of annotations there are: of questions and answers together, or of either. */
  readonly files: readonly (1 | 2)[];
  readonly read: (first: string, second: string | null) => Asked[];
  /** What LLaVA-Mini's paper (arXiv 2501.03895) says of itself on it: accuracy 0..1 and score 0..5, as a language model judges. */
  readonly paper?: { readonly accuracy: number; readonly score: number };
}

const DATASETS: Readonly<Record<string, Dataset>> = {
  qvhighlights: { files: [1], read: readQvHighlights },
  'charades-sta': { files: [1], read: readCharadesSta },
  'next-qa': { files: [1], read: readNextQa },
  'msvd-qa': { files: [1, 2], read: readMsvdQa, paper: { accuracy: 0.709, score: 4 } },
  'msrvtt-qa': { files: [1, 2], read: readMsrvttQa, paper: { accuracy: 0.595, score: 3.6 } },
  'activitynet-qa': {
    files: [2],
    read: (first, second) => readActivityNetQa(first, second ?? '[]'),
    paper: { accuracy: 0.535, score: 3.5 },
  },
};
const HOW_MANY = { 1: 'one file', 2: 'two files, of questions and of answers' } as const;

/** @throws CannotRun for an unknown set, or another number of files than it has */
export function readDataset(name: string, paths: readonly string[]): Asked[] {
  const { files, read } = datasetOf(name);
  if (!files.some((count) => count === paths.length)) {
    const which = files.map((count) => HOW_MANY[count]).join(', or ');
    throw new CannotRun(`${name} needs ${which}: --annotations FILE for each.`);
  }
  const [first = '', second = null] = paths.map((path) => readFileSync(path, 'utf8'));
  return read(first, second);
}

/** What the paper says; null where it says nothing of a set. */
export function paperOf(name: string): Dataset['paper'] | null {
  return datasetOf(name).paper ?? null;
}

function datasetOf(name: string): Dataset {
  const dataset = Object.hasOwn(DATASETS, name) ? DATASETS[name] : undefined;
  if (!dataset)
    throw new CannotRun(`There is no data set ${name}. There are: ${Object.keys(DATASETS).join(', ')}.`);
  return dataset;
}
