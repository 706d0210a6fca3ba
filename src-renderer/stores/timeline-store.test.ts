// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { createTimelineStore } from './timeline-store';
import { extentOf } from './timeline-view';

const MINUTE = 60_000_000;

describe('the timeline store', () => {
  it('shows the whole of a film that is still growing, and stays where the user looks', () => {
    const store = createTimelineStore();
    store.getState().setExtent(extentOf(MINUTE, 25));
    store.getState().setExtent(extentOf(2 * MINUTE, 25));
    expect(store.getState().view).toEqual({ from: 0, to: 2 * MINUTE });
    store.getState().zoom(4, MINUTE);
    const { view } = store.getState();
    store.getState().setExtent(extentOf(3 * MINUTE, 25));
    expect(store.getState().view).toEqual(view);
  });
  it('zooms about the middle when the anchor is out of view', () => {
    const store = createTimelineStore();
    store.getState().setExtent(extentOf(10 * MINUTE, 25));
    store.getState().setView({ from: 2 * MINUTE, to: 4 * MINUTE });
    store.getState().zoom(2, 9 * MINUTE);
    expect(store.getState().view).toEqual({ from: 2.5 * MINUTE, to: 3.5 * MINUTE });
  });
  it('folds and unfolds tracks', () => {
    const store = createTimelineStore();
    store.getState().toggleFold('waveform');
    expect([...store.getState().folded]).toEqual(['waveform']);
    store.getState().toggleFold('waveform');
    expect(store.getState().folded.size).toBe(0);
  });
});
