import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { STAGE_NAMES } from '../../../src-shared/passes';
import { replaceFile } from '../../base/replace-file';
import type { Paces } from './estimate';
import type { PaceStore } from './work';

const stored = z.partialRecord(z.enum(STAGE_NAMES), z.number().positive());

/** Keeps what was learnt of this machine's pace in a file; one that is missing or damaged means that nothing was. */
export function paceFile(path: string): PaceStore {
  return {
    read(): Paces {
      try {
        return stored.parse(JSON.parse(readFileSync(path, 'utf8')));
      } catch {
        return {};
      }
    },
    // What cannot be written is only learnt again.
    write: (paces) => void replaceFile(path, JSON.stringify(paces), { shared: true }).catch(() => undefined),
  };
}
