// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { Micros } from '../../src-shared/time';
import { FrameClock, type Probe, stepBackward, stepForward } from './frame-step';

/** A film that shows, at a position, the last frame that has begun. */
function film(frames: readonly Micros[]): {
  probe: Probe;
  end: Micros;
  probes: () => number;
  shown: () => Micros;
} {
  let probes = 0;
  let shown = frames[0] as Micros;
  return {
    probe: async (position) => {
      probes += 1;
      shown = frames.findLast((frame) => frame <= position) ?? (frames[0] as Micros);
      return shown;
    },
    end: (frames.at(-1) as Micros) + 40_000,
    probes: () => probes,
    shown: () => shown,
  };
}

async function walk(frames: readonly Micros[], frameRate: number | null): Promise<Micros[]> {
  const { probe, end } = film(frames);
  const clock = new FrameClock(frameRate);
  const seen = [frames[0] as Micros];
  for (let i = 1; i < frames.length; i += 1) {
    seen.push(await stepForward(probe, seen.at(-1) as Micros, clock, end));
  }
  return seen;
}

const constant = (rate: number) => Array.from({ length: 60 }, (_, i) => Math.round((i * 1_000_000) / rate));
/** Gaps of one to seven sixtieths of a second, in an order without a pattern. */
const variable = [0, 1, 4, 5, 12, 14, 16, 17, 22, 25, 26, 27, 31, 38, 39, 41].map((sixtieth) =>
  Math.round((sixtieth * 1_000_000) / 60),
);

describe('stepping by frames', () => {
  it.each([24, 25, 30, 50, 60])('shows every frame of a film of %i a second', async (rate) => {
    expect(await walk(constant(rate), rate)).toEqual(constant(rate));
  });
  it('shows every frame of a variable rate, whose average says nothing', async () => {
    expect(await walk(variable, 20)).toEqual(variable);
  });
  it('shows every frame where the container names no rate', async () => {
    expect(await walk(constant(25), null)).toEqual(constant(25));
  });
  it('crosses a gap of seconds, as in a slide show', async () => {
    const slides = [0, 5_000_000, 5_033_000, 12_000_000];
    expect(await walk(slides, 1)).toEqual(slides);
  });
  it('goes back over every frame', async () => {
    const { probe } = film(variable);
    const clock = new FrameClock(20);
    const seen = [variable.at(-1) as Micros];
    for (let i = 1; i < variable.length; i += 1) {
      seen.push(await stepBackward(probe, seen.at(-1) as Micros, clock));
    }
    expect(seen).toEqual(variable.toReversed());
  });
  it('stays on the last frame and on the first', async () => {
    const frames = constant(25);
    const { probe, end } = film(frames);
    const clock = new FrameClock(25);
    const last = frames.at(-1) as Micros;
    expect(await stepForward(probe, last, clock, end)).toBe(last);
    expect(await stepBackward(probe, 0, clock)).toBe(0);
  });
  it('leaves on screen the frame that it names', async () => {
    const { probe, end, shown } = film(variable);
    const clock = new FrameClock(20);
    let time = 0;
    for (let i = 1; i < variable.length; i += 1) {
      time = await stepForward(probe, time, clock, end);
      expect(shown()).toBe(time);
    }
  });
  it('needs one seek a step once the rate is known to be constant', async () => {
    const frames = constant(25);
    const { probe, end, probes } = film(frames);
    const clock = new FrameClock(25);
    for (let i = 0; i < 10; i += 1) clock.observe(40_000);
    await stepForward(probe, 0, clock, end);
    expect(probes()).toBe(1);
  });
});

describe('what is learned of the frames', () => {
  it('does not trust the average of a film until enough frames agree with it', () => {
    const clock = new FrameClock(10);
    expect(clock.shortest).toBeLessThan(20_000);
    for (let i = 0; i < 10; i += 1) clock.observe(100_000);
    expect(clock.shortest).toBe(100_000);
  });
  it('never trusts it again after one frame of another length', () => {
    const clock = new FrameClock(10);
    clock.observe(50_000);
    for (let i = 0; i < 20; i += 1) clock.observe(100_000);
    expect(clock.shortest).toBeLessThan(20_000);
  });
  it('takes the shortest that it has seen', () => {
    const clock = new FrameClock(30);
    clock.observe(8_000);
    expect(clock.shortest).toBe(8_000);
    expect(clock.nudge).toBe(2_000);
  });
});
