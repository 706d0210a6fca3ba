import { ACTIONS, type ActionId, actionById } from '../../src-shared/actions';
import type { Dispatcher } from './dispatcher';

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

export function isMac(): boolean {
  return /Mac/.test(navigator.userAgent);
}

function isLetter(key: string): boolean {
  return key.length === 1 && key.toLowerCase() !== key.toUpperCase();
}

/**
 * A key press as the action table writes it. Shift is named only where the key itself does not already
 * tell it: `?` is `?` on every keyboard, however it is typed. Null for combinations that the table never has.
 */
export function chord(press: KeyPress, mac: boolean): string | null {
  const mod = mac ? press.metaKey : press.ctrlKey;
  const other = mac ? press.ctrlKey : press.metaKey;
  if (other || press.altKey) return null;
  const shift = press.shiftKey && (press.key.length > 1 || isLetter(press.key));
  const key = isLetter(press.key) ? press.key.toLowerCase() : press.key;
  return `${mod ? 'Mod+' : ''}${shift ? 'Shift+' : ''}${key}`;
}

const BY_CHORD: ReadonlyMap<string, ActionId> = new Map(
  ACTIONS.flatMap((action) => action.keys.map((keys) => [keys, action.id] as const)),
);

export function actionForChord(keys: string): ActionId | null {
  return BY_CHORD.get(keys) ?? null;
}

const TEXT_INPUTS = new Set(['text', 'search', 'email', 'url', 'password', 'tel', 'number']);

/** Whether key presses there are writing. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && TEXT_INPUTS.has(target.type);
}

/**
 * Keys that the focused control needs for itself: a button's Enter, a slider's arrows, a select's letters. Space is a
 * button's own only where the keyboard brought the focus there: after a click, it plays and pauses as everywhere.
 */
function belongsToControl(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) return true;
  if (key !== ' ' && key !== 'Enter') return false;
  const control = target.closest('button, a[href], summary, [role="button"], [role="option"]');
  return control !== null && (key === 'Enter' || control.matches(':focus-visible'));
}

/**
 * Turns key presses into actions. A component that used a key itself says so by preventDefault, and an
 * open dialog keeps all keys to itself.
 */
export function bindKeys(target: Window, dispatcher: Dispatcher): () => void {
  const mac = isMac();
  function onKeyDown(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return;
    if (document.querySelector('dialog[open]')) return;
    const keys = chord(event, mac);
    if (keys === null) return;
    if (isTyping(event.target) && !keys.startsWith('Mod+')) {
      if (keys === 'Escape' && event.target instanceof HTMLElement) event.target.blur();
      return;
    }
    if (!keys.startsWith('Mod+') && keys !== 'Escape' && belongsToControl(event.target, event.key)) return;
    const id = actionForChord(keys);
    if (id !== null && dispatcher.run(id)) event.preventDefault();
  }
  target.addEventListener('keydown', onKeyDown);
  return () => target.removeEventListener('keydown', onKeyDown);
}

const SIGNS: Readonly<Record<string, string>> = {
  ' ': 'Space',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
};

/** One chord as a row of key caps: `Mod+Shift+e` is Ctrl, Shift, E (⌘, ⇧, E on a Mac). */
export function keyCaps(keys: string, mac: boolean): string[] {
  const parts = keys === '+' ? ['+'] : keys.split('+');
  return parts.map((part) => {
    if (part === 'Mod') return mac ? '⌘' : 'Ctrl';
    if (part === 'Shift') return mac ? '⇧' : 'Shift';
    return SIGNS[part] ?? (part.length === 1 ? part.toUpperCase() : part);
  });
}

/** What a button's tooltip says: the label, and its first key in brackets. */
export function tooltip(id: ActionId, label = actionById(id).label): string {
  const [first] = actionById(id).keys;
  if (first === undefined) return label;
  const mac = isMac();
  return `${label} (${keyCaps(first, mac).join(mac ? '' : '+')})`;
}
