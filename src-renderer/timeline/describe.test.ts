// @vitest-environment node

import { afterEach, expect, describe as group, it } from 'vitest';
import { NO_SPEAKERS } from '../../src-shared/speakers';
import { secondsToMicros } from '../../src-shared/time';
import { setLanguage } from '../../src-shared/words/words';
import { layoutOf, type TrackId } from '../stores/timeline-layout';
import { scaleOf } from '../stores/timeline-view';
import {
  sampleCitation,
  sampleHit,
  sampleId,
  sampleObject,
  samplePlace,
  sampleSegment,
  sampleShot,
  sampleWriting,
} from '../testing/samples';
import { absentTracks, createContentMaker } from './content';
import { describe } from './describe';
import type { Hover } from './gestures';

const VIDEO = sampleId(1);
const DURATION = secondsToMicros(100);
const PLAYER = {
  videoId: VIDEO,
  duration: DURATION,
  aspect: null,
  frameTimes: [],
  scenes: [],
  chapters: [{ from: 0, to: 20_000_000, title: 'Dawn' }],
  shots: [sampleShot(0, 0, 12, 'start'), sampleShot(1, 12, 31, 'dissolve')],
  objects: [
    sampleObject(0, 'person', 12, 31),
    sampleObject(1, 'person', 20, 25),
    sampleObject(2, 'dog', 70, 80),
  ],
  waveform: null,
};
const SEGMENTS = [
  sampleSegment(0, 12, 'Hello.'),
  sampleWriting(0, 11, 'CHAPTER'),
  sampleWriting(1, 12, 'ONE'),
];
const content = createContentMaker(VIDEO)({
  player: PLAYER,
  segments: SEGMENTS,
  speakers: {
    read: true,
    speakers: [
      { number: 0, name: null, shown: 'Speaker 1', perhaps: null, spoken: 2_000_000 },
      { number: 1, name: 'Anna', shown: 'Anna', perhaps: null, spoken: 4_000_000 },
    ],
    turns: [
      { from: 12_000_000, to: 14_000_000, speaker: 0, confidence: 0.9 },
      { from: 15_000_000, to: 19_000_000, speaker: 1, confidence: 0.9 },
    ],
  },
  selection: {
    hits: [
      sampleHit(VIDEO, 12, {
        matches: [
          { kind: 'seen', text: 'a house', probability: 0.3, marks: [] },
          { kind: 'written', text: 'CHAPTER', probability: null, marks: [] },
        ],
      }),
    ],
    citations: [sampleCitation(VIDEO, 12, { kind: 'object', quote: 'person' })],
  },
  marks: [
    samplePlace('stretch', VIDEO, 12, { note: 'Use this', tags: ['b-roll'] }),
    samplePlace('marker', VIDEO, 20, { to: secondsToMicros(20), title: '' }),
  ],
});
const layout = layoutOf(400, new Set());

function at(row: TrackId, seconds: number, share = 0.5): string | null {
  const place = layout.tracks.find(({ id }) => id === row) ?? { top: 0, height: 0 };
  const hover: Hover = {
    row,
    time: secondsToMicros(seconds),
    x: 0,
    y: place.top + place.height * share,
    host: { left: 0, top: 0 },
  };
  return describe(hover, content, scaleOf({ from: 0, to: DURATION }, 1000), layout);
}

afterEach(() => setLanguage('en'));

group('what the pointer is told', () => {
  it('of things, in German where the window is', () => {
    setLanguage('de');
    expect(at('objects', 13, 0.1)).toBe('Person, 0:12 bis 0:31, bis zu 2 zugleich');
    expect(at('objects', 75, 0.9)).toBe('Hund, 1:10 bis 1:20');
  });
  it('of things: what, from when to when, and how many at once', () => {
    expect(at('objects', 13, 0.1)).toBe('person, 0:12 to 0:31, up to 2 at once');
    expect(at('objects', 13, 0.9)).toBeNull();
    expect(at('objects', 75, 0.9)).toBe('dog, 1:10 to 1:20');
  });
  it('of shots: which, how it begins, and its times', () => {
    expect(at('shots', 13)).toBe('Shot 2 of 2, begins gradually\n0:12 to 0:31');
  });
  it('of speech and writing: the words, all lines that can be read then', () => {
    expect(at('transcript', 13)).toBe('Hello.');
    expect(at('text', 13)).toBe('ONE\nCHAPTER');
  });
  it('of turns: who speaks', () => {
    expect(at('speakers', 13)).toBe('Speaker 1\n0:12 to 0:14');
    expect(at('speakers', 16)).toBe('Anna\n0:15 to 0:19');
    expect(at('speakers', 50)).toBeNull();
  });
  it('of hits, citations and what is kept: why, and what was said of it', () => {
    expect(at('hits', 13)).toBe('Written: CHAPTER');
    expect(at('citations', 13)).toBe('Thing found: person');
    expect(at('marks', 13)).toBe('Use this\nPlace stretch\n#b-roll\n0:12 to 0:15');
    expect(at('marks', 20)).toBe('Kept\n0:20');
    expect(at('chapters', 13)).toBe('Chapter 1: Dawn\n0:00 to 0:20');
    expect(at('waveform', 13)).toBeNull();
  });
});

group('tracks that take no room', () => {
  it('are those that were not read, or in which nothing was found', () => {
    expect([...absentTracks(content)]).toEqual([]);
    const bare = createContentMaker(VIDEO)({
      player: { ...PLAYER, chapters: [], shots: [], objects: [] },
      segments: [sampleSegment(0, 1, 'Hello.')],
      speakers: NO_SPEAKERS,
      selection: { hits: [], citations: [] },
      marks: [],
    });
    expect([...absentTracks(bare)]).toEqual(['chapters', 'shots', 'objects', 'text', 'marks', 'speakers']);
  });
});
