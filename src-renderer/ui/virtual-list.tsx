import {
  type ReactNode,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useMemo,
  useReducer,
  useRef,
} from 'react';
import { RowHeights } from './row-heights';

/** Rows drawn above and below what is seen, so that quick scrolling shows no gap. */
const MARGIN_ROWS = 12;

export interface VirtualListHandle {
  /** Scrolls so that the row stands in the middle third; does nothing where it does already. */
  readonly reveal: (row: number) => void;
}

/** Where to scroll so that the row stands at a third of the view; null where it is in sight comfortably. */
export function revealTarget(
  row: { top: number; height: number },
  view: { top: number; height: number },
): number | null {
  const comfortable = row.top >= view.top && row.top + row.height <= view.top + view.height * 0.75;
  return comfortable ? null : Math.max(0, row.top - view.height / 3);
}

/**
 * A list of many rows of unknown height, of which only those in sight are in the document. `scroller`
 * is the element that scrolls; each row is measured when it is drawn.
 */
export function VirtualList({
  count,
  guess,
  scroller,
  handle,
  row,
}: {
  readonly count: number;
  /** Likely height of a row in CSS pixels. */
  readonly guess: number;
  readonly scroller: RefObject<HTMLElement | null>;
  readonly handle: RefObject<VirtualListHandle | null>;
  readonly row: (index: number) => ReactNode;
}) {
  const heights = useMemo(() => new RowHeights(count, guess), [count, guess]);
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const rows = useRef<HTMLDivElement>(null);

  const view = scroller.current;
  const top = view?.scrollTop ?? 0;
  const first = Math.max(0, heights.rowAt(top) - MARGIN_ROWS);
  const last = Math.min(count, heights.rowAt(top + (view?.clientHeight ?? 800)) + MARGIN_ROWS);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(redraw);
    observer.observe(element);
    element.addEventListener('scroll', redraw, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', redraw);
    };
  }, [scroller]);

  useLayoutEffect(() => {
    let changed = false;
    for (const [at, element] of [...(rows.current?.children ?? [])].entries()) {
      const { height } = element.getBoundingClientRect();
      if (height > 0 && heights.set(first + at, height)) changed = true;
    }
    if (changed) redraw();
  });

  useEffect(() => {
    handle.current = {
      reveal: (index) => {
        const element = scroller.current;
        if (!element) return;
        const target = revealTarget(
          { top: heights.offset(index), height: heights.height(index) },
          { top: element.scrollTop, height: element.clientHeight },
        );
        if (target !== null) element.scrollTop = target;
      },
    };
  }, [handle, heights, scroller]);

  return (
    <>
      <div style={{ height: heights.offset(first) }} />
      <div ref={rows}>{Array.from({ length: last - first }, (_, at) => row(first + at))}</div>
      <div style={{ height: Math.max(0, heights.total - heights.offset(last)) }} />
    </>
  );
}
