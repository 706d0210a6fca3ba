// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { visitVisible } from './crowds';
import { spansOf } from './search';

describe('visiting what is in view', () => {
  const many = spansOf(Array.from({ length: 10_000 }, (_, i) => ({ from: i * 100, to: i * 100 + 100 })));

  it('visits each when there is room', () => {
    const seen: number[] = [];
    visitVisible(many, { from: 1000, to: 1400 }, 1, (item, _stretch, crowd) => {
      expect(crowd).toBe(1);
      seen.push(item.from);
    });
    expect(seen).toEqual([900, 1000, 1100, 1200, 1300, 1400]);
  });
  it('visits crowds when there is not: bounded by the pixels, and nobody left out', () => {
    let visits = 0;
    let counted = 0;
    let reached = 0;
    visitVisible(many, { from: 0, to: 1_000_000 }, 1000, (_item, stretch, crowd) => {
      visits += 1;
      counted += crowd;
      expect(stretch.from).toBe(reached);
      reached = stretch.to;
    });
    // Each as wide as a thousand, or up to twice that.
    expect(visits).toBeLessThanOrEqual(1000);
    expect(visits).toBeGreaterThanOrEqual(500);
    expect(counted).toBe(10_000);
    expect(reached).toBe(1_000_000);
  });
  it('shows the same crowds wherever the view begins, so that nothing flickers while panning', () => {
    const seenFrom = (from: number) => {
      const stretches: string[] = [];
      visitVisible(many, { from, to: 500_000 }, 1000, (_item, stretch) => {
        if (stretch.from >= 100_000) stretches.push(`${stretch.from}-${stretch.to}`);
      });
      return stretches;
    };
    const first = seenFrom(0);
    expect(first.length).toBeGreaterThan(100);
    expect(seenFrom(777)).toEqual(first);
    expect(seenFrom(54_321)).toEqual(first);
  });
  it('reads no item that is not drawn: what a draw costs does not grow with the film', () => {
    let reads = 0;
    const items = Array.from({ length: 10_000 }, (_, i) => ({ from: i * 100, to: i * 100 + 100 }));
    const spans = spansOf(items);
    const watched = {
      ...spans,
      items: new Proxy(spans.items, {
        get(target, key, receiver) {
          if (typeof key === 'string' && /^\d+$/.test(key)) reads += 1;
          return Reflect.get(target, key, receiver);
        },
      }),
    };
    const draw = (): number => {
      let visits = 0;
      visitVisible(watched, { from: 0, to: 1_000_000 }, 20_000, () => {
        visits += 1;
      });
      return visits;
    };
    draw();
    reads = 0;
    expect(draw()).toBeGreaterThan(10);
    expect(reads).toBe(draw());
  });
});
