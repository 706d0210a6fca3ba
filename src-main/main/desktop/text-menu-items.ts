import type { ContextMenuParams, MenuItemConstructorOptions } from 'electron';
import { t } from '../../../src-shared/words/words';

type Where = Pick<ContextMenuParams, 'isEditable' | 'selectionText' | 'editFlags'>;

const SEPARATOR: MenuItemConstructorOptions = { type: 'separator' };

/** What can be done with the text under the pointer. Empty where there is none. */
export function textMenu({ isEditable, selectionText, editFlags }: Where): MenuItemConstructorOptions[] {
  const item = (role: 'undo' | 'redo' | 'cut' | 'copy' | 'paste' | 'selectAll', enabled: boolean) => ({
    role,
    label: t(`menu.${role}`),
    enabled,
  });
  if (isEditable) {
    return [
      item('undo', editFlags.canUndo),
      item('redo', editFlags.canRedo),
      SEPARATOR,
      item('cut', editFlags.canCut),
      item('copy', editFlags.canCopy),
      item('paste', editFlags.canPaste),
      SEPARATOR,
      item('selectAll', editFlags.canSelectAll),
    ];
  }
  return selectionText.trim() === '' ? [] : [item('copy', editFlags.canCopy)];
}
