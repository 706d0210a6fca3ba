import { formatBytes } from '../../../src-shared/bytes';
import type { CatalogueEntry, Fit, PackSummary, Precision } from '../../../src-shared/packs';
import { memoryNeed, planMemory } from '../../base/packs/memory';
import { readManifest } from '../../base/packs/pack';
import { choosePrecision } from '../../base/packs/precision-choice';
import { downloadBytes, type Entry } from './catalogue';

type Sizes = Pick<CatalogueEntry, 'precisions' | 'diskBytes' | 'memoryBytes' | 'fit'>;

/** What an entry takes in each precision, the best for this machine first. */
export function sizesOf(entry: Entry, memory: number): Sizes {
  if (entry.precisions.length === 0) {
    const { memoryBytes } = entry;
    return { precisions: [], diskBytes: downloadBytes(entry), memoryBytes, fit: fitOf(memoryBytes, memory) };
  }
  const needs = (wanted: Precision) =>
    entry.precisions.find(({ precision }) => precision === wanted)?.memoryBytes ?? Number.POSITIVE_INFINITY;
  const chosen = choosePrecision(needs, memory, 'cpu');
  const precisions = entry.precisions
    .map((one) => {
      const isChosen = one.precision === chosen.precision;
      const fit = isChosen ? { fits: chosen.fits, why: chosen.why } : fitOf(one.memoryBytes, memory);
      return { ...one, fit };
    })
    .sort((a, b) => Number(b.precision === chosen.precision) - Number(a.precision === chosen.precision));
  const [best] = precisions;
  return {
    precisions,
    diskBytes: best?.diskBytes ?? 0,
    memoryBytes: best?.memoryBytes ?? 0,
    fit: best?.fit ?? fitOf(0, memory),
  };
}

function fitOf(needed: number, memory: number): Fit {
  const fits = needed <= memory;
  const has = `this computer has ${formatBytes(memory)} for it`;
  return { fits, why: `It needs ${formatBytes(needed)} of memory, and ${has}.` };
}

/** Whether an installed pack fits; null for what fits everywhere. @param dir the pack's */
export async function fitOfPack(pack: PackSummary, dir: string, memory: number): Promise<Fit | null> {
  if (pack.builtIn || pack.state === 'broken') return null;
  const need = memoryNeed(await readManifest(dir));
  if (!need) return fitOf(pack.bytes, memory);
  const { fits, why } = planMemory(need, { device: 'cpu', total: memory, available: memory });
  return { fits, why };
}
