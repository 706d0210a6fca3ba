import type { RenderProcessGoneDetails } from 'electron';
import type { UserError } from '../../../src-shared/errors';

/** What is needed of a page's contents; of Electron's own by its tests. */
export interface Page {
  on(
    event: 'render-process-gone',
    listener: (event: unknown, details: RenderProcessGoneDetails) => void,
  ): unknown;
  isDestroyed(): boolean;
  isCrashed(): boolean;
  reload(): void;
}

export interface ReviveOptions {
  /** The page of a window ended: what is said to it before it is back has to wait. */
  readonly onGone: (details: Pick<RenderProcessGoneDetails, 'reason' | 'exitCode'>) => void;
  /** Tells the page, once it is back. */
  readonly tell: (error: UserError) => void;
  /** Asks the person, by a dialog of the system's: the page cannot. */
  readonly ask: () => Promise<'reload' | 'quit'>;
  readonly quit: () => void;
  readonly now?: () => number;
}

/** Milliseconds: a page that ends again so soon would go on ending for ever. */
const SOON = 60_000;

const CAME_BACK: UserError = {
  code: 'Internal',
  message: 'The window stopped working and was loaded again.',
  remedy:
    'Nothing stored was lost, and indexing went on meanwhile. If it happens again, close other programs.',
};

/**
 * Brings a page back whose process ended, be it a crash or the system short of memory: by itself once, and when it ends again
 * soon, as the person wishes. Jobs run elsewhere and are not touched.
 */
export function revive(page: Page, { onGone, tell, ask, quit, now = Date.now }: ReviveOptions): void {
  let last = Number.NEGATIVE_INFINITY;
  let asking = false;
  const gone = (details: Pick<RenderProcessGoneDetails, 'reason' | 'exitCode'>): void => {
    // The window is being closed.
    if (details.reason === 'clean-exit' || page.isDestroyed()) return;
    onGone(details);
    const soon = now() - last < SOON;
    last = now();
    const reload = (): void => {
      if (!page.isDestroyed()) page.reload();
    };
    if (!soon) {
      tell(CAME_BACK);
      // Not from within the news of its end: Chromium is still clearing up.
      setImmediate(reload);
    } else if (!asking) {
      asking = true;
      void ask().then((answer) => {
        asking = false;
        if (answer === 'quit') return quit();
        last = Number.NEGATIVE_INFINITY;
        reload();
      });
    }
  };
  page.on('render-process-gone', (_event, details) => gone(details));
  // It began to load before anybody looked after it.
  if (page.isCrashed()) gone({ reason: 'crashed', exitCode: 0 });
}
