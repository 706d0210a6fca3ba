import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

/** How far from the end still counts as being there, in CSS pixels. */
const NEAR = 32;

interface Box {
  readonly scrollTop: number;
  readonly scrollHeight: number;
  readonly clientHeight: number;
}

export function isAtEnd(box: Box): boolean {
  return box.scrollHeight - box.scrollTop - box.clientHeight <= NEAR;
}

/**
 * Whether a box still sticks to its end after it scrolled. Only who moves up leaves the end: content that grows between a scroll
 * and the news of it leaves the box short of the end too, and nobody wanted that.
 */
export function sticks(stuck: boolean, before: number, box: Box): boolean {
  if (isAtEnd(box)) return true;
  return stuck && box.scrollTop >= before;
}

/**
 * Keeps a scrolling box at its end while its content grows, or what stands in it grows late, unless the user scrolled up. Its
 * first child must hold all of the content.
 */
export function useStickToEnd(ref: RefObject<HTMLElement | null>): { stuck: boolean; toEnd: () => void } {
  const [stuck, setStuck] = useState(true);
  // Kept beside the state: the observer must see it at once, not a render later.
  const now = useRef(true);
  const set = useCallback((value: boolean) => {
    now.current = value;
    setStuck(value);
  }, []);
  useEffect(() => {
    const box = ref.current;
    const content = box?.firstElementChild;
    if (!box || !content) return;
    let before = box.scrollTop;
    const onScroll = () => {
      set(sticks(now.current, before, box));
      before = box.scrollTop;
    };
    const observer = new ResizeObserver(() => {
      if (now.current) box.scrollTop = box.scrollHeight;
    });
    observer.observe(content);
    observer.observe(box);
    box.addEventListener('scroll', onScroll);
    return () => {
      observer.disconnect();
      box.removeEventListener('scroll', onScroll);
    };
  }, [ref, set]);
  const toEnd = useCallback(() => {
    const box = ref.current;
    set(true);
    if (box) box.scrollTop = box.scrollHeight;
  }, [ref, set]);
  return { stuck, toEnd };
}
