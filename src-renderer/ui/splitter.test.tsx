import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { Splitter } from './splitter';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

/** A pane of a window that has room for so much of it. */
function show(chosen: number, room: number): { value: () => number; line: () => HTMLElement } {
  let now = chosen;
  function Pane() {
    const [value, setValue] = useState(chosen);
    now = value;
    const limits = { least: 100, most: 600, usual: 300 };
    return (
      <section data-testid="pane">
        <Splitter label="Height" direction="horizontal" value={value} limits={limits} onChange={setValue} />
      </section>
    );
  }
  render(<Pane />);
  const pane = screen.getByTestId('pane');
  vi.spyOn(pane, 'getBoundingClientRect').mockImplementation(
    () => ({ width: 900, height: Math.min(now, room) }) as DOMRect,
  );
  return { value: () => now, line: () => screen.getByRole('separator', { name: 'Height' }) };
}

it('begins at the size that is seen, where the window has no room for the one that was chosen', () => {
  const { value, line } = show(500, 250);
  fireEvent.keyDown(line(), { key: 'ArrowUp' });
  // Larger than the room it is already, and stays for a larger window.
  expect(value()).toBe(500);
  fireEvent.keyDown(line(), { key: 'ArrowDown' });
  expect(value()).toBe(234);
  fireEvent.keyDown(line(), { key: 'ArrowUp' });
  expect(value()).toBe(250);
  fireEvent.doubleClick(line());
  expect(value()).toBe(300);
});

it('follows the pointer from there', () => {
  const { value, line } = show(500, 250);
  line().setPointerCapture = () => undefined;
  fireEvent.pointerDown(line(), { clientY: 400 });
  fireEvent.pointerMove(line(), { clientY: 390 });
  expect(value()).toBe(500);
  fireEvent.pointerMove(line(), { clientY: 430 });
  expect(value()).toBe(220);
});
