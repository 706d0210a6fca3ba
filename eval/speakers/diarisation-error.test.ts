import { describe, expect, it } from 'vitest';
import { diarisationError } from './diarisation-error';
import { join, spokenIn } from './recordings';

const SECOND = 1_000_000;
const by = (speaker: string, from: number, to: number) => ({ speaker, from: from * SECOND, to: to * SECOND });
const none = { collar: 0, until: 100 * SECOND };

describe('the diarisation error', () => {
  const truth = [by('a', 0, 10), by('b', 10, 30), by('a', 30, 40)];

  it('is none of what is right, whatever the speakers are called', () => {
    const found = [by('1', 0, 10), by('0', 10, 30), by('1', 30, 40)];
    expect(diarisationError(truth, found, none)).toEqual({
      ...{ spoken: 40 * SECOND, missed: 0, confused: 0, falseAlarm: 0 },
    });
  });

  it('counts what was given to the wrong one, missed, and found where nobody speaks', () => {
    const found = [by('1', 0, 10), by('0', 10, 28), by('0', 30, 34), by('1', 34, 40), by('1', 50, 53)];
    expect(diarisationError(truth, found, none)).toEqual({
      ...{ spoken: 40 * SECOND, missed: 2 * SECOND, confused: 4 * SECOND, falseAlarm: 3 * SECOND },
    });
  });

  it('gives speakers to one another one to one: a third is wrong', () => {
    const found = [by('1', 0, 10), by('0', 10, 30), by('2', 30, 40)];
    expect(diarisationError(truth, found, none).confused).toBe(10 * SECOND);
  });

  it('counts two at once twice, and leaves the borders out', () => {
    const both = [by('a', 0, 10), by('b', 5, 10)];
    expect(diarisationError(both, [by('x', 0, 10)], none)).toMatchObject({
      ...{ spoken: 15 * SECOND, missed: 5 * SECOND, confused: 0 },
    });
    const late = [by('x', 0, 10.2)];
    const collar = { ...none, collar: 250_000 };
    expect(diarisationError([by('a', 0, 10)], late, collar)).toMatchObject({ missed: 0, falseAlarm: 0 });
  });
});

describe('a recording of known voices', () => {
  const clips = ['a', 'b'].map((speaker, n) => ({
    speaker,
    samples: Int16Array.from({ length: 160_000 }, (_, i) => Math.round(8000 * Math.sin(i * (0.1 + n)))),
  }));
  const shape = { seed: 3, turns: 6, turn: [1, 2], pause: [0.5, 0.5] } as const;

  it('is the same each time, and nobody follows themselves', () => {
    const one = join(clips, shape);
    expect(join(clips, shape)).toEqual(one);
    const speakers = one.truth.map(({ speaker }) => speaker);
    expect(speakers).toHaveLength(6);
    expect(speakers.every((speaker, n) => speaker !== speakers[n - 1])).toBe(true);
    expect(one.truth.every(({ from, to }, n) => to > from && from >= (one.truth[n - 1]?.to ?? 0))).toBe(true);
  });

  it('counts as spoken what is not quiet', () => {
    const samples = new Int16Array(48_000);
    samples.set(clips[0]?.samples.subarray(0, 16_000) ?? [], 16_000);
    expect(spokenIn(samples)).toEqual([{ from: 16_000, to: 32_000 }]);
  });
});
