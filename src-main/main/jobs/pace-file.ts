import { z } from 'zod';
import { STAGE_NAMES } from '../../../src-shared/passes';
import { KeptJson } from '../../base/kept-json';
import type { PaceStore } from './work';

const stored = z.partialRecord(z.enum(STAGE_NAMES), z.number().positive()).catch({});

/** Keeps what was learnt of this machine's pace in a file; one that is missing or damaged means that nothing was. */
export function paceFile(path: string): PaceStore {
  // What cannot be written is only learnt again. A command and the window may write at once.
  const kept = new KeptJson(path, () => undefined, { shared: true });
  return {
    read: () => stored.parse(kept.read()),
    write: (paces) => kept.write(paces),
  };
}
