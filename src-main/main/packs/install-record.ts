import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Install, install, precision } from '../../../src-shared/packs';
import type { StepProgress } from '../../base/packs/install-types';

/** What the user asked for: enough to go on with after a restart. */
export const order = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('entry'), entryId: z.string(), precision: precision.nullable() }),
  z.object({ kind: z.literal('cuda') }),
  z.object({ kind: z.enum(['folder', 'archive']), path: z.string(), precision: precision.nullable() }),
]);
export type Order = z.infer<typeof order>;

const record = z.object({ install, order });
export type InstallRecord = z.infer<typeof record>;

/** Reads what an earlier run left. What was under way stands still until the user lets it go on. */
export function readRecords(path: string): InstallRecord[] {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return [];
  }
  const parsed = z.array(record).safeParse(json);
  if (!parsed.success) return [];
  return parsed.data.map((found) => {
    const { state } = found.install;
    const stopped = state === 'running' || state === 'queued' ? 'paused' : state;
    return {
      ...found,
      install: { ...found.install, state: stopped, bytesPerSecond: null, etaSeconds: null },
    };
  });
}

/** Where each step begins in the whole; the last is followed by the end. */
const BEGINS: Record<
  'entry' | 'import',
  Record<StepProgress['step'], readonly [from: number, to: number]>
> = {
  entry: { download: [0, 0.7], check: [0.7, 0.75], convert: [0.75, 0.98], finish: [0.98, 1] },
  import: { download: [0, 0.2], check: [0.97, 0.98], convert: [0.2, 0.97], finish: [0.98, 1] },
};
/** Milliseconds that a speed is measured over. */
const WINDOW = 10_000;

/** Turns what the worker counts into what the user sees: a fraction of the whole that never falls, a speed, a time to go. */
export class Pace {
  #step: StepProgress['step'] | null = null;
  #samples: { readonly at: number; readonly bytes: number }[] = [];

  constructor(private readonly kind: 'entry' | 'import') {}

  apply(shown: Install, { step, bytesDone, bytesTotal }: StepProgress, now = Date.now()): Install {
    if (step !== this.#step) this.#samples = [];
    this.#step = step;
    this.#samples.push({ at: now, bytes: bytesDone });
    // One sample from before the window is kept, so that a slow line has a speed, too.
    while ((this.#samples[1]?.at ?? now) < now - WINDOW) this.#samples.shift();
    const [from, to] = BEGINS[this.kind][step];
    const progress = from + (to - from) * (bytesTotal > 0 ? Math.min(1, bytesDone / bytesTotal) : 0);
    const bytesPerSecond = this.#speed();
    const left = Math.max(0, bytesTotal - bytesDone);
    return {
      ...shown,
      step,
      bytesDone: Math.max(0, bytesDone),
      bytesTotal,
      progress: Math.max(shown.progress, progress),
      bytesPerSecond,
      etaSeconds: bytesPerSecond ? left / bytesPerSecond : null,
    };
  }

  #speed(): number | null {
    const [first] = this.#samples;
    const last = this.#samples.at(-1);
    if (!first || !last || last.at - first.at < 1000) return null;
    return Math.max(0, ((last.bytes - first.bytes) * 1000) / (last.at - first.at));
  }
}
