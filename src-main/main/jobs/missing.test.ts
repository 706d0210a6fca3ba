import { describe, expect, it } from 'vitest';
import type { Job } from '../../../src-shared/jobs';
import type { TrackName } from '../../../src-shared/passes';
import type { Video } from '../../../src-shared/video';
import { queuedJob } from './job-states';
import { type Chosen, missingReading, missingStage, readingAfter } from './missing';

const picture = { video: {}, audio: [] } as unknown as Video['media'];
const soundAlone = { video: null, audio: [{}] } as unknown as Video['media'];
/** A film that is indexed with the pack that is chosen, and of which nothing else was read. */
const film = (change: Partial<Video> = {}) =>
  ({ media: picture, frameCount: 10, packId: 'core@1', tracks: [], answers: null, ...change }) as Video;
const nothing: Chosen = { search: 'core@1', answers: null, tracks: [] };
const tracks = (...names: TrackName[]): Chosen => ({ ...nothing, tracks: names });
const model: Chosen = { ...nothing, answers: 'm@1' };
const job = (state: Job['state'], stage: Job['stage']): Job => ({
  ...queuedJob('a'.repeat(32), null, stage),
  state,
});
const read = (name: string, complete: boolean) =>
  ({ model: name, complete, frameCount: 5 }) as Video['answers'];

describe('the reading that a video lacks', () => {
  it.each<[string, Video, Chosen, ReturnType<typeof missingReading>]>([
    ['none where none is wanted', film(), nothing, null],
    ['tracks that were not read', film({ tracks: ['shots'] }), tracks('shots', 'objects'), 'tracks'],
    ['none where all were read', film({ tracks: ['shots', 'objects'] }), tracks('shots'), null],
    [
      'none that reads pictures, of sound alone',
      film({ media: soundAlone }),
      { ...tracks('shots', 'text'), answers: 'm@1' },
      null,
    ],
    ['the language model’s', film(), model, 'watch'],
    ['the language model’s where it was broken off', film({ answers: read('m@1', false) }), model, 'watch'],
    ['the language model’s where another’s is there', film({ answers: read('m@2', true) }), model, 'watch'],
    ['none where the language model has read it', film({ answers: read('m@1', true) }), model, null],
    ['what takes minutes before what takes hours', film(), { ...tracks('shots'), answers: 'm@1' }, 'tracks'],
  ])('is %s', (_, video, chosen, expected) => expect(missingReading(video, chosen)).toBe(expected));
});

describe('where a video begins again', () => {
  it.each<[string, Video, Job, Chosen, ReturnType<typeof missingStage>]>([
    ['nowhere, where all is there', film(), job('done', 'finish'), nothing, null],
    ['at the index, where that was broken off', film(), job('failed', 'frames'), nothing, 'probe'],
    ['at a reading, where that was broken off', film(), job('failed', 'tracks'), tracks('shots'), 'tracks'],
    [
      'at the index, where another pack is chosen',
      film({ packId: 'clip@1' }),
      job('done', 'finish'),
      nothing,
      'probe',
    ],
    [
      'nowhere, where nobody can tell which pack is chosen',
      film({ packId: 'clip@1' }),
      job('done', 'finish'),
      { ...nothing, search: null },
      null,
    ],
    [
      'nowhere, where there are no frames that a pack could have made',
      film({ packId: 'clip@1', frameCount: 0 }),
      job('done', 'finish'),
      nothing,
      null,
    ],
    ['at what is wanted by now', film(), job('done', 'finish'), model, 'watch'],
  ])('is %s', (_, video, last, chosen, expected) => expect(missingStage(video, last, chosen)).toBe(expected));
});

describe('the reading that follows', () => {
  const both: Chosen = { ...tracks('shots'), answers: 'm@1' };
  it.each<[string, Parameters<typeof readingAfter>, ReturnType<typeof readingAfter>]>([
    [
      'the index is looked at anew, though it was read',
      ['index', film({ tracks: ['shots'], answers: read('m@1', true) }), both],
      'tracks',
    ],
    ['the index is the next that is wanted', ['index', film(), model], 'watch'],
    ['the tracks is the language model’s', ['tracks', film(), both], 'watch'],
    ['the last is none', ['watch', film(), both], null],
    ['sound alone is none', ['index', film({ media: soundAlone }), both], null],
  ])('%s', (_, input, expected) => expect(readingAfter(...input)).toBe(expected));
});
