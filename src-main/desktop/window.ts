import { app, BrowserWindow, dialog, nativeTheme } from 'electron';
import { APP_ORIGIN } from './origin';

/** The colour behind the page until it has painted: no white flash in the dark. */
function background(): string {
  return nativeTheme.shouldUseDarkColors ? '#121316' : '#f7f7f8';
}

/** Opens the one window: sandboxed, isolated, without Node; shown when it has something to show. */
export function openWindow(preload: string, icon: string): BrowserWindow {
  const window = new BrowserWindow({
    width: 1360,
    height: 860,
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
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${APP_ORIGIN}/index.html`);
  return window;
}

/** Asks what is to become of a page that keeps ending. */
export async function askAboutPage(window: BrowserWindow | null): Promise<'reload' | 'quit'> {
  const options: Electron.MessageBoxOptions = {
    type: 'error',
    title: 'Longtake',
    message: 'The window stopped working again.',
    detail:
      'Nothing stored was lost, and indexing goes on. Mostly memory is short then: closing other programs helps.',
    buttons: ['Reload', 'Quit'],
    defaultId: 0,
    cancelId: 0,
  };
  const { response } = await (window
    ? dialog.showMessageBox(window, options)
    : dialog.showMessageBox(options));
  return response === 0 ? 'reload' : 'quit';
}
