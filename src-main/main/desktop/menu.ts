import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import { type ActionGroup, type ActionId, actionLabel } from '../../../src-shared/actions';
import type { OwnKeys } from '../../../src-shared/keys';
import { onLanguage, t } from '../../../src-shared/words/words';
import { type ActionItem, groupItems, type MenuState, type Undoable } from './menu-items';

const SEPARATOR: MenuItemConstructorOptions = { type: 'separator' };

/** The application menu, from the table of actions and the platform's own roles. */
function template(state: MenuState, run: (id: ActionId) => void): MenuItemConstructorOptions[] {
  const item = (action: ActionItem): MenuItemConstructorOptions => ({
    id: action.id,
    label: action.label,
    ...(action.accelerator === undefined ? {} : { accelerator: action.accelerator }),
    // The page hears all keys by itself, and knows which of them a text field wants: here they are only shown.
    registerAccelerator: false,
    click: () => run(action.id),
  });
  const group = (name: ActionGroup) =>
    groupItems(name, state).flatMap((action) => (action.begins ? [SEPARATOR, item(action)] : [item(action)]));
  const writing = (['cut', 'copy', 'paste', 'delete', 'selectAll'] as const).map((role) => ({
    role,
    label: t(`menu.${role}`),
  }));
  return [
    ...(state.mac ? [macMenu()] : []),
    { label: t('menu.file'), submenu: [...group('File'), SEPARATOR, state.mac ? close() : quit()] },
    { label: t('menu.edit'), submenu: [...group('Edit'), SEPARATOR, ...writing] },
    {
      label: t('menu.view'),
      submenu: [...group('View'), SEPARATOR, { role: 'togglefullscreen', label: t('menu.fullScreen') }],
    },
    { label: t('menu.playback'), submenu: [...group('Playback'), SEPARATOR, ...group('Range')] },
    { label: t('menu.timeline'), submenu: [...group('Timeline'), SEPARATOR, ...group('Find')] },
    windowMenu(state.mac),
    { role: 'help', label: t('menu.help'), submenu: group('Help') },
    ...(app.isPackaged
      ? []
      : [{ label: 'Develop', submenu: [{ role: 'reload' } as const, { role: 'toggleDevTools' } as const] }]),
  ];
}

// The system's own items are named too: Electron knows them in English alone.
function close(): MenuItemConstructorOptions {
  return { role: 'close', label: t('menu.close') };
}

function quit(): MenuItemConstructorOptions {
  return { role: 'quit', label: process.platform === 'win32' ? t('menu.exit') : t('menu.quit') };
}

function windowMenu(mac: boolean): MenuItemConstructorOptions {
  const common: MenuItemConstructorOptions[] = [
    { role: 'minimize', label: t('menu.minimize') },
    { role: 'zoom', label: t('menu.zoom') },
  ];
  const last = mac ? [SEPARATOR, { role: 'front' as const, label: t('menu.front') }] : [close()];
  return { role: 'windowMenu', label: t('menu.window'), submenu: [...common, ...last] };
}

function macMenu(): MenuItemConstructorOptions {
  return {
    role: 'appMenu',
    submenu: [
      { role: 'about', label: actionLabel('help.about') },
      SEPARATOR,
      { role: 'services', label: t('menu.services') },
      SEPARATOR,
      { role: 'hide', label: t('menu.hide') },
      { role: 'hideOthers', label: t('menu.hideOthers') },
      { role: 'unhide', label: t('menu.showAll') },
      SEPARATOR,
      { role: 'quit', label: t('menu.quitApp') },
    ],
  };
}

export interface AppMenu {
  /** A person's own keys are other than before. */
  readonly setKeys: (keys: OwnKeys) => void;
  /** The page's next Undo and Redo are other than before. */
  readonly setUndoable: (undoable: Undoable) => void;
}

/** Sets the application menu, and anew with each change of what it shows. */
export function setMenu(run: (id: ActionId) => void, keys: OwnKeys): AppMenu {
  let state: MenuState = { keys, undoable: { undo: null, redo: null }, mac: process.platform === 'darwin' };
  const change = (news: Partial<MenuState>): void => {
    state = { ...state, ...news };
    Menu.setApplicationMenu(Menu.buildFromTemplate(template(state, run)));
  };
  change({});
  onLanguage(() => change({}));
  return { setKeys: (own) => change({ keys: own }), setUndoable: (undoable) => change({ undoable }) };
}
