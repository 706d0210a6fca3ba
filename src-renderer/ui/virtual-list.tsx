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

/** Where to scroll, no further than it takes, so that the row is seen whole; null where it is. */
export function showTarget(
  row: { top: number; height: number },
  view: { top: number; height: number },
): number | null {
  if (row.top < view.top) return row.top;
  const end = row.top + row.height;
  return end > view.top + view.height ? Math.min(row.top, end - view.height) : null;
}

/** The rows in the document, in order: those from `first` to before `last`, and the one that is kept wherever it is. */
export function rowsShown(first: number, last: number, keep: number | null): number[] {
  const rows = Array.from({ length: Math.max(0, last - first) }, (_, at) => first + at);
  if (keep === null || (keep >= first && keep < last)) return rows;
  return keep < first ? [keep, ...rows] : [...rows, keep];
}

export interface VirtualListHandle {
  /** Scrolls so that the row stands in the middle third; does nothing where it does already. */
  readonly reveal: (row: number) => void;
  /** Scrolls no further than it takes to see the whole row. */
  readonly show: (row: number) => void;
}

interface Asked {
  readonly row: number;
  readonly targetOf: typeof revealTarget;
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
 * is the element that scrolls; each row is measured when it is drawn. A row needs a key that is its own.
 */
export function VirtualList({
  count,
  guess,
  scroller,
  handle,
  row,
  margin = MARGIN_ROWS,
  keep = null,
}: {
  readonly count: number;
  /** Likely height of a row in CSS pixels. */
  readonly guess: number;
  readonly scroller: RefObject<HTMLElement | null>;
  readonly handle: RefObject<VirtualListHandle | null>;
  readonly row: (index: number) => ReactNode;
  /** Rows drawn beyond what is seen, on either side. */
  readonly margin?: number;
  /** A row that stays in the document though it is out of sight: what has the focus must not go. */
  readonly keep?: number | null;
}) {
  const heights = useMemo(() => new RowHeights(count, guess), [count, guess]);
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const rows = useRef<HTMLDivElement>(null);
  /** The row that is to be scrolled to. */
  const asked = useRef<Asked | null>(null);

  const view = scroller.current;
  const top = view?.scrollTop ?? 0;
  const first = Math.max(0, heights.rowAt(top) - margin);
  const last = Math.min(count, heights.rowAt(top + (view?.clientHeight || 800)) + 1 + margin);
  const shown = rowsShown(first, last, keep !== null && keep < count ? keep : null);

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
    const drawn = [...(rows.current?.children ?? [])].filter((element) => !element.hasAttribute(SPACE));
    for (const [at, element] of drawn.entries()) {
      const { height } = element.getBoundingClientRect();
      if (height > 0 && heights.set(shown[at] ?? -1, height)) changed = true;
    }
    // Rows that were only guessed until now push the one that was asked for away: it is sought again until all are known.
    if (asked.current !== null && !changed) changed = seek(asked.current);
    if (changed) redraw();
    else asked.current = null;
  });

  /** Scrolls to a row; false where it is in place, or as near as it gets. */
  function seek({ row, targetOf }: Asked): boolean {
    const element = scroller.current;
    if (!element) return false;
    const before = element.scrollTop;
    // What stands above the rows, as a head that stays, takes as much of the view from them.
    const lead = rowsBelow(element, rows.current);
    const target = targetOf(
      { top: heights.offset(row), height: heights.height(row) },
      { top: before, height: element.clientHeight - lead },
    );
    if (target !== null) element.scrollTop = target;
    return element.scrollTop !== before;
  }

  useEffect(() => {
    const ask = (row: number, targetOf: Asked['targetOf']) => {
      asked.current = { row, targetOf };
      redraw();
    };
    handle.current = {
      reveal: (row) => ask(row, revealTarget),
      show: (row) => ask(row, showTarget),
    };
  }, [handle]);

  // Rows and the room between them are children of one element, so that a row that is kept stays the same element.
  const children = shown.flatMap((index, at) => {
    const before = at === 0 ? 0 : (shown[at - 1] ?? 0) + 1;
    return [
      space(`before ${at === 0 ? 'all' : index}`, heights.offset(index) - heights.offset(before)),
      row(index),
    ];
  });
  const end = heights.offset((shown.at(-1) ?? -1) + 1);
  return (
    <div ref={rows}>
      {children}
      {space('after all', heights.total - end)}
    </div>
  );
}

/** How far below the top of what scrolls its rows begin, in CSS pixels. */
function rowsBelow(scroller: HTMLElement, rows: HTMLElement | null): number {
  if (rows === null) return 0;
  const from = rows.offsetParent === scroller ? 0 : scroller.offsetTop;
  return Math.max(0, rows.offsetTop - from);
}

const SPACE = 'data-space';

function space(key: string, height: number): ReactNode {
  if (height <= 0) return null;
  return <div key={key} {...{ [SPACE]: true }} aria-hidden="true" style={{ height }} />;
}
