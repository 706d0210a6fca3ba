import { app, BrowserWindow, nativeTheme } from 'electron';
import { APP_ORIGIN } from './origin';
import { lockContents } from './security';

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
  lockContents(window.webContents);
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${APP_ORIGIN}/index.html`);
  return window;
}
