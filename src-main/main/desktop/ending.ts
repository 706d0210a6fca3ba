import { resolve } from 'node:path';
import { type AppImage, prepareRestart } from './app-image';
import type { HandlerParts } from './handlers';

/** Electron, as far as it ends the program. */
interface App {
  on(event: 'before-quit', listen: (event: { preventDefault(): void }) => void): unknown;
  quit(): void;
  relaunch(options?: { execPath?: string; args: string[] }): void;
  releaseSingleInstanceLock(): void;
}

export interface EndingParts {
  readonly app: App;
  readonly image: AppImage | null;
  readonly process: Pick<NodeJS.Process, 'argv' | 'env'>;
  /** Asks a person where something that is under way would be lost. Not asked again once they agreed. */
  readonly mayEnd: () => boolean;
  /** Closes the window, and resolves when it is gone: what is being written in it is told on the way, and has to find the library open. */
  readonly closeWindow: () => Promise<void>;
  /** Ends what runs: jobs write their checkpoints, the library is closed. */
  readonly close: () => Promise<unknown>;
  /** Tells of what failed when there is no page any longer. */
  readonly tell: (error: unknown) => void;
  readonly onUnexpected: (error: unknown) => void;
}

/** The ways to an end and to a new start. */
export interface Ending extends Pick<HandlerParts, 'restart' | 'leave'> {
  /** Whether the window may be closed, with which the program ends. A person is asked where they have to be. */
  readonly mayGo: () => boolean;
  /**
   * Somebody started the program a second time. While this one ends, it starts again as they asked, when it has ended: Electron has turned
   * their start away already.
   * @returns false where this one goes on, and is to show what was asked for
   */
  readonly startedAgain: (argv: readonly string[], cwd: string) => boolean;
}

/** Quits once the window is gone, the jobs have written their checkpoints and the library is closed. */
export function closeBeforeQuit(parts: EndingParts): Ending {
  const { app, image, process, mayEnd, closeWindow, close, tell, onUnexpected } = parts;
  let agreed = false;
  let closing = false;
  let closed = false;
  let last: (() => Promise<void>) | null = null;
  function mayGo(): boolean {
    agreed ||= mayEnd();
    return agreed;
  }
  app.on('before-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    // The window that goes asks for an end, too.
    if (closing || !mayGo()) return;
    closing = true;
    void closeWindow()
      .catch(onUnexpected)
      .then(close)
      .then(() => {
        // What is done last may quit by itself.
        closed = true;
        return last?.().catch(tell);
      })
      .catch(onUnexpected)
      .finally(() => {
        closed = true;
        app.quit();
      });
  });
  return {
    mayGo,
    restart: (whenClosed) => {
      if (!mayGo()) return;
      const startAgain = prepareRestart(app, image, process);
      last = async () => {
        await whenClosed?.().catch(tell);
        await startAgain();
      };
      app.quit();
    },
    leave: (whenClosed) => {
      if (!mayGo()) return;
      last = async () => {
        // What is started then finds nobody in its place.
        app.releaseSingleInstanceLock();
        await whenClosed();
      };
      app.quit();
    },
    startedAgain: (argv, cwd) => {
      if (!closing) return false;
      // Their files are named from where they started.
      const words = argv.map((word, i) =>
        i === 0 || word === '' || word.startsWith('-') ? word : resolve(cwd, word),
      );
      last ??= () => startAs(app, image, { ...process, argv: words });
      return true;
    },
  };
}

/** As a restart, with the words of another start. */
function startAs(
  app: App,
  image: AppImage | null,
  { argv, env }: Pick<NodeJS.Process, 'argv' | 'env'>,
): Promise<void> {
  if (image) return prepareRestart(app, image, { argv, env })();
  app.relaunch({ args: argv.slice(1) });
  return Promise.resolve();
}
