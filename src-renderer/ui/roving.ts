import type { KeyboardEvent } from 'react';

const STEPS: Readonly<Record<string, 'next' | 'previous' | 'first' | 'last'>> = {
  ArrowDown: 'next',
  ArrowRight: 'next',
  ArrowUp: 'previous',
  ArrowLeft: 'previous',
  Home: 'first',
  End: 'last',
};

/** The place after this key in a list of `length`, stopping at the ends. Null where the key means nothing. */
export function stepIndex(key: string, from: number, length: number): number | null {
  const step = STEPS[key];
  if (step === undefined || length === 0) return null;
  if (step === 'first') return 0;
  if (step === 'last') return length - 1;
  return Math.min(length - 1, Math.max(0, from + (step === 'next' ? 1 : -1)));
}

/**
 * Moves the focus among the elements that match inside `within`, by default the handler's own element. Keys that do so are
 * used up, so that they reach neither the page's scrolling nor the action table.
 */
export function moveFocus(
  event: KeyboardEvent,
  selector: string,
  within: Element | null = event.currentTarget,
): void {
  const items = [...(within?.querySelectorAll<HTMLElement>(selector) ?? [])];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const next = stepIndex(event.key, at, items.length);
  if (next === null) return;
  event.preventDefault();
  items[next]?.focus();
}
