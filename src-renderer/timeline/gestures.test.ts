// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Scene } from '../../src-shared/analysis';
import { createCollectionsStore } from '../stores/collections-store';
import { createPlayerStore } from '../stores/player-store';
import { createSelectionStore } from '../stores/selection-store';
import { createTimelineStore } from '../stores/timeline-store';
import { INSET } from '../stores/timeline-view';
import { createTranscriptStore } from '../stores/transcript-store';
import { Gestures, type Hover } from './gestures';
import { Surface } from './surface';
import { ThumbCache } from './thumbs';

const ID = 'a'.repeat(32);
const SECOND = 1_000_000;
/** Ten pixels a second over a film of a hundred seconds. */
const WIDTH = 1000 + 2 * INSET;
const HEIGHT = 240;
const scene = (index: number, from: number, to: number): Scene => ({
  index,
  from: from * SECOND,
  to: to * SECOND,
  keyFrame: from * SECOND,
  keyFrameIndex: from,
});

const undo: (() => void)[] = [];
afterEach(() => {
  for (const step of undo.splice(0)) step();
});

function setUp() {
  const host = document.createElement('div');
  Object.defineProperty(host, 'clientWidth', { value: WIDTH });
  Object.defineProperty(host, 'clientHeight', { value: HEIGHT });
  host.setPointerCapture = () => {};
  document.body.append(host);
  const stores = {
    player: createPlayerStore(),
    timeline: createTimelineStore(),
    selection: createSelectionStore(),
    transcript: createTranscriptStore(),
    collections: createCollectionsStore(),
  };
  stores.player.getState().open(ID);
  stores.player.getState().update(ID, {
    duration: 100 * SECOND,
    frameRate: 25,
    scenes: [scene(0, 0, 30), scene(1, 30, 60), scene(2, 60, 100)],
  });
  const canvases = { film: document.createElement('canvas'), moving: document.createElement('canvas') };
  const thumbs = new ThumbCache<ImageBitmap>(() => Promise.reject(new Error('no pictures here')));
  const surface = new Surface(host, canvases, stores, ID, thumbs, () => {});
  const onHover = vi.fn<(hover: Hover | null) => void>();
  const onScene = vi.fn<(index: number) => void>();
  const gestures = new Gestures(surface, onHover, onScene);
  undo.push(
    () => gestures.dispose(),
    () => surface.dispose(),
    () => host.remove(),
  );
  const at = (seconds: number) => INSET + seconds * 10;
  const middleOf = (id: string) => {
    const row = surface.layout.tracks.find((track) => track.id === id);
    return (row?.top ?? 0) + (row?.height ?? 0) / 2;
  };
  const send = (type: string, seconds: number, more: MouseEventInit & { y?: number } = {}) => {
    const { y = middleOf('filmstrip'), ...init } = more;
    host.dispatchEvent(new PointerEvent(type, { clientX: at(seconds), clientY: y, ...init }));
  };
  const wheel = (seconds: number, more: { deltaY: number; ctrlKey?: boolean }) => {
    // happy-dom's wheel events know nothing of the pointer and of modifier keys.
    const { deltaY, ctrlKey = false } = more;
    const event = new WheelEvent('wheel', { deltaY });
    const own = { clientX: at(seconds), clientY: 50, ctrlKey, metaKey: false };
    for (const [name, value] of Object.entries(own)) Object.defineProperty(event, name, { value });
    host.dispatchEvent(event);
  };
  return { stores, send, wheel, middleOf, onHover, onScene };
}

describe('gestures on the timeline', () => {
  it('scrubs where the pointer goes', () => {
    const { stores, send } = setUp();
    send('pointerdown', 10);
    expect(stores.player.getState().time).toBe(10 * SECOND);
    send('pointermove', 45);
    expect(stores.player.getState().time).toBe(45 * SECOND);
    send('pointerup', 45);
    send('pointermove', 80);
    expect(stores.player.getState().time).toBe(45 * SECOND);
  });
  it('snaps to a scene near by, unless that is off', () => {
    const { stores, send } = setUp();
    send('pointerdown', 30.5);
    expect(stores.player.getState().time).toBe(30 * SECOND);
    stores.timeline.getState().toggleSnap();
    send('pointermove', 30.5);
    expect(stores.player.getState().time).toBe(30.5 * SECOND);
  });
  it('marks a range with Shift, and moves its end by the edge', () => {
    const { stores, send } = setUp();
    send('pointerdown', 40, { shiftKey: true });
    send('pointermove', 20);
    send('pointerup', 20);
    expect(stores.selection.getState().range).toEqual({ from: 20 * SECOND, to: 40 * SECOND });
    send('pointerdown', 40.2);
    send('pointermove', 50);
    send('pointerup', 50);
    expect(stores.selection.getState().range).toEqual({ from: 20 * SECOND, to: 50 * SECOND });
    expect(stores.player.getState().time).toBe(0);
  });
  it('marks a whole scene with a double click', () => {
    const { stores, send, middleOf } = setUp();
    send('dblclick', 45, { y: middleOf('scenes') });
    expect(stores.selection.getState().range).toEqual({ from: 30 * SECOND, to: 60 * SECOND });
  });
  it('shows the card of a scene that is clicked, not of one that is dragged over', () => {
    const { stores, send, middleOf, onScene } = setUp();
    const y = middleOf('scenes');
    send('pointerdown', 45, { y });
    send('pointermove', 55, { y });
    send('pointerup', 55, { y });
    send('pointerdown', 45, { y: middleOf('waveform') });
    send('pointerup', 45, { y: middleOf('waveform') });
    expect(onScene).not.toHaveBeenCalled();
    send('pointerdown', 45, { y });
    send('pointerup', 45, { y });
    expect(onScene.mock.calls).toEqual([[1]]);
    expect(stores.player.getState().time).toBe(45 * SECOND);
  });
  it('goes exactly to a citation that is clicked', () => {
    const { stores, send, middleOf } = setUp();
    const citation = { videoId: ID, kind: 'seen', frameIndex: 70, quote: 'river' } as const;
    stores.selection.getState().setCitations([{ ...citation, from: 70.2 * SECOND, to: 72 * SECOND }]);
    send('pointerdown', 71, { y: middleOf('citations') });
    expect(stores.player.getState().time).toBe(70.2 * SECOND);
  });
  it('zooms about the pointer with Ctrl and the wheel, and pans with the wheel alone', () => {
    const { stores, wheel } = setUp();
    wheel(20, { ctrlKey: true, deltaY: -60 });
    const zoomed = stores.timeline.getState().view;
    expect(zoomed.to - zoomed.from).toBeLessThan(100 * SECOND);
    expect((20 * SECOND - zoomed.from) / (zoomed.to - zoomed.from)).toBeCloseTo(0.2);
    wheel(20, { deltaY: 100 });
    const panned = stores.timeline.getState().view;
    expect(panned.from).toBeGreaterThan(zoomed.from);
    expect(panned.to - panned.from).toBeCloseTo(zoomed.to - zoomed.from);
  });
  it('moves the window on the overview, not the playhead', () => {
    const { stores, send } = setUp();
    stores.timeline.getState().setView({ from: 0, to: 20 * SECOND });
    send('pointerdown', 60, { y: 5 });
    send('pointermove', 70, { y: 5 });
    send('pointerup', 70, { y: 5 });
    expect(stores.timeline.getState().view).toEqual({ from: 60 * SECOND, to: 80 * SECOND });
    expect(stores.player.getState().time).toBe(0);
  });
  it('tells where the pointer rests, and when it has left', () => {
    const { send, onHover } = setUp();
    send('pointermove', 12);
    expect(onHover.mock.lastCall?.[0]).toMatchObject({ time: 12 * SECOND, row: 'filmstrip' });
    send('pointerleave', 12);
    expect(onHover.mock.lastCall?.[0]).toBeNull();
  });
});
