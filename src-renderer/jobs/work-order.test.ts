// @vitest-environment node
import { expect, it } from 'vitest';
import { sampleId, sampleJob } from '../testing/samples';
import { placeByDrop, placeOf, workOrder } from './work-order';

const jobs = [
  sampleJob(1, { state: 'done' }),
  sampleJob(2, { state: 'queued', stage: 'tracks' }),
  sampleJob(3, { state: 'queued', stage: 'probe' }),
  sampleJob(4, { state: 'failed' }),
  sampleJob(5, { state: 'running', stage: 'frames' }),
  sampleJob(6, { state: 'queued', stage: 'probe' }),
  sampleJob(7, { state: 'paused' }),
  sampleJob(8, { state: 'queued', stage: 'probe' }),
];

it('lists what runs, what waits as it is taken, what rests and what failed', () => {
  expect(workOrder(jobs).map(({ videoId }) => Number(videoId))).toEqual([5, 3, 6, 8, 2, 7, 4]);
});

it('moves a film among those that are taken as it is, and no further', () => {
  const order = workOrder(jobs);
  const place = (n: number, step: -1 | 1 | 'first') => placeOf(order, sampleId(n), step);
  expect(place(6, -1)).toEqual({ before: sampleId(3) });
  expect(place(3, 1)).toEqual({ before: sampleId(8) });
  expect(place(6, 1)).toEqual({ before: null });
  expect(place(8, 'first')).toEqual({ before: sampleId(3) });
  expect([place(3, -1), place(8, 1), place(2, -1), place(5, 1), place(7, 1)]).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
});

it('drops a film before or behind a row, among those that are taken as it is', () => {
  const more = [...jobs, sampleJob(9, { state: 'queued', stage: 'tracks' })];
  const order = workOrder(more);
  expect(order.map(({ videoId }) => Number(videoId))).toEqual([5, 3, 6, 8, 2, 9, 7, 4]);
  const place = (n: number, on: number, below = false) =>
    placeByDrop(order, sampleId(n), sampleId(on), below);
  expect(place(8, 3)).toEqual({ before: sampleId(3) });
  expect(place(3, 8, true)).toEqual({ before: null });
  expect(place(3, 6, true)).toEqual({ before: sampleId(8) });
  // Above and below its like it comes first and last among them.
  expect(place(8, 5)).toEqual({ before: sampleId(3) });
  expect(place(9, 3)).toEqual({ before: sampleId(2) });
  expect(place(3, 4, true)).toEqual({ before: null });
  // What would leave it where it is, and what does not wait.
  expect([place(6, 6), place(6, 6, true), place(6, 8), place(6, 3, true)]).toEqual([null, null, null, null]);
  expect([place(8, 4), place(5, 8), place(7, 3)]).toEqual([null, null, null]);
});
