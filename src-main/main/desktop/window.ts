import { app, BrowserWindow, dialog, nativeTheme, screen } from 'electron';
import type { Settings } from '../../../src-shared/settings';
import { t } from '../../../src-shared/words/words';
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
export function showTheme(theme: Settings['theme']): void {
  nativeTheme.themeSource = theme;
}

/** Opens the one window, where it was last: sandboxed, isolated, without Node; shown when it has something to show. */
export function openWindow(preload: string, icon: string, memory: WindowMemory): BrowserWindow {
  const place = memory.place(screen.getAllDisplays().map(({ workArea }) => workArea));
  const window = new BrowserWindow({
    ...(place.bounds ?? { width: 1360, height: 860 }),
    minWidth: 720,
    minHeight: 480,
    title: 'Longtake',
    icon,
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
  window.once('ready-to-show', () => window.show());
  memory.follow(window);
  void window.loadURL(`${APP_ORIGIN}/index.html`);
  return window;
}

/** Asks what is to become of a page that keeps ending. */
export async function askAboutPage(window: BrowserWindow | null): Promise<'reload' | 'quit'> {
  const options: Electron.MessageBoxOptions = {
    type: 'error',
    title: 'Longtake',
    message: t('menu.page.again'),
    detail: t('menu.page.detail'),
    buttons: [t('menu.page.reload'), t('menu.quit')],
    defaultId: 0,
    cancelId: 0,
  };
  const { response } = await (window
    ? dialog.showMessageBox(window, options)
    : dialog.showMessageBox(options));
  return response === 0 ? 'reload' : 'quit';
}
