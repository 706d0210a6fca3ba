import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import { ACTIONS, type Action, type ActionId } from '../../../src-shared/actions';
import { accelerator } from './accelerator';

function item(action: Action, run: (id: ActionId) => void): MenuItemConstructorOptions {
  const key = action.keys[0];
  const hint = key !== undefined && !key.startsWith('Mod+') && key.trim() !== '' ? `  (${key})` : '';
  return {
    id: action.id,
    label: action.label + hint,
    accelerator: accelerator(action),
    click: () => run(action.id),
  };
}

/** The application menu, from the table of actions and the platform's own roles. */
export function buildMenu(run: (id: ActionId) => void): Menu {
  const group = (name: Action['group']) =>
    ACTIONS.filter((action) => action.group === name && action.menu).map((action) => item(action, run));
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const isMac = process.platform === 'darwin';
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    { label: '&File', submenu: [...group('File'), separator, { role: isMac ? 'close' : 'quit' }] },
    { role: 'editMenu' },
    { label: '&View', submenu: [...group('View'), separator, { role: 'togglefullscreen' }] },
    { label: '&Playback', submenu: group('Playback') },
    { label: '&Timeline', submenu: [...group('Timeline'), separator, ...group('Find')] },
    { role: 'windowMenu' },
    { role: 'help', submenu: group('Help') },
  ];
  if (!app.isPackaged)
    template.push({ label: 'Develop', submenu: [{ role: 'reload' }, { role: 'toggleDevTools' }] });
  return Menu.buildFromTemplate(template);
}
