// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { rulerTicks, stepFor, tickLabel } from './ticks';

const SECOND = 1_000_000;

describe('the ruler', () => {
  it('labels round times, however near or far', () => {
    expect(stepFor(1000 / (10 * SECOND)).step).toBe(SECOND);
    expect(stepFor(1000 / (3600 * SECOND)).step).toBe(300 * SECOND);
    expect(stepFor(1000 / (0.4 * SECOND)).step).toBe(50_000);
  });
  it.each([0.2, 1, 9, 60, 700, 3600, 36_000, 360_000])('never lets labels touch: %d s across', (seconds) => {
    const density = 1000 / (seconds * SECOND);
    const labelled = rulerTicks(0, seconds * SECOND, density, 1e12).filter((tick) => tick.label !== null);
    const gaps = labelled.slice(1).map((tick, i) => (tick.time - (labelled[i]?.time ?? 0)) * density);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(72 - 1e-6);
    expect(Math.max(...gaps)).toBeLessThan(72 * 3);
  });
  it('starts at the first tick in view and ends with the film', () => {
    const ticks = rulerTicks(2.5 * SECOND, 20 * SECOND, 1000 / (10 * SECOND), 8 * SECOND);
    expect(ticks[0]?.time).toBeGreaterThanOrEqual(2.5 * SECOND);
    expect(ticks.at(-1)?.time).toBe(8 * SECOND);
  });
  it('has no ticks before zero', () => {
    expect(rulerTicks(-SECOND, SECOND, 1000 / (10 * SECOND), SECOND)[0]?.time).toBe(0);
  });
  it('tells neighbouring labels apart', () => {
    for (const seconds of [0.02, 0.1, 0.4, 2, 8]) {
      const labels = rulerTicks(0, seconds * SECOND, 1000 / (seconds * SECOND), 1e12).flatMap(
        (tick) => tick.label ?? [],
      );
      expect(new Set(labels).size).toBe(labels.length);
    }
  });
  it('writes as many decimals as the step needs', () => {
    expect(tickLabel(61_250_000, SECOND)).toBe('1:01');
    expect(tickLabel(61_250_000, 50_000)).toBe('1:01.25');
    expect(tickLabel(3_600_000_000, 300 * SECOND)).toBe('1:00:00');
  });
});
