import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DiskSpaceWaiter } from './disk-space-waiter';

const MB = 1024 * 1024;
let free: number;
let gone: string[];
let looks: number;
const watch = (): DiskSpaceWaiter =>
  new DiskSpaceWaiter({
    free: async () => {
      looks++;
      return free;
    },
    onRoom: (id) => void gone.push(id),
    every: 1000,
  });

beforeEach(() => {
  vi.useFakeTimers();
  free = 10 * MB;
  gone = [];
  looks = 0;
});
afterEach(() => vi.useRealTimers());

it('goes on with jobs in their order, as far as the room reaches', async () => {
  const room = watch();
  await room.wait('a', 30 * MB);
  await room.wait('b', 30 * MB);
  await vi.advanceTimersByTimeAsync(1000);
  expect(gone).toEqual([]);
  free = 59 * MB;
  await vi.advanceTimersByTimeAsync(1000);
  expect(gone).toEqual(['a']);
  free = 30 * MB;
  await vi.advanceTimersByTimeAsync(1000);
  expect(gone).toEqual(['a', 'b']);
});

it('takes notably more than there was for room, where nobody knows what is needed, and nothing less', async () => {
  const room = watch();
  await room.wait('a', null);
  free += MB - 1;
  await vi.advanceTimersByTimeAsync(1000);
  expect(gone).toEqual([]);
  free += 1;
  await vi.advanceTimersByTimeAsync(1000);
  expect(gone).toEqual(['a']);
});

it('looks no more once nothing waits, or it is closed', async () => {
  const room = watch();
  await room.wait('a', 30 * MB);
  room.forget('a');
  const before = looks;
  await vi.advanceTimersByTimeAsync(5000);
  expect(looks).toBe(before);
  await room.wait('b', 30 * MB);
  room.close();
  free = 100 * MB;
  const closed = looks;
  await vi.advanceTimersByTimeAsync(5000);
  expect([looks, gone]).toEqual([closed, []]);
});
