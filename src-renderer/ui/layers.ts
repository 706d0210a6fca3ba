import { useEffect, useRef } from 'react';

/** What lies above the screen, the last one on top. Escape closes the top one alone, and never what lies under all. */
export function createLayers() {
  const layers: (() => void)[] = [];
  return {
    /** Lays one on top until the returned function is called. @param close what Escape does to it */
    push(close: () => void): () => void {
      // Its own object: the same function may be there twice.
      const layer = () => close();
      layers.push(layer);
      return () => {
        const at = layers.indexOf(layer);
        if (at >= 0) layers.splice(at, 1);
      };
    },
    /** False where nothing is on top. */
    closeTop(): boolean {
      const top = layers.at(-1);
      top?.();
      return top !== undefined;
    },
  };
}

/** The window's one stack. */
export const layers = createLayers();

/** Has Escape close the component's layer while it is open. */
export function useLayer(open: boolean, close: () => void): void {
  const latest = useRef(close);
  useEffect(() => {
    latest.current = close;
  });
  useEffect(() => (open ? layers.push(() => latest.current()) : undefined), [open]);
}
