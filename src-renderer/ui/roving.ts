import type { KeyboardEvent } from 'react';

export type Orientation = 'vertical' | 'horizontal';

const NEXT: Readonly<Record<Orientation, string>> = { vertical: 'ArrowDown', horizontal: 'ArrowRight' };
const PREVIOUS: Readonly<Record<Orientation, string>> = { vertical: 'ArrowUp', horizontal: 'ArrowLeft' };

/** The place after this key in a list of `length`, stopping at the ends. Null where the key means nothing. */
export function stepIndex(
  key: string,
  from: number,
  length: number,
  orientation: Orientation = 'vertical',
): number | null {
  if (length === 0) return null;
  if (key === 'Home') return 0;
  if (key === 'End') return length - 1;
  if (key === NEXT[orientation]) return Math.min(length - 1, from + 1);
  if (key === PREVIOUS[orientation]) return Math.max(0, from - 1);
  return null;
}

/**
 * Moves the focus among the elements that match inside the handler's own element.
 * Keys that do so are used up, so that they reach neither the page's scrolling nor the action table.
 */
export function moveFocus(event: KeyboardEvent, selector: string, orientation: Orientation): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>(selector)];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const next = stepIndex(event.key, at, items.length, orientation);
  if (next === null) return;
  event.preventDefault();
  items[next]?.focus();
}
