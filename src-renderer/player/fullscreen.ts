import { type RefObject, useEffect, useState } from 'react';
import { useLayer } from '../ui/layers';

/** Milliseconds without a movement of the pointer after which the controls give way to the film. */
const IDLE_MS = 2500;

export interface Fullscreen {
  readonly on: boolean;
  /** In full screen: whether the pointer has been at rest for a while. */
  readonly idle: boolean;
  readonly toggle: () => void;
}

/** An element in full screen, and out of it. Escape leaves it, as what lies on top. */
export function useFullscreen(root: RefObject<HTMLElement | null>): Fullscreen {
  const [on, setOn] = useState(false);
  const [idle, setIdle] = useState(false);
  useEffect(() => {
    const read = () => setOn(document.fullscreenElement === root.current && root.current !== null);
    document.addEventListener('fullscreenchange', read);
    return () => document.removeEventListener('fullscreenchange', read);
  }, [root]);
  useLayer(on, () => void document.exitFullscreen());

  useEffect(() => {
    if (!on) return;
    let timer = 0;
    const wake = () => {
      setIdle(false);
      window.clearTimeout(timer);
      timer = window.setTimeout(() => setIdle(true), IDLE_MS);
    };
    wake();
    const events = ['pointermove', 'pointerdown', 'focusin'] as const;
    for (const event of events) window.addEventListener(event, wake);
    return () => {
      window.clearTimeout(timer);
      for (const event of events) window.removeEventListener(event, wake);
      setIdle(false);
    };
  }, [on]);

  // Refused where the system forbids it; then the window stays as it is, which the user sees.
  const toggle = () => void (on ? document.exitFullscreen() : root.current?.requestFullscreen());
  return { on, idle, toggle };
}
