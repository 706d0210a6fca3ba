// Keys of actions: those of the table, or a person's own in their place; how they are written, and which two get in each other's way.
import { z } from 'zod';
import { ACTIONS, type Action, type ActionId } from './actions';
import { t, type WordKey } from './words/words';

/**
 * A person's own keys by action, each list in the place of the table's. Names that this version does not know are kept:
 * another one may.
 */
export const ownKeys = z.record(z.string(), z.array(z.string().min(1).max(60)).max(4));
export type OwnKeys = z.infer<typeof ownKeys>;

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

function isLetter(key: string): boolean {
  return key.length === 1 && key.toLowerCase() !== key.toUpperCase();
}

/** Keys that only say that others are held. */
const MODIFIERS = new Set(['Control', 'Shift', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'Dead', 'Process']);

/**
 * A key press as the action table writes it. Shift is named only where the key itself does not already
 * tell it: `?` is `?` on every keyboard, however it is typed. Null for what the table never has: the system's
 * combinations, and modifiers alone.
 */
export function chord(press: KeyPress, mac: boolean): string | null {
  const mod = mac ? press.metaKey : press.ctrlKey;
  const other = mac ? press.ctrlKey : press.metaKey;
  if (other || MODIFIERS.has(press.key)) return null;
  const shift = press.shiftKey && (press.key.length > 1 || press.key === ' ' || isLetter(press.key));
  const key = isLetter(press.key) ? press.key.toLowerCase() : press.key;
  return `${mod ? 'Mod+' : ''}${press.altKey ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${key}`;
}

/** The keys that carry an action out. */
export function keysOf(action: Action, own: OwnKeys): readonly string[] {
  return own[action.id] ?? action.keys;
}

/** The action that these keys carry out; null for none. What a person chose comes before what a later table would have. */
export function actionFor(keys: string, own: OwnKeys): ActionId | null {
  const chosen = ACTIONS.find(({ id }) => own[id]?.includes(keys));
  if (chosen) return chosen.id;
  return ACTIONS.find((action) => keysOf(action, own).includes(keys))?.id ?? null;
}

/**
 * The action that has these keys already and is another one; null where they are free. Digits belong to the time that is typed,
 * which is told as the action that takes it.
 */
export function conflictOf(keys: string, id: ActionId, own: OwnKeys): ActionId | null {
  if (/^\d$/.test(keys)) return 'play.goTo';
  return ACTIONS.find((action) => action.id !== id && keysOf(action, own).includes(keys))?.id ?? null;
}

/** Keys of which every list, menu and text field makes something of its own, and that no action may be given. */
const RESERVED = new Set(['Tab', 'Shift+Tab', 'Enter', 'Mod+a', 'Mod+c', 'Mod+v', 'Mod+x', 'Mod+q', 'Mod+w']);

export function isReserved(keys: string): boolean {
  return RESERVED.has(keys);
}

/** A person's own keys with those of one action in them; null gives that one its own back. */
export function withKeys(own: OwnKeys, id: ActionId, keys: readonly string[] | null): OwnKeys {
  const { [id]: _, ...others } = own;
  return keys === null ? others : { ...others, [id]: [...keys] };
}

const SIGNS: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
};
const MAC_SIGNS: Readonly<Record<string, string>> = { Mod: '⌘', Alt: '⌥', Shift: '⇧' };
/** Keys that are written as words; of modifiers, not on a Mac. */
const NAMED: Readonly<Record<string, Extract<WordKey, `keys.${string}`>>> = {
  ' ': 'keys.space',
  Escape: 'keys.escape',
  Home: 'keys.home',
  End: 'keys.end',
  Mod: 'keys.mod',
  Alt: 'keys.alt',
  Shift: 'keys.shift',
};

function capOf(key: string): string {
  const name = NAMED[key];
  return name ? t(name) : (SIGNS[key] ?? (key.length === 1 ? key.toUpperCase() : key));
}

/** One chord as a row of key caps: `Mod+Shift+e` is Ctrl, Shift, E (⌘, ⇧, E on a Mac). */
export function keyCaps(keys: string, mac: boolean): string[] {
  const held = keys.match(/^(?:(?:Mod|Alt|Shift)\+)*/)?.[0] ?? '';
  const key = keys.slice(held.length);
  const caps = held
    .split('+')
    .filter(Boolean)
    .map((name) => (mac ? MAC_SIGNS[name] : undefined) ?? capOf(name));
  return [...caps, capOf(key)];
}

/** The same in one word, for a tooltip or a menu: `Ctrl+Shift+E`, `⌘⇧E`. */
export function keyWords(keys: string, mac: boolean): string {
  return keyCaps(keys, mac).join(mac ? '' : '+');
}
