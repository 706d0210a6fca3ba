import { app, BrowserWindow, nativeTheme, screen } from 'electron';
import type { Settings } from '../../../src-shared/settings';
import { APP_ORIGIN } from './origin';
import type { WindowMemory } from './window-memory';

/** The colour behind the page until it has painted: no white flash in the dark. */
function background(): string {
  return nativeTheme.shouldUseDarkColors ? '#121316' : '#f7f7f8';
}

/**
 * Has the menu bar, the title bar and the system's own dialogs follow the theme that was chosen, and the page's
 * `prefers-color-scheme` with them.
 */
export function showTheme(window: BrowserWindow | null, theme: Settings['theme']): void {
  nativeTheme.themeSource = theme;
  window?.setBackgroundColor(background());
}

export interface OpenedWindow {
  readonly window: BrowserWindow;
  /** Shows it, as soon as it has something to show. */
  readonly show: () => void;
}

/** Opens the one window, where it was last: sandboxed, isolated, without Node. Not shown yet; its page begins to load. */
export function openWindow(preload: string, icon: string, memory: WindowMemory): OpenedWindow {
  const place = memory.place(screen.getAllDisplays().map(({ workArea }) => workArea));
  const window = new BrowserWindow({
    ...(place.bounds ?? { width: 1360, height: 860 }),
    minWidth: 720,
    minHeight: 480,
    title: 'Longtake',
    show: false,
    backgroundColor: background(),
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  if (place.maximized) window.maximize();
  const ready = new Promise<void>((done) => window.once('ready-to-show', done));
  memory.follow(window);
  void window.loadURL(`${APP_ORIGIN}/index.html`);
  const show = async (): Promise<void> => {
    await ready;
    if (window.isDestroyed()) return;
    window.show();
    // A large picture, which takes its time. Macs have none.
    if (process.platform !== 'darwin') window.setIcon(icon);
  };
  return { window, show: () => void show() };
}
