import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Figure } from './measurement';

const threshold = z
  .strictObject({
    least: z.number().optional(),
    most: z.number().optional(),
    /** What a run must be given to have the figure at all. */
    needs: z.enum(['media', 'pack']).optional(),
  })
  .refine(({ least, most }) => (least === undefined) !== (most === undefined), {
    error: 'A threshold has either "least" or "most".',
  });
const file = z.record(z.string(), z.record(z.string(), threshold));

export type Threshold = z.infer<typeof threshold>;
/** By measurement, then by figure. */
export type Thresholds = z.infer<typeof file>;

/** How a figure stands: `unheld` has no threshold, `missing` was to be measured and was not. */
export type Standing = 'held' | 'fallen' | 'unheld' | 'missing';
export interface Stood {
  readonly measurement: string;
  readonly figure: Figure | null;
  readonly name: string;
  readonly threshold: Threshold | null;
  readonly standing: Standing;
}

/** @throws ZodError with what is wrong in the file */
export function readThresholds(path = join('eval', 'thresholds.json')): Thresholds {
  return file.parse(JSON.parse(readFileSync(path, 'utf8')));
}

/**
 * Holds a measurement's figures against their thresholds, in the order of the figures. A threshold whose figure did not come is
 * missing, unless it needs what this run was not given: a figure that is called otherwise than before cannot slip out.
 */
export function stand(
  measurement: string,
  figures: readonly Figure[],
  thresholds: Thresholds,
  given: ReadonlySet<string>,
): Stood[] {
  const own = thresholds[measurement] ?? {};
  const measured = figures.map((figure): Stood => {
    const threshold = own[figure.name] ?? null;
    return { measurement, figure, name: figure.name, threshold, standing: standingOf(figure, threshold) };
  });
  const names = new Set(figures.map(({ name }) => name));
  const missing = Object.entries(own)
    .filter(([name, { needs }]) => !names.has(name) && (needs === undefined || given.has(needs)))
    .map(([name, threshold]): Stood => {
      return { measurement, figure: null, name, threshold, standing: 'missing' };
    });
  return [...measured, ...missing];
}

function standingOf({ value }: Figure, threshold: Threshold | null): Standing {
  if (threshold === null) return 'unheld';
  if (value === null) return 'missing';
  const { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY } = threshold;
  return value >= least && value <= most ? 'held' : 'fallen';
}

const WORDS: Record<Standing, string> = {
  held: 'held',
  fallen: '**fallen**',
  missing: '**not measured**',
  unheld: '–',
};

/** One table of all figures, in Markdown. */
export function figureTable(all: readonly Stood[]): string {
  const rows = all.map(({ measurement, name, figure, threshold, standing }) => {
    const limit = threshold === null ? '–' : limitOf(threshold, figure);
    const value = figure === null ? '–' : shown(figure.value, figure);
    return `| ${measurement} | ${name} | ${value} | ${figure?.of ?? '–'} | ${limit} | ${WORDS[standing]} |`;
  });
  return [
    '| measurement | figure | is | of | threshold | |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

function limitOf({ least, most }: Threshold, figure: Figure | null): string {
  return least === undefined ? `≤ ${shown(most ?? null, figure)}` : `≥ ${shown(least, figure)}`;
}

function shown(value: number | null, figure: Pick<Figure, 'unit'> | null): string {
  if (value === null) return '–';
  switch (figure?.unit) {
    case 'share':
      return `${(100 * value).toFixed(1)} %`;
    case 'seconds':
      return `${value.toFixed(3)} s`;
    case 'score':
      return value.toFixed(2);
    default:
      return String(value);
  }
}
