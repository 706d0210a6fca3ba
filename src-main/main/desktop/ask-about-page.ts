import { type BrowserWindow, dialog } from 'electron';
import { t } from '../../../src-shared/words/words';

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
