import { useEffect, useLayoutEffect, useRef } from 'react';

/**
 * Takes what was written in a field that goes away with what it lies in: a key led to another screen, or the window was closed. No blur is
 * told then, so that a field whose words are taken when it is left would lose them.
 * @param take Takes what is in the field, as leaving it does; where nothing was changed it does nothing.
 * @returns To be called where the words were taken for good, or were not wanted: nothing is taken afterwards.
 */
export function useTakenWithField(take: () => void): () => void {
  const last = useRef(take);
  const settled = useRef(false);
  useLayoutEffect(() => {
    last.current = take;
  });
  useEffect(() => {
    function end(): void {
      if (!settled.current) last.current();
    }
    window.addEventListener('pagehide', end);
    return () => {
      window.removeEventListener('pagehide', end);
      end();
    };
  }, []);
  return () => {
    settled.current = true;
  };
}
