import { type ActionId, actionById, actionLabel } from '../../src-shared/actions';
import { actionFor, chord, keysOf, keyWords, type OwnKeys } from '../../src-shared/keys';
import { settingsStore } from '../stores/settings-store';
import { isDialogOpen } from '../ui/above';
import { type FocusOrigin, watchFocusOrigin } from '../ui/focus-origin';
import { isWriting } from '../ui/typing';
import type { Dispatcher } from './dispatcher';

export function isMac(): boolean {
  return /Mac/.test(navigator.userAgent);
}

const NO_KEYS: OwnKeys = {};

/** The person's own keys, as far as they are known by now. */
export function ownKeysNow(): OwnKeys {
  return settingsStore.getState().settings?.keys ?? NO_KEYS;
}

const TEXT_INPUTS = new Set(['text', 'search', 'email', 'url', 'password', 'tel', 'number']);

/** Whether key presses there are writing. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && TEXT_INPUTS.has(target.type);
}

const CONTROLS = 'button, a[href], summary, input, [role="button"]';
const MOVING = /^(Arrow\w+|Home|End|Page\w+)$/;

/**
 * Keys that the focused control needs for itself: a button's Enter, a slider's arrows, the letters of a choice. Space is a
 * control's own only where the keyboard brought the focus there: after a click, it plays and pauses as everywhere.
 */
function belongsToControl(target: EventTarget | null, key: string, byPointer: boolean): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.getAttribute('role') === 'combobox' && !byPointer) return true;
  if (target instanceof HTMLInputElement && MOVING.test(key)) return true;
  if (key !== ' ' && key !== 'Enter') return false;
  return target.closest(CONTROLS) !== null && (key === 'Enter' || !byPointer);
}

/** What keys mean beside the table. */
export interface Bindings {
  readonly own: () => OwnKeys;
  /** A digit that no field takes is the first of a time to go to. True where it was taken. */
  readonly onDigit: (digit: string) => boolean;
}

/** What a press of a key is in this place: an action's, a digit of a time, or nobody's. */
function meaningOf(event: KeyboardEvent, mac: boolean, origin: FocusOrigin): string | null {
  if (event.defaultPrevented || event.isComposing) return null;
  // An open dialog keeps all keys to itself.
  if (isDialogOpen()) return null;
  const keys = chord(event, mac);
  if (keys === null) return null;
  if (isTyping(event.target) && isWriting(keys)) {
    if (keys === 'Escape' && event.target instanceof HTMLElement) event.target.blur();
    return null;
  }
  const plain = !keys.startsWith('Mod+') && keys !== 'Escape';
  return plain && belongsToControl(event.target, event.key, origin.byPointer()) ? null : keys;
}

/** Turns key presses into actions. A component that used a key itself says so by preventDefault. */
export function bindKeys(target: Window, dispatcher: Dispatcher, { own, onDigit }: Bindings): () => void {
  const mac = isMac();
  const origin = watchFocusOrigin(target);
  function onKeyDown(event: KeyboardEvent): void {
    const keys = meaningOf(event, mac, origin);
    if (keys === null) return;
    const id = actionFor(keys, own());
    if (id === null ? /^\d$/.test(keys) && onDigit(keys) : dispatcher.run(id)) event.preventDefault();
  }
  target.addEventListener('keydown', onKeyDown);
  return () => {
    target.removeEventListener('keydown', onKeyDown);
    origin.stop();
  };
}

/** What a button's tooltip says: the label, and its first key in brackets. */
export function tooltip(id: ActionId, label = actionLabel(id)): string {
  const [first] = keysOf(actionById(id), ownKeysNow());
  return first === undefined ? label : `${label} (${keyWords(first, isMac())})`;
}
