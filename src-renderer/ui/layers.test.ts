// @vitest-environment node
import { describe, expect, it, vi } from 'vitest';
import { createLayers } from './layers';

describe('layers', () => {
  it('are closed one at a time, the top one first', () => {
    const layers = createLayers();
    const [below, above] = [vi.fn(), vi.fn()];
    layers.push(below);
    const remove = layers.push(above);
    expect(layers.closeTop()).toBe(true);
    expect([below, above].map((each) => each.mock.calls.length)).toEqual([0, 1]);
    remove();
    layers.closeTop();
    expect(below).toHaveBeenCalledTimes(1);
  });

  it('say when nothing is on top', () => {
    const layers = createLayers();
    const remove = layers.push(() => {});
    remove();
    remove();
    expect(layers.closeTop()).toBe(false);
  });
});
