import { type RefObject, useEffect, useState } from 'react';

/** How far from the end still counts as being there, in CSS pixels. */
const NEAR = 32;

export function isAtEnd(box: { scrollTop: number; scrollHeight: number; clientHeight: number }): boolean {
  return box.scrollHeight - box.scrollTop - box.clientHeight <= NEAR;
}

/**
 * Keeps a scrolling box at its end while its content grows, unless the user scrolled up. Its first child
 * must hold all of the content.
 */
export function useStickToEnd(ref: RefObject<HTMLElement | null>): { stuck: boolean; toEnd: () => void } {
  const [stuck, setStuck] = useState(true);
  useEffect(() => {
    const box = ref.current;
    const content = box?.firstElementChild;
    if (!box || !content) return;
    // Kept beside the state: the observer must see it at once, not a render later.
    let atEnd = true;
    const onScroll = () => {
      atEnd = isAtEnd(box);
      setStuck(atEnd);
    };
    const observer = new ResizeObserver(() => {
      if (atEnd) box.scrollTop = box.scrollHeight;
    });
    observer.observe(content);
    observer.observe(box);
    box.addEventListener('scroll', onScroll);
    return () => {
      observer.disconnect();
      box.removeEventListener('scroll', onScroll);
    };
  }, [ref]);
  const toEnd = () => {
    const box = ref.current;
    if (box) box.scrollTop = box.scrollHeight;
  };
  return { stuck, toEnd };
}
