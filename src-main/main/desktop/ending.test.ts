import { resolve } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { closeBeforeQuit } from './ending';

/** @param asked what a person answers who is asked whether it may end, one after the other; then yes */
function running(...asked: boolean[]) {
  const done: string[] = [];
  let heard: (event: { preventDefault(): void }) => void = () => undefined;
  let letClose: () => void = () => undefined;
  const app = {
    on: (_event: 'before-quit', listen: typeof heard) => {
      heard = listen;
    },
    quit: () => {
      let held = false;
      heard({
        preventDefault: () => {
          held = true;
        },
      });
      if (!held) done.push('quit');
    },
    relaunch: vi.fn(),
    releaseSingleInstanceLock: vi.fn(),
  };
  const ending = closeBeforeQuit({
    app,
    image: null,
    process: { argv: ['/opt/longtake', '/opt/app'], env: {} },
    mayEnd: () => {
      done.push('asked');
      return asked.shift() ?? true;
    },
    closeWindow: async () => {
      done.push('window');
      // As the last window that goes does.
      app.quit();
    },
    close: () =>
      new Promise<void>((closed) => {
        done.push('close');
        letClose = closed;
      }),
    tell: (error) => done.push(`told ${error}`),
    onUnexpected: (error) => done.push(`failed ${error}`),
  });
  const settle = () => vi.waitFor(() => expect(done).toContain('close'));
  return {
    app,
    ending,
    done,
    settle,
    ended: async () => {
      letClose();
      await vi.waitFor(() => expect(done).toContain('quit'));
    },
  };
}

describe('the end of the program', () => {
  it('comes once: first the window, then the library, then the process', async () => {
    const { app, done, settle, ended } = running();
    app.quit();
    await settle();
    app.quit();
    await ended();
    expect(done).toEqual(['asked', 'window', 'close', 'quit']);
    expect(app.relaunch).not.toHaveBeenCalled();
  });

  it('does not come where a person wants what is under way to go on, and not a new start either', async () => {
    const { app, ending, done, ended, settle } = running(false, false, false);
    app.quit();
    ending.restart();
    expect(ending.mayGo()).toBe(false);
    expect(done).toEqual(['asked', 'asked', 'asked']);
    expect(ending.mayGo()).toBe(true);
    app.quit();
    await settle();
    await ended();
    expect(done.slice(3)).toEqual(['asked', 'window', 'close', 'quit']);
    expect(app.relaunch).not.toHaveBeenCalled();
  });

  it('is the start of another program where that was started meanwhile, with its files', async () => {
    const { app, ending, settle, ended } = running();
    app.quit();
    await settle();
    expect(ending.startedAgain(['/opt/longtake', '--no-sandbox', 'film.mp4'], '/home/ada')).toBe(true);
    expect(app.relaunch).not.toHaveBeenCalled();
    await ended();
    expect(app.relaunch.mock.calls).toEqual([[{ args: ['--no-sandbox', resolve('/home/ada', 'film.mp4')] }]]);
  });

  it('leaves a second start to this one while it goes on, and to the new one where it restarts', async () => {
    const { app, ending, settle, ended } = running();
    expect(ending.startedAgain(['/opt/longtake', 'film.mp4'], '/home/ada')).toBe(false);
    ending.restart();
    await settle();
    expect(ending.startedAgain(['/opt/longtake', 'film.mp4'], '/home/ada')).toBe(true);
    await ended();
    expect(app.relaunch.mock.calls).toEqual([[undefined]]);
  });
});
