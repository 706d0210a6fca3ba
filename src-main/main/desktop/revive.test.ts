import { EventEmitter } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type Page, revive } from './revive';

let page: EventEmitter & Page & { readonly reload: ReturnType<typeof vi.fn> };
let answer: PromiseWithResolvers<'reload' | 'quit'>;
let time: number;
const told = vi.fn();
const onGone = vi.fn();
const quit = vi.fn();
const ask = vi.fn(() => answer.promise);

async function end(reason = 'crashed'): Promise<void> {
  page.emit('render-process-gone', {}, { reason, exitCode: 11 });
  await setImmediate();
  await setImmediate();
}

beforeEach(() => {
  vi.clearAllMocks();
  page = Object.assign(new EventEmitter(), {
    isDestroyed: () => false,
    isCrashed: () => false,
    reload: vi.fn(),
  });
  answer = Promise.withResolvers();
  time = 1_000_000;
  revive(page, { onGone, tell: told, ask, quit, now: () => time });
});

describe('a page whose process ends', () => {
  it('comes back by itself, and says so', async () => {
    await end('oom');
    expect(page.reload).toHaveBeenCalledTimes(1);
    expect(onGone).toHaveBeenCalledBefore(told);
    expect(told).toHaveBeenCalledTimes(1);
    expect(ask).not.toHaveBeenCalled();
  });

  it('comes back where it ended before anybody looked after it', async () => {
    const early = Object.assign(new EventEmitter(), { ...page, isCrashed: () => true, reload: vi.fn() });
    revive(early, { onGone, tell: told, ask, quit, now: () => time });
    await setImmediate();
    await setImmediate();
    expect(early.reload).toHaveBeenCalledTimes(1);
    expect(told).toHaveBeenCalledTimes(1);
  });

  it('asks when it ends again soon, once, and does as it is told', async () => {
    await end();
    time += 5000;
    await end();
    await end();
    expect(page.reload).toHaveBeenCalledTimes(1);
    expect(ask).toHaveBeenCalledTimes(1);
    answer.resolve('reload');
    await setImmediate();
    expect(page.reload).toHaveBeenCalledTimes(2);
    answer = Promise.withResolvers();
    await end();
    time += 5000;
    await end();
    answer.resolve('quit');
    await setImmediate();
    expect(quit).toHaveBeenCalledTimes(1);
    expect(page.reload).toHaveBeenCalledTimes(3);
  });

  it('comes back by itself again after it has worked for a while', async () => {
    await end();
    time += 3_600_000;
    await end();
    expect(page.reload).toHaveBeenCalledTimes(2);
    expect(ask).not.toHaveBeenCalled();
  });

  it('stays away with its window', async () => {
    await end('clean-exit');
    page.isDestroyed = () => true;
    await end('killed');
    expect(page.reload).not.toHaveBeenCalled();
    expect(told).not.toHaveBeenCalled();
  });
});
