import type { Segment } from '../../../../src-shared/analysis';
import { MICROS_PER_SECOND, type Micros } from '../../../../src-shared/time';

export interface CutOptions {
  /** Times at which a new shot begins, ascending. */
  readonly cuts: readonly Micros[];
  /** Of the sampled frames, from which lines have their times. */
  readonly framesPerSecond: number;
  /** The film's: a line that lasts as long was there in the last sampled frame. */
  readonly duration: Micros;
}

/** Sampled frames lie off their grid by as much as the film's own frames do: this share of a step, at most. */
const JITTER = 0.1;

/**
 * Lines at the cuts between two sampled frames: what is in one of these and not in the one before it came with the cut in
 * between, if there was one, and what is gone in the next went with it.
 */
export function atCuts(
  lines: readonly Segment[],
  { cuts, framesPerSecond, duration }: CutOptions,
): Segment[] {
  const step = ((1 - JITTER) * MICROS_PER_SECOND) / framesPerSecond;
  return lines.map((line) => {
    const from = cuts.findLast((cut) => cut <= line.from && cut > line.from - step) ?? line.from;
    const ended = (cut: Micros) => cut > Math.max(line.to - step, from) && cut <= line.to;
    const to = line.to < duration ? (cuts.find(ended) ?? line.to) : line.to;
    return { ...line, from, to };
  });
}
