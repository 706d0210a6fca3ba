import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Precision } from '../../../../../src-shared/packs';
import { packSizes, RELEASED_8B, workingBytes } from '../../../checkpoints/llava-mini/sizes';

export interface TestEntry {
  readonly id: string;
  readonly name: string;
  /** `owner/name` below the served folder. */
  readonly repository: string;
  readonly makes: 'llava-mini' | 'dual-encoder' | 'whisper' | 'recogniser';
  readonly provides: readonly string[];
  readonly precisions: readonly Precision[];
}

/** What the catalogue says of a form of the released model. */
export function precisionSizes(precision: Precision) {
  const sizes = packSizes(RELEASED_8B, precision);
  return { precision, diskBytes: Math.round(sizes.diskBytes), memoryBytes: Math.round(workingBytes(sizes)) };
}

/**
 * For tests only: a catalogue of repositories in a folder that `startHub` serves, and a licence beside it. The app takes it from
 * LONGTAKE_CATALOGUE, and the hub's address as mirror in the settings.
 */
export function writeCatalogue(path: string, repositories: string, entries: readonly TestEntry[]): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(join(dirname(path), 'licence.txt'), 'Made up for tests: do with it what you like.\n');
  const full = entries.map(({ repository, ...entry }) => ({
    ...entry,
    precisions: entry.precisions.map(precisionSizes),
    description: `${entry.name}, made up for tests.`,
    parts: [{ repository, revision: 'main', into: '', files: filesOf(join(repositories, repository)) }],
    memoryBytes: 100_000_000,
    licences: [{ part: entry.name, source: 'tests', name: 'Free', text: 'licence.txt' }],
  }));
  writeFileSync(path, JSON.stringify({ format: 1, entries: full }));
}

function filesOf(dir: string) {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const name = path.slice(dir.length + 1).replaceAll('\\', '/');
      return { path: name, bytes: null, about: Math.max(1, statSync(path).size), sha256: null };
    });
}
