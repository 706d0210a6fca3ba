import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TracksRequest } from '../../base/film/types';
import { WorkerLost } from '../../base/rpc/errors';
import type { WorkerClient } from '../../base/rpc/protocol';
import { callAgain } from './call-again';

/** What one life of the worker does before it ends: which parts of the work it stores, and how long it takes over each. */
interface Life {
  readonly stores: readonly number[];
  readonly minutesEach?: number;
}

/** A worker that lives as it is told, each time from a checkpoint, and then dies; after the last life it is done. */
function mortal(lives: readonly Life[]) {
  const devices: (string | undefined)[] = [];
  const worker: WorkerClient = {
    async call(_method, input, options) {
      devices.push((input as { device?: string }).device);
      const life = lives[devices.length - 1];
      const emit = options?.onEvent as ((told: object) => void) | undefined;
      for (const fraction of life?.stores ?? []) {
        vi.advanceTimersByTime((life?.minutesEach ?? 0) * 60_000);
        emit?.({ event: 'progress', payload: { fraction } });
        emit?.({ event: 'checkpoint', payload: {} });
      }
      if (life) throw new WorkerLost('ended unexpectedly');
      return { done: true } as never;
    },
    close: async () => undefined,
  };
  return { worker, devices };
}

function run({ worker }: { worker: WorkerClient }): Promise<unknown> {
  const request = { device: 'auto' } as unknown as TracksRequest;
  return callAgain(worker, 'tracks.run', request, { signal: new AbortController().signal, tries: 3 });
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a call whose worker dies', () => {
  it('is given up after three deaths, however many small checkpoints lie between them', async () => {
    const lives = Array.from({ length: 13 }, (_, i) => ({ stores: [0.02 * i, 0.02 * (i + 1)] }));
    const worker = mortal(lives);
    const error = await run(worker).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'WorkerLost', cause: { code: 'WorkerLost' } });
    // The last time on the processor: a driver that takes the process down with it does so each time.
    expect(worker.devices).toEqual(['auto', 'auto', 'cpu']);
  });

  it('goes on as long as each life gets on by a good part of the work', async () => {
    const lives = [0.1, 0.3, 0.5, 0.7, 0.9].map((from) => ({ stores: [from, from + 0.1, from + 0.2] }));
    await expect(run(mortal(lives))).resolves.toEqual({ done: true });
  });

  it('goes on where each life worked long and stored something, however little of a long film', async () => {
    const lives = [0, 0.01, 0.02, 0.03].map((from) => ({ stores: [from, from + 0.01], minutesEach: 6 }));
    await expect(run(mortal(lives))).resolves.toEqual({ done: true });
  });

  it('is given up where lives are long and store nothing new', async () => {
    const lives = Array.from({ length: 9 }, () => ({ stores: [0.4, 0.4], minutesEach: 60 }));
    const worker = mortal(lives);
    await expect(run(worker)).rejects.toMatchObject({ code: 'WorkerLost' });
    // The first life is not told from one that stored all of it.
    expect(worker.devices.length).toBeLessThanOrEqual(4);
  });

  it('takes nothing for progress that only repeats what was stored before it was called', async () => {
    const lives = Array.from({ length: 9 }, () => ({ stores: [0.6] }));
    const worker = mortal(lives);
    await expect(run(worker)).rejects.toMatchObject({ code: 'WorkerLost' });
    expect(worker.devices).toHaveLength(3);
  });
});
