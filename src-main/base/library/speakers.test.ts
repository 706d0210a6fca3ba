import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SpeakersFound } from '../../../src-shared/speakers';
import { openLibrary } from './library';
import type { Library } from './types';

const [ONE, TWO] = ['1'.repeat(32), '2'.repeat(32)] as const;
let dir: string;
let library: Library;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'longtake-speakers-'));
  library = openLibrary({ dir });
  for (const id of [ONE, TWO]) {
    const media = { container: 'wav', duration: 100, video: null, audio: [] };
    library.videos.add({ id, path: `/films/${id}.wav`, title: id, sizeBytes: 1, media });
  }
});
afterEach(() => {
  library.close();
  rmSync(dir, { recursive: true });
});

const turn = (from: number, to: number, speaker: number) => ({ from, to, speaker, confidence: 0.5 });
const voice = (...values: number[]) => values;
const FOUND: SpeakersFound = {
  speakers: [
    { number: 0, voice: voice(1, 0, 0) },
    { number: 1, voice: voice(0, 1, 0) },
    { number: 2, voice: voice(0, 0, 1) },
  ],
  turns: [turn(0, 10, 0), turn(10, 30, 1), turn(30, 40, 0), turn(40, 50, 2)],
};
const shown = (id = ONE) => library.speakers.of(id).speakers.map((one) => one.shown);

describe('who speaks', () => {
  it('is not known before it was listened for, and then it is, also where it is nobody', () => {
    expect(library.speakers.of(ONE)).toEqual({ read: false, speakers: [], turns: [] });
    library.speakers.replace(ONE, { speakers: [], turns: [] });
    expect(library.speakers.of(ONE)).toEqual({ read: true, speakers: [], turns: [] });
  });

  it('is kept with turns, and how long each speaks', () => {
    library.speakers.replace(ONE, FOUND);
    const { read, speakers, turns } = library.speakers.of(ONE);
    expect([read, turns]).toEqual([true, FOUND.turns]);
    expect(speakers.map(({ shown: name, spoken }) => [name, spoken])).toEqual([
      ['Speaker 1', 20],
      ['Speaker 2', 20],
      ['Speaker 3', 10],
    ]);
    library.videos.remove(ONE);
    expect(library.speakers.of(ONE).read).toBe(false);
  });

  it('has the names that are given, two of one name are one, and taking it back parts them', () => {
    library.speakers.replace(ONE, FOUND);
    library.speakers.rename(ONE, 0, ' Anna ', false);
    expect(shown()).toEqual(['Anna', 'Speaker 2', 'Speaker 3']);
    library.speakers.rename(ONE, 2, 'Anna', false);
    library.speakers.rename(ONE, 0, 'Anne', false);
    expect(shown()).toEqual(['Anne', 'Speaker 2', 'Anne']);
    library.speakers.rename(ONE, 2, null, false);
    expect(shown()).toEqual(['Speaker 1', 'Speaker 2', 'Speaker 3']);
    // Without any name: the third is the second.
    library.speakers.rename(ONE, 2, 'Speaker 2', false);
    expect(shown()).toEqual(['Speaker 1', 'Speaker 2', 'Speaker 2']);
    expect(() => library.speakers.rename(ONE, 7, 'Bert', false)).toThrow(
      expect.objectContaining({ code: 'NotFound' }),
    );
  });

  it('keeps names where it is found anew, by whose times they are', () => {
    library.speakers.replace(ONE, FOUND);
    library.speakers.rename(ONE, 1, 'Anna', false);
    library.speakers.rename(ONE, 2, 'Bert', false);
    // In another order, with a speaker less, and with one who was not there.
    library.speakers.replace(ONE, {
      speakers: [0, 1, 2].map((number) => ({ number, voice: voice(1, 1, 1) })),
      turns: [turn(2, 9, 1), turn(11, 28, 0), turn(60, 70, 2)],
    });
    expect(shown()).toEqual(['Anna', 'Speaker 2', 'Speaker 3']);
  });
});

describe('a voice that was named for the whole library', () => {
  const perhaps = (id: string) => library.speakers.of(id).speakers.map((one) => one.perhaps);

  beforeEach(() => {
    library.speakers.replace(ONE, FOUND);
    library.speakers.replace(TWO, {
      speakers: [
        { number: 0, voice: voice(0.95, 0.05, 0.05) },
        { number: 1, voice: voice(0.7, 0.7, 0) },
      ],
      turns: [turn(0, 10, 0), turn(10, 20, 1)],
    });
  });

  it('is suggested for the same voice elsewhere, and never given', () => {
    library.speakers.rename(ONE, 0, 'Anna', true);
    expect(perhaps(TWO)).toEqual(['Anna', null]);
    expect(shown(TWO)).toEqual(['Speaker 1', 'Speaker 2']);
    // Of a film that has an Anna, no second one is thought of.
    library.speakers.rename(TWO, 1, 'Anna', false);
    expect(perhaps(TWO)).toEqual([null, null]);
  });

  it('is suggested nowhere where it was named for one film, or no longer', () => {
    library.speakers.rename(ONE, 0, 'Anna', false);
    expect(perhaps(TWO)).toEqual([null, null]);
    library.speakers.rename(ONE, 0, 'Anna', true);
    library.speakers.rename(ONE, 0, null, true);
    expect(perhaps(TWO)).toEqual([null, null]);
  });

  it('is not compared with one that another model heard', () => {
    library.speakers.rename(ONE, 0, 'Anna', true);
    library.speakers.replace(TWO, { speakers: [{ number: 0, voice: voice(1, 0) }], turns: [turn(0, 10, 0)] });
    expect(perhaps(TWO)).toEqual([null]);
  });
});
