import { describe, expect, it } from 'vitest';
import { type Cut, type CutRules, DEFAULT_CUT_RULES, UtteranceCutter } from './cutter';

const rules: CutRules = {
  begin: 0.5,
  stay: 0.3,
  minSpeech: 2,
  silence: [
    { fromLength: 0, frames: 6 },
    { fromLength: 10, frames: 3 },
  ],
  padBefore: 2,
  padAfter: 2,
  maxLength: 30,
  searchBack: 10,
  maxIdle: 50,
};

/** Each character is one frame: a digit is its probability in tenths. */
function cut(frames: string, energy: (frame: number) => number = () => 1): Cut & { at: number } {
  const cutter = new UtteranceCutter(rules);
  for (const [at, frame] of [...frames].entries()) {
    const done = cutter.push(Number(frame) / 10, energy(at));
    if (done) return { ...done, at };
  }
  return { ...cutter.finish(), at: frames.length };
}

describe('UtteranceCutter', () => {
  it('keeps some silence on both sides of the speech and starts anew within the silence', () => {
    expect(cut('00000999990000000000')).toEqual({ speech: { from: 3, to: 12 }, next: 13, at: 15 });
  });

  it('lets a short utterance go on over a pause that ends a long one', () => {
    expect(cut('9999000999900000000').speech).toEqual({ from: 0, to: 13 });
    expect(cut('99999999999900099990').speech).toEqual({ from: 0, to: 14 });
  });

  it('stays in speech at a lower probability than it takes to begin', () => {
    expect(cut('4444944440000000').speech).toEqual({ from: 2, to: 11 });
  });

  it('takes a click for no speech', () => {
    expect(cut('000090000000')).toMatchObject({ speech: null });
  });

  it('cuts speech without a pause at its quietest frame, and leaves no frame out', () => {
    const frames = '9'.repeat(40);
    const done = cut(frames, (frame) => (frame === 24 ? 0 : 1));
    expect(done.next).toBe(24);
    expect(done.speech).toEqual({ from: 0, to: 25 });
  });

  it('starts anew now and then while nobody speaks', () => {
    expect(cut('0'.repeat(80))).toEqual({ speech: null, next: 50, at: 49 });
  });

  it('ends with the sound', () => {
    expect(cut('0009999')).toEqual({ speech: { from: 1, to: 7 }, next: 7, at: 7 });
  });

  it('always moves on, whatever the frames', () => {
    let seed = 7;
    const random = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    for (let run = 0; run < 50; run++) {
      const bias = random();
      const cutter = new UtteranceCutter(DEFAULT_CUT_RULES);
      let done: Cut | null = null;
      let frames = 0;
      while (!done && frames < 2000) {
        done = cutter.push(random() < bias ? random() : 0, random());
        frames++;
      }
      expect(done).not.toBeNull();
      expect(done?.next).toBeGreaterThan(0);
      expect(done?.next).toBeLessThanOrEqual(frames);
      // Moonshine is made for less than half a minute: 25 s of frames of 32 ms.
      if (done?.speech) expect(done.speech.to - done.speech.from).toBeLessThan(25 / 0.032);
    }
  });
});
