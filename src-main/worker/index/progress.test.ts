import { expect, it } from 'vitest';
import type { IndexProgress } from '../../base/film/types';
import { ProgressReporter } from './progress';

it('reports at most ten times a second, how far the stage and the run have come', () => {
  let now = 0;
  const reports: IndexProgress[] = [];
  const progress = new ProgressReporter(
    ['frames', 'scenes', 'finish'],
    (report) => reports.push(report),
    () => now,
  );
  progress.stage('frames', 10);
  for (; now < 10_000; now += 10) progress.update(now / 20_000, 10 + now / 100);
  // Ten seconds, one report each 100 ms, and the one that opened the stage.
  expect(reports.length).toBeLessThanOrEqual(101);
  expect(reports.length).toBeGreaterThan(90);
  const last = reports.at(-1);
  expect(last).toMatchObject({ stage: 'frames', device: null, framesPerSecond: expect.closeTo(10, 5) });
  // Frames are 100 of 105 parts of the work; half of them took ten seconds.
  expect(last?.fraction).toBeCloseTo(0.5 * (100 / 105), 1);
  expect(last?.stageFraction).toBeCloseTo(0.5, 1);
  progress.stage('finish');
  progress.update(1);
  expect(reports.at(-1)).toMatchObject({ stage: 'finish', framesPerSecond: null });
});

it('begins a resumed stage where it stood, and measures its speed from the first thing it does', () => {
  let now = 0;
  const reports: IndexProgress[] = [];
  const progress = new ProgressReporter(
    ['frames'],
    (report) => reports.push(report),
    () => now,
  );
  progress.stage('frames', 500, 0.5);
  for (; now < 40_000; now += 1000) progress.alive();
  expect(reports.length).toBe(40);
  expect(reports.at(-1)).toMatchObject({ fraction: 0.5, framesDone: 500, framesPerSecond: null });
  for (let frames = 500; frames <= 600; frames += 10, now += 1000) progress.update(frames / 1000, frames);
  expect(reports.at(-1)).toMatchObject({
    fraction: 0.6,
    stageFraction: 0.6,
    framesPerSecond: expect.closeTo(10, 5),
  });
});

it('is the part of the work of the stages that a job goes through, from nothing to all', () => {
  let now = 0;
  const reports: IndexProgress[] = [];
  const progress = new ProgressReporter(
    ['frames', 'speech'],
    (report) => reports.push(report),
    () => now,
  );
  const fractions = [
    [() => progress.stage('probe'), 0],
    [() => progress.stage('frames', 0), 0],
    [() => progress.update(0.5), 50 / 130],
    [() => progress.update(7), 100 / 130],
    [() => progress.update(-7), 0],
    [() => progress.stage('speech', 9), 100 / 130],
    [() => progress.update(1), 1],
    [() => progress.stage('finish'), 1],
  ] as const;
  for (const [tell, fraction] of fractions) {
    now += 100;
    tell();
    expect(reports.at(-1)?.fraction).toBeCloseTo(fraction, 6);
  }
  expect(reports).toHaveLength(fractions.length);
  progress.device('a device');
  expect(reports.at(-1)?.device).toBe('a device');
});
