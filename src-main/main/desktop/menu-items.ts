import {
  ACTIONS,
  type Action,
  type ActionGroup,
  type ActionId,
  actionById,
  actionLabel,
  BEGINS_SECTION,
} from '../../../src-shared/actions';
import { keysOf, keyWords, type OwnKeys } from '../../../src-shared/keys';
import { t } from '../../../src-shared/words/words';
import { accelerator } from './accelerator';

/** What the menu shows of an action. */
export interface ActionItem {
  readonly id: ActionId;
  readonly label: string;
  /** For combinations. */
  readonly accelerator: string | undefined;
  /** Whether a line stands before it. */
  readonly begins: boolean;
}

/** What the next Undo and Redo would do, such as "rename"; null for nothing that the page knows of. */
export interface Undoable {
  readonly undo: string | null;
  readonly redo: string | null;
}

export interface MenuState {
  readonly keys: OwnKeys;
  readonly undoable: Undoable;
  readonly mac: boolean;
}

/** Labels with `&` in a film's title would underline a letter. */
function plain(label: string): string {
  return label.replaceAll('&', '&&');
}

function labelOf(action: Action, { undoable }: MenuState): string {
  const what = action.id === 'edit.undo' ? undoable.undo : action.id === 'edit.redo' ? undoable.redo : null;
  const label = actionLabel(action.id);
  return what === null ? label : t('menu.undoOf', { action: label, what: plain(what) });
}

/**
 * An action as an item of the menu. A plain key stands in brackets behind the label, as the keyboard has it (←, Space): as an
 * accelerator it would steal typing.
 */
export function actionItem(action: Action, state: MenuState): ActionItem {
  const keys = keysOf(action, state.keys);
  const combination = accelerator(keys);
  const [first] = keys;
  const hint = combination === undefined && first !== undefined ? `  (${keyWords(first, state.mac)})` : '';
  return {
    id: action.id,
    label: labelOf(action, state) + hint,
    accelerator: combination,
    begins: BEGINS_SECTION.has(action.id),
  };
}

/** The items of one group of the table, in its order. */
export function groupItems(name: ActionGroup, state: MenuState): ActionItem[] {
  return ACTIONS.filter((action) => action.group === name && action.menu).map((action) =>
    actionItem(action, state),
  );
}

export function itemOf(id: ActionId, state: MenuState): ActionItem {
  return actionItem(actionById(id), state);
}
