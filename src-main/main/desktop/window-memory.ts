import type { BrowserWindow } from 'electron';
import type { KeptJson } from '../../base/kept-json';
import { type Bounds, nextZoom, onScreen, readPlace, type WindowPlace } from './window-place';

/** Milliseconds after a move or a change of size until it is written down: a drag is many. */
const WAIT = 500;

/** Where the window is, how large it and its text are: kept in a file of their own, as they belong to this computer's screens. */
export class WindowMemory {
  #known: WindowPlace;
  #timer: NodeJS.Timeout | null = null;

  constructor(private readonly file: KeptJson) {
    // Not there yet, or not to be read: the window opens as at the first start.
    this.#known = readPlace(file.read());
  }

  /** Where the window opens, on these screens. */
  place(screens: readonly Bounds[]): WindowPlace {
    return { ...this.#known, bounds: onScreen(this.#known.bounds, screens) };
  }

  /** Remembers what becomes of the window, and gives its text the size that it had. */
  follow(window: BrowserWindow): void {
    const note = (): void => {
      // Full screen is not a size to open with; minimised is none.
      if (window.isDestroyed() || window.isFullScreen() || window.isMinimized()) return;
      this.#note({ bounds: window.getNormalBounds(), maximized: window.isMaximized() });
    };
    for (const event of ['resize', 'move', 'maximize', 'unmaximize'] as const) {
      window.on(event as 'resize', note);
    }
    window.on('close', () => {
      note();
      this.#write();
    });
    window.webContents.on('did-finish-load', () => this.#show(window));
  }

  /** Larger (1) or smaller (-1) text and controls; 0: as usual. */
  zoom(window: BrowserWindow | null, step: -1 | 0 | 1): void {
    this.#note({ zoom: nextZoom(this.#known.zoom, step) });
    if (window) this.#show(window);
  }

  /** Resolves once all is written down. */
  async close(): Promise<void> {
    if (this.#timer) this.#write();
    await this.file.settled();
  }

  #show(window: BrowserWindow): void {
    window.webContents.setZoomLevel(this.#known.zoom);
  }

  #note(news: Partial<WindowPlace>): void {
    this.#known = { ...this.#known, ...news };
    this.#timer ??= setTimeout(() => this.#write(), WAIT);
  }

  #write(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.file.write(this.#known);
  }
}
