// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { secondsToMicros } from '../../src-shared/time';
import { collectionsStore } from '../stores/collections-store';
import { markMoment, markNoteStore } from '../stores/mark-note';
import { playerStore } from '../stores/player-store';
import { scaleOf } from '../stores/timeline-view';
import { installFakeApi } from '../testing/fake-api';
import { sampleId, samplePlace } from '../testing/samples';
import { MarkNote, MarkNoteOverPicture } from './mark-note';

const VIDEO = sampleId(1);
const AT = secondsToMicros(12.5);

async function mark() {
  const fake = installFakeApi({
    'collections.keep': ({ places: [place] }) => [samplePlace('mark', VIDEO, 12, place)],
    'collections.changePlace': ({ placeId, change }) => ({ ...samplePlace(placeId, VIDEO, 12), ...change }),
  });
  render(<MarkNote videoId={VIDEO} scale={scaleOf({ from: 0, to: secondsToMicros(60) }, 800)} />);
  await act(markMoment);
  return fake;
}

beforeEach(() => {
  playerStore.getState().close();
  playerStore.getState().open(VIDEO);
  playerStore.getState().update(VIDEO, {
    duration: secondsToMicros(60),
    frameTimes: [0, 10, 12, 14].map(secondsToMicros),
  });
  playerStore.getState().seek(AT);
  collectionsStore.setState({ kept: new Map(), lists: new Map(), target: null });
});
afterEach(() => {
  cleanup();
  markNoteStore.getState().close();
});

describe('a moment that is marked', () => {
  it('is a kept place without length, whose note is written at once', async () => {
    const fake = await mark();
    expect(fake.callsOf('collections.keep')).toMatchObject([
      { collectionId: null, places: [{ videoId: VIDEO, from: AT, to: AT, frameIndex: 2, kind: null }] },
    ]);
    const field = screen.getByRole('textbox', { name: 'Note for the mark at 0:12' });
    expect(document.activeElement).toBe(field);
    fireEvent.change(field, { target: { value: ' Cut here ' } });
    await act(async () => {
      fireEvent.keyDown(field, { key: 'Enter' });
    });
    expect(fake.callsOf('collections.changePlace')).toEqual([
      { placeId: 'mark', change: { note: 'Cut here' } },
    ]);
    expect(screen.queryByRole('textbox')).toBeNull();
  });

  it('is written over the picture where that fills the screen', async () => {
    Object.defineProperty(document, 'fullscreenElement', { value: document.body, configurable: true });
    try {
      await mark();
      expect(screen.queryByRole('textbox')).toBeNull();
      render(<MarkNoteOverPicture videoId={VIDEO} />);
      expect(document.activeElement).toBe(screen.getByRole('textbox'));
    } finally {
      Reflect.deleteProperty(document, 'fullscreenElement');
    }
  });

  it('leaves keys that lead elsewhere their way, and keeps those it is written by', async () => {
    await mark();
    const heard: string[] = [];
    const listen = ({ key }: KeyboardEvent) => heard.push(key);
    window.addEventListener('keydown', listen);
    const field = screen.getByRole('textbox');
    for (const key of ['l', 'PageDown']) fireEvent.keyDown(field, { key });
    for (const key of ['a', 'l', '3']) fireEvent.keyDown(field, { key, ctrlKey: true });
    window.removeEventListener('keydown', listen);
    expect(heard).toEqual(['l', '3']);
  });

  it('keeps the note that is being written where a key leads to another screen', async () => {
    const fake = await mark();
    fireEvent.change(screen.getByRole('textbox'), { target: { value: 'Cut here' } });
    await act(async () => cleanup());
    expect(fake.callsOf('collections.changePlace')).toEqual([
      { placeId: 'mark', change: { note: 'Cut here' } },
    ]);
    expect(markNoteStore.getState().place).toBeNull();
  });

  it('stays without a note where Escape leaves the field', async () => {
    const fake = await mark();
    fireEvent.change(screen.getByRole('textbox'), { target: { value: 'no' } });
    fireEvent.keyDown(screen.getByRole('textbox'), { key: 'Escape' });
    expect(screen.queryByRole('textbox')).toBeNull();
    expect(fake.callsOf('collections.changePlace')).toEqual([]);
  });
});
