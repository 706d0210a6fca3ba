import type { Action } from '../../../src-shared/actions';

/** `Mod+Shift+o` as Electron writes it. Plain keys belong to the page: a menu accelerator would steal typing. */
export function accelerator(action: Action): string | undefined {
  const combination = action.keys.find((key) => key.startsWith('Mod+'));
  return combination
    ?.replace('Mod', 'CmdOrCtrl')
    .replace(/\+([a-z])$/, (_all, letter: string) => `+${letter.toUpperCase()}`);
}
