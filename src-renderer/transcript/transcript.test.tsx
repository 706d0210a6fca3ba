// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Segment, Video } from '../../src-shared/domain';
import { secondsToMicros } from '../../src-shared/time';
import { playerStore } from '../stores/player-store';
import { settingsStore } from '../stores/settings-store';
import { transcriptStore } from '../stores/transcript-store';
import { installFakeApi } from '../testing/fake-api';
import { SAMPLE_SETTINGS, sampleId, sampleSegment, sampleVideo } from '../testing/samples';
import { Transcript } from './transcript';

const SEGMENTS = [
  sampleSegment(0, 2, 'A dragon.'),
  sampleSegment(1, 5, 'Someone.'),
  sampleSegment(2, 9, 'The Dragon!'),
];

async function show(segments: Segment[], change: Partial<Video> = {}) {
  const fake = installFakeApi({ 'index.transcript': () => segments });
  render(<Transcript video={sampleVideo(1, change)} />);
  await act(async () => {});
  return fake;
}

beforeEach(() => {
  transcriptStore.setState({ videoId: null, segments: [], status: 'loading' });
  settingsStore.setState({ settings: SAMPLE_SETTINGS });
  playerStore.getState().close();
  playerStore.getState().open(sampleId(1));
});
afterEach(cleanup);

describe('Transcript', () => {
  it('says why there is none', async () => {
    await show([], { media: { ...sampleVideo(1).media, audio: [] } });
    expect(screen.getByText('No sound')).toBeTruthy();
    cleanup();
    await show([], { state: 'indexing' });
    expect(screen.getByText('Not transcribed yet')).toBeTruthy();
    cleanup();
    await show([]);
    expect(screen.getByText('No speech found')).toBeTruthy();
    cleanup();
    settingsStore.setState({ settings: { ...SAMPLE_SETTINGS, transcribe: false } });
    await show([]);
    expect(screen.getByText('Transcription is switched off')).toBeTruthy();
  });

  it('marks the line that is being said and seeks to the one clicked', async () => {
    await show(SEGMENTS);
    act(() => playerStore.getState().seek(secondsToMicros(6)));
    expect(screen.getByRole('option', { current: 'time' }).textContent).toBe('0:05Someone.');
    fireEvent.click(screen.getByText('The Dragon!'));
    expect(playerStore.getState().time).toBe(secondsToMicros(9));
    expect(screen.getByRole('option', { current: 'time' }).textContent).toBe('0:09The Dragon!');
  });

  it('follows until the user scrolls, and again when asked to', async () => {
    await show(SEGMENTS);
    expect(screen.queryByRole('button', { name: 'Follow playback' })).toBeNull();
    fireEvent.wheel(screen.getByRole('listbox', { name: 'Lines' }));
    fireEvent.click(screen.getByRole('button', { name: 'Follow playback' }));
    expect(screen.queryByRole('button', { name: 'Follow playback' })).toBeNull();
  });

  it('walks the lines by keys and seeks with Enter', async () => {
    await show(SEGMENTS);
    const lines = screen.getByRole('listbox', { name: 'Lines' });
    fireEvent.keyDown(lines, { key: 'ArrowDown' });
    fireEvent.keyDown(lines, { key: 'ArrowDown' });
    expect(screen.getByRole('option', { selected: true }).textContent).toBe('0:05Someone.');
    fireEvent.keyDown(lines, { key: 'Enter' });
    expect(playerStore.getState().time).toBe(secondsToMicros(5));
  });

  it('finds words, marks them and goes from one to the next', async () => {
    await show(SEGMENTS);
    const field = screen.getByRole('searchbox', { name: 'Find in the transcript' });
    fireEvent.change(field, { target: { value: 'dragon' } });
    expect(document.querySelectorAll('mark')).toHaveLength(2);
    fireEvent.keyDown(field, { key: 'Enter' });
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(screen.getByText('2 of 2')).toBeTruthy();
    expect(screen.getByRole('option', { selected: true }).textContent).toBe('0:09The Dragon!');
  });

  it('draws only the lines in sight of a long transcript', async () => {
    await show(Array.from({ length: 5000 }, (_, n) => sampleSegment(n, n, `Line ${n}`)));
    expect(screen.getAllByRole('option').length).toBeLessThan(100);
  });
});
