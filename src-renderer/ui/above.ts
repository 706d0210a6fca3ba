import { useSyncExternalStore } from 'react';

function onFullscreen(changed: () => void): () => void {
  document.addEventListener('fullscreenchange', changed);
  return () => document.removeEventListener('fullscreenchange', changed);
}

/** What fills the screen, beside which nothing is seen; null where nothing does. */
export function useWhole(): Element | null {
  return useSyncExternalStore(onFullscreen, () => document.fullscreenElement ?? null);
}

/** Where menus, tooltips and dialogs are drawn: above the page, or above what fills the screen, beside which nothing is seen. */
export function above(): HTMLElement {
  const whole = document.fullscreenElement;
  if (whole instanceof HTMLElement) return whole;
  return document.getElementById('above') ?? document.body;
}

/** Whether a dialog is open: it keeps all keys to itself. */
export function isDialogOpen(): boolean {
  return document.querySelector('[role="dialog"]') !== null;
}
