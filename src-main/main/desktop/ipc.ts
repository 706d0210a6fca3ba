import { type IpcMainInvokeEvent, ipcMain } from 'electron';
import type { Reply } from '../../../src-shared/ipc';
import { isOwnPage } from './origin';

const INVOKE_CHANNEL = 'longtake:invoke';
/** The preload's alone: of the page's calls none leads here. */
const DROP_CHANNEL = 'longtake:drop';

/** Who answers what comes from windows. */
export interface Answers {
  /** A call of the contract: its name and its input, neither of them checked yet. */
  call(name: unknown, input: unknown): Promise<Reply<unknown>>;
  /** The paths of files that were dropped, not checked either. */
  drop(paths: unknown): Promise<Reply<unknown>>;
  /** A picture or a film by its address. */
  media(request: Request): Promise<Response>;
  /** What any other page is told. */
  readonly refusal: Reply<unknown>;
}

/**
 * Serves the contract to the app's own page, and to no other sender. The page begins to load before there is anybody who could
 * answer it: what it asks meanwhile waits.
 * @param first who answers calls; sooner there than `all`
 */
export function bindIpc(first: Promise<Pick<Answers, 'call'>>, all: Promise<Answers>): void {
  const serve = (channel: string, answer: (...words: unknown[]) => Promise<Reply<unknown>>) =>
    // Whose it is is looked at as it comes: a frame may be gone by the time that it is answered.
    ipcMain.handle(channel, async (event, ...words: unknown[]) =>
      isOwn(event) ? answer(...words) : (await all).refusal,
    );
  serve(INVOKE_CHANNEL, async (name, input) => (await first).call(name, input));
  serve(DROP_CHANNEL, async (paths) => (await all).drop(paths));
}

function isOwn({ senderFrame }: IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && isOwnPage(senderFrame.url);
}
