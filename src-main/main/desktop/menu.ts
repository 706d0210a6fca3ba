import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { ActionGroup, ActionId } from '../../../src-shared/actions';
import type { OwnKeys } from '../../../src-shared/keys';
import { onLanguage } from '../../../src-shared/words/words';
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
  const group = (name: ActionGroup) => groupItems(name, state).map(item);
  const writing = (['cut', 'copy', 'paste', 'delete', 'selectAll'] as const).map((role) => ({ role }));
  return [
    ...(state.mac ? [{ role: 'appMenu' } as const] : []),
    { label: '&File', submenu: [...group('File'), SEPARATOR, { role: state.mac ? 'close' : 'quit' }] },
    { label: '&Edit', submenu: [...group('Edit'), SEPARATOR, ...writing] },
    { label: '&View', submenu: [...group('View'), SEPARATOR, { role: 'togglefullscreen' }] },
    { label: '&Playback', submenu: [...group('Playback'), SEPARATOR, ...group('Range')] },
    { label: '&Timeline', submenu: [...group('Timeline'), SEPARATOR, ...group('Find')] },
    { role: 'windowMenu' },
    { role: 'help', submenu: group('Help') },
    ...(app.isPackaged
      ? []
      : [{ label: 'Develop', submenu: [{ role: 'reload' } as const, { role: 'toggleDevTools' } as const] }]),
  ];
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
