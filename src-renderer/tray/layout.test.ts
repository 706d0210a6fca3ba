// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { cardAfterKey, formIn, itemsIn, layoutTray } from './layout';
import { framesOfLoop } from './picture';

const ROOM = { width: 1000, height: 170 };

describe('a strip', () => {
  it('puts cards beside each other, candidates after a mark, and the end last', () => {
    const { items, width } = layoutTray('strip', ROOM, 4, 2, true);
    expect(items.map((item) => (item.kind === 'card' ? item.index : item.kind))).toEqual([
      0,
      1,
      'candidates',
      2,
      3,
      'end',
    ]);
    items.slice(1).forEach(({ box }, i) => {
      const before = items[i]?.box;
      expect(box.left).toBeGreaterThanOrEqual((before?.left ?? 0) + (before?.width ?? 0));
    });
    expect(width).toBeGreaterThan((items.at(-1)?.box.left ?? 0) + (items.at(-1)?.box.width ?? 0));
  });
  it('has larger cards where it is higher, and never a picture of no height', () => {
    const picture = (height: number) =>
      layoutTray('strip', { width: 800, height }, 1, 1, false).picture.height;
    expect(picture(300)).toBeGreaterThan(picture(170));
    expect(picture(0)).toBeGreaterThan(0);
  });
  it('has words beside the picture where it is low, and below it from where both have room', () => {
    const at = (height: number) => {
      const { beside, picture, items } = layoutTray('strip', { width: 800, height }, 1, 1, false);
      const [card] = items;
      return {
        beside,
        below: (card?.box.height ?? 0) - picture.height,
        aside: (card?.box.width ?? 0) - picture.width,
      };
    };
    expect(at(80)).toMatchObject({ beside: true, below: 0 });
    expect(at(80).aside).toBeGreaterThan(100);
    expect(at(170)).toMatchObject({ beside: false, aside: 0 });
    expect(at(170).below).toBeGreaterThan(0);
  });
  it('draws what is in sight and the card that is kept, of hundreds', () => {
    const layout = layoutTray('strip', ROOM, 500, 500, false);
    const shown = itemsIn(layout, { left: 20_000, top: 0, width: 1000, height: 170 }, 200, 3);
    expect(shown.length).toBeLessThan(16);
    expect(shown[0]).toMatchObject({ kind: 'card', index: 3 });
  });
});

it('is a strip where a window is too low for a row of a grid', () => {
  expect([formIn('grid', 84), formIn('grid', 219), formIn('strip', 219), formIn('grid', 0)]).toEqual([
    ...['strip', 'grid', 'strip', 'grid'],
  ]);
});

describe('a grid', () => {
  const layout = layoutTray('grid', { width: 800, height: 400 }, 9, 5, false);
  it('begins a row of its own for candidates, and stays inside its width', () => {
    const tops = new Map(
      layout.items.flatMap((item) => (item.kind === 'card' ? [[item.index, item.box.top] as const] : [])),
    );
    expect(tops.get(3)).toBe(tops.get(0));
    expect(tops.get(4)).toBeGreaterThan(tops.get(3) ?? 0);
    expect(tops.get(5)).toBeGreaterThan(tops.get(4) ?? 0);
    for (const { box } of layout.items) expect(box.left + box.width).toBeLessThanOrEqual(800);
  });
  it('is walked by arrows, up and down to the nearest card of the next row', () => {
    const go = (at: number, key: string) => cardAfterKey(layout, 'grid', at, key);
    expect([go(0, 'ArrowRight'), go(0, 'ArrowLeft'), go(0, 'End'), go(8, 'Home')]).toEqual([1, null, 8, 0]);
    expect([go(0, 'ArrowDown'), go(4, 'ArrowDown'), go(6, 'ArrowUp'), go(0, 'ArrowUp')]).toEqual([
      4,
      5,
      4,
      null,
    ]);
    expect(go(0, 'x')).toBeNull();
  });
});

describe('the loop of a card', () => {
  const times = Array.from({ length: 100 }, (_, n) => n * 1_000_000);
  const loop = (from: number, to: number) => framesOfLoop(times, { from: from * 1e6, to: to * 1e6 });
  it('shows the frames of its stretch, so many of a long one that it ends', () => {
    expect(loop(10, 16)).toEqual([10, 11, 12, 13, 14, 15, 16]);
    const long = loop(0, 99);
    expect(long).toHaveLength(16);
    expect([long[0], long.at(-1)]).toEqual([0, 93]);
  });
  it('shows what follows a short one, or comes before it at the film’s end', () => {
    expect(loop(10, 10.5)).toEqual([10, 11, 12, 13, 14]);
    expect(loop(99, 99.5)).toEqual([95, 96, 97, 98, 99]);
    expect(framesOfLoop([], { from: 0, to: 1 })).toEqual([]);
  });
});
