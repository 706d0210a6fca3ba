// @vitest-environment node
import { expect, it } from 'vitest';
import { sampleId, sampleJob } from '../testing/samples';
import { droppedAt, placeOf, workOrder } from './work-order';

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

it('puts a film where it is dropped among those that are taken as it is: also last, and first from above all of them', () => {
  const order = workOrder(jobs);
  const dropped = (n: number, at: number) => droppedAt(order, sampleId(n), at);
  // The order is 5 (runs), 3, 6, 8 (to be indexed), 2 (the closer look), 7, 4.
  expect(dropped(8, 0)).toEqual({ before: sampleId(3) });
  expect(dropped(8, 1)).toEqual({ before: sampleId(3) });
  expect(dropped(3, 4)).toEqual({ before: null });
  expect(dropped(3, order.length)).toEqual({ before: null });
  expect(dropped(3, 3)).toEqual({ before: sampleId(8) });
  expect([dropped(6, 2), dropped(6, 3), dropped(8, 7), dropped(2, 0), dropped(5, 3)]).toEqual(
    Array(5).fill(null),
  );
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
