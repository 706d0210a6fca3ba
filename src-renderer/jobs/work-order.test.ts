// @vitest-environment node
import { expect, it } from 'vitest';
import { sampleId, sampleJob } from '../testing/samples';
import { placeOf, workOrder } from './work-order';

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
