// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { secondsToMicros } from '../../src-shared/time';
import { playerStore } from '../stores/player-store';
import { transcriptStore } from '../stores/transcript-store';
import { sampleId, sampleSegment, sampleWriting } from '../testing/samples';
import { Captions } from './captions';

afterEach(cleanup);

it('shows what is said, not what is written in the picture anyway', () => {
  const videoId = sampleId(1);
  playerStore.getState().open(videoId);
  const segments = [sampleSegment(0, 2, 'A dragon.'), sampleWriting(0, 3, 'CHAPTER ONE')];
  transcriptStore.setState({ videoId, segments });
  render(<Captions videoId={videoId} />);
  act(() => playerStore.getState().seek(secondsToMicros(3.5)));
  expect(screen.getByTestId('captions').textContent).toBe('A dragon.');
  act(() => playerStore.getState().seek(secondsToMicros(5)));
  expect(screen.queryByTestId('captions')).toBeNull();
  playerStore.getState().close();
});
