// @vitest-environment node
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { StageName } from '../../../src-shared/passes';
import type { IndexProgress } from '../../base/film/types';
import { Estimator, type FilmWork, type Paces } from './estimate';

/** A job on a film of a minute with speech, as it was told of, by the processor time of two cores: see scripts/verify/record-job.ts. */
const { film, took, events } = JSON.parse(
  readFileSync(new URL('./testing/recorded-job.json', import.meta.url), 'utf8'),
) as { film: FilmWork; took: number; events: [ms: number, stage: StageName, stageFraction: number][] };

const told = (stage: StageName, stageFraction: number): IndexProgress => ({
  ...{ stage, stageFraction, fraction: 0, framesDone: 0, framesPerSecond: null, device: null },
});

/** How many times the truth each estimate was, with the share of the job that was over; `speed`: on a machine so many times as fast. */
function replay(speed: number, paces: Paces = {}) {
  let now = 0;
  const estimator = new Estimator(paces, () => now);
  const ratios = events.map(([ms, stage, stageFraction]) => {
    now = ms / speed;
    const { runs } = film;
    const work = { ...film, runs: stage === 'tracks' ? runs.slice(-1) : runs };
    estimator.progress('film', work, told(stage, stageFraction));
    const left = (took - ms) / speed / 1000;
    return { over: ms / took, ratio: estimator.seconds('film', work, stage) / left };
  });
  estimator.rest();
  return { ratios, paces: estimator.paces };
}

/** No estimate is so many times the truth, or so small a part of it; of the last tenth nobody cares. */
function within(factor: number, from: number, ratios: ReturnType<typeof replay>['ratios']): void {
  const counted = ratios.filter(({ over }) => over >= from && over < 0.9);
  expect(counted.length).toBeGreaterThan(20);
  for (const { over, ratio } of counted) {
    expect(ratio, `at ${Math.round(over * 100)} %`).toBeGreaterThan(1 / factor);
    expect(ratio, `at ${Math.round(over * 100)} %`).toBeLessThan(factor);
  }
}

describe('how long a job still takes, replayed', () => {
  it('counts in speech and the closer look from the first frames on', () => {
    within(2, 0.05, replay(1).ratios);
  });

  it.each([0.25, 4])('does so on a machine that is %d times as fast, too', (speed) => {
    within(3, 0.08, replay(speed).ratios);
  });

  it('is right from the start where this machine has done the like before', () => {
    const { paces } = replay(4);
    within(1.5, 0, replay(4, paces).ratios);
  });
});

describe('what is expected of a film that waits', () => {
  const estimator = new Estimator({}, () => 0);
  const of = (change: Partial<FilmWork>, stage: StageName = 'probe') =>
    estimator.seconds('waits', { ...film, ...change }, stage);
  it('grows with its length, with speech, and with every reading that is asked for', () => {
    expect(of({ seconds: 2000, frames: 2000 })).toBeGreaterThan(5 * of({}));
    expect(of({ speech: false })).toBeLessThan(of({}));
    expect(of({ runs: ['index'] })).toBeLessThan(of({}));
    expect(of({ tracks: ['shots'] })).toBeLessThan(of({}));
    expect(of({ runs: ['tracks'] }, 'tracks')).toBeLessThan(of({}));
    expect(of({ runs: ['tracks', 'watch'] }, 'tracks')).toBeGreaterThan(of({}));
  });
});

describe('a job that goes on from where it was stopped', () => {
  it('says nothing of the pace by finding its place', () => {
    let now = 0;
    const estimator = new Estimator({}, () => now);
    const left = () => estimator.seconds('a', film, 'tracks');
    const next = () => estimator.seconds('b', film, 'tracks');
    const [whole, other] = [left(), next()];
    for (const [ms, fraction] of [
      [0, 0],
      [500, 0.75],
      [1500, 0.76],
    ] as const) {
      now = ms;
      estimator.progress('a', film, told('tracks', fraction));
    }
    expect(left()).toBeGreaterThan(whole / 10);
    expect(next()).toBeGreaterThan(other / 2);
    now = 2000;
    expect(estimator.rest()).toBe(false);
    expect(estimator.paces).toEqual({});
  });
});

describe('what is learnt', () => {
  it('takes only what was really worked on, and stays within reason', () => {
    let now = 0;
    const estimator = new Estimator({}, () => now);
    estimator.progress('a', film, told('frames', 0.9));
    now = 1000;
    estimator.progress('a', film, told('frames', 1));
    expect(estimator.rest()).toBe(false);
    estimator.progress('b', film, told('frames', 0));
    now = 100_000;
    estimator.progress('b', film, told('frames', 1));
    expect(estimator.rest()).toBe(true);
    expect(estimator.paces.frames).toBeGreaterThan(3);
    expect(Object.keys(estimator.paces)).toEqual(['frames']);
  });
});
