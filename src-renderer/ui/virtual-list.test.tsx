// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useRef } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { VirtualList, type VirtualListHandle } from './virtual-list';

const [COUNT, HEIGHT] = [1000, 20];

afterEach(cleanup);

function List({ keep = null }: { keep?: number | null }) {
  const scroller = useRef<HTMLDivElement>(null);
  const handle = useRef<VirtualListHandle>(null);
  return (
    <div ref={scroller} data-testid="scroller">
      <VirtualList
        {...{ count: COUNT, guess: HEIGHT, scroller, handle, margin: 2, keep }}
        row={(index) => <p key={index}>{index}</p>}
      />
    </div>
  );
}
function scrollTo(top: number): void {
  const scroller = screen.getByTestId('scroller');
  scroller.scrollTop = top;
  act(() => void fireEvent.scroll(scroller));
}
/** Where each row in the document stands, and how long all is. There is no layout here: a row is as high as was guessed. */
function layout(): { rows: Map<number, number>; length: number } {
  const rows = new Map<number, number>();
  let length = 0;
  for (const child of screen.getByTestId('scroller').firstElementChild?.children ?? []) {
    const isRow = child.tagName === 'P';
    if (isRow) rows.set(Number(child.textContent), length);
    length += isRow ? HEIGHT : Number.parseFloat((child as HTMLElement).style.height);
  }
  return { rows, length };
}

describe('a list of which only a part is in the document', () => {
  it.each([0, 4000, 12_345, 19_990])(
    'is as long as all of it, and each row stands in its place, at %i',
    (top) => {
      render(<List />);
      scrollTo(top);
      const { rows, length } = layout();
      expect(length).toBe(COUNT * HEIGHT);
      expect(rows.size).toBeLessThan(100);
      expect(rows.has(Math.floor(top / HEIGHT))).toBe(true);
      for (const [row, at] of rows) expect(at).toBe(row * HEIGHT);
    },
  );

  it.each([3, 990])('keeps row %i though it is out of sight, in its place', (keep) => {
    render(<List keep={keep} />);
    scrollTo(8000);
    const { rows, length } = layout();
    expect([rows.get(keep), length]).toEqual([keep * HEIGHT, COUNT * HEIGHT]);
    expect(rows.get(400)).toBe(8000);
  });
});
