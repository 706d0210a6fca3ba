// @vitest-environment node
import { expect, it } from 'vitest';
import { scaleOf } from '../../stores/timeline-view';
import type { Brush } from '../brush';
import { drawRuler } from './ruler';

const HOUR = 3_600_000_000;
const LETTER = 6;

/** The labels that are drawn, each with where it ends. CSS pixels. */
function labels(hours: number, width: number): { text: string; end: number }[] {
  const drawn: { text: string; end: number }[] = [];
  const ctx = {
    measureText: (text: string) => ({ width: text.length * LETTER }),
    fillText: (text: string, x: number) => drawn.push({ text, end: x + text.length * LETTER }),
    fillRect: () => undefined,
  };
  const brush = { ctx, palette: {}, scale: scaleOf({ from: 0, to: hours * HOUR }, width) };
  drawRuler(brush as unknown as Brush, { top: 0, height: 24 }, hours * HOUR);
  return drawn;
}

it('writes no time that the edge would cut: the first figure of 3:00:00 is another time', () => {
  const drawn = labels(3, 1200);
  expect(drawn[0]?.text).toBe('0:00');
  expect(drawn.at(-1)?.text).toBe('2:45:00');
  expect(drawn.every(({ end }) => end <= 1200)).toBe(true);
});
