import { type RefObject, useLayoutEffect, useState } from 'react';

/** CSS pixels: the least width of a card, and the room between two. */
const LEAST_CARD = 220;
export const COLUMN_GAP = 16;
/** What stands below a card's picture, where nothing is offered and nothing is wrong. */
const BELOW_PICTURE = 62;

/** How many cards stand beside each other, and about how high a row of them is, in CSS pixels. */
export interface Columns {
  readonly count: number;
  readonly height: number;
}

/** @param width of the room for cards, in CSS pixels */
export function columnsIn(width: number): Columns {
  const count = Math.max(1, Math.floor((width + COLUMN_GAP) / (LEAST_CARD + COLUMN_GAP)));
  const card = Math.max(LEAST_CARD, (width - (count - 1) * COLUMN_GAP) / count);
  return { count, height: Math.round((card * 9) / 16) + BELOW_PICTURE };
}

/** Follows the width of the element that holds the cards. */
export function useColumns(holder: RefObject<HTMLElement | null>): Columns {
  const [columns, setColumns] = useState<Columns>(columnsIn(0));
  useLayoutEffect(() => {
    const element = holder.current;
    if (!element) return;
    const measure = () => {
      const { paddingLeft, paddingRight } = getComputedStyle(element);
      const room =
        element.clientWidth - (Number.parseFloat(paddingLeft) || 0) - (Number.parseFloat(paddingRight) || 0);
      const now = columnsIn(room);
      setColumns((before) => (before.count === now.count && before.height === now.height ? before : now));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [holder]);
  return columns;
}
