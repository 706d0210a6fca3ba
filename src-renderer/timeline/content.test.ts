// @vitest-environment node

import { describe, expect, it } from 'vitest';
import type { Scene } from '../../src-shared/analysis';
import type { VideoId } from '../../src-shared/primitives';
import { NO_SPEAKERS } from '../../src-shared/speakers';
import { createContentMaker } from './content';

const SECOND = 1_000_000;
const VIDEO = 'film' as VideoId;
const SCENE: Scene = { index: 0, from: 0, to: 100 * SECOND, keyFrame: 0, keyFrameIndex: 0 };

function indexedTo(frameTimes: readonly number[], scenes: readonly Scene[] = []): number {
  const player = {
    videoId: VIDEO,
    duration: 100 * SECOND,
    aspect: null,
    frameTimes,
    scenes,
    chapters: [],
    shots: [],
    objects: [],
    waveform: null,
  };
  return createContentMaker(VIDEO)({
    player,
    segments: [],
    speakers: NO_SPEAKERS,
    selection: { hits: [], citations: [] },
    marks: [],
  }).indexedTo;
}

describe('how much of the film has pictures', () => {
  it('is the frames that there are, as long as more are to come', () => {
    expect(indexedTo([0, SECOND, 2 * SECOND])).toBe(3 * SECOND);
    expect(indexedTo([0])).toBe(SECOND);
  });
  it('is the whole film once its scenes are known, however long the last frame stands', () => {
    expect(indexedTo([0, SECOND, 2 * SECOND], [SCENE])).toBe(100 * SECOND);
  });
  it('never goes past the end', () => {
    expect(indexedTo([0, 60 * SECOND])).toBe(100 * SECOND);
  });
});
