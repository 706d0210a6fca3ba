// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { NameField } from './name-field';

afterEach(cleanup);

function write(name: string) {
  const told: string[] = [];
  const { unmount } = render(
    <NameField
      label="Name"
      usual="Old"
      onDone={(done) => told.push(done)}
      onLeave={() => told.push('left')}
    />,
  );
  const field = screen.getByRole('textbox');
  fireEvent.change(field, { target: { value: name } });
  return { told, field, unmount };
}

describe('what was written in a field', () => {
  it('is taken where the field goes with what it lies in', () => {
    const { told, unmount } = write('New');
    unmount();
    expect(told).toEqual(['New']);
  });

  it('is taken where the window is closed, and once', () => {
    const { told, unmount } = write('New');
    fireEvent(window, new Event('pagehide'));
    unmount();
    expect(told).toEqual(['New']);
  });

  it('is not taken again after Enter, nor after Escape', () => {
    for (const [key, expected] of [
      ['Enter', ['New']],
      ['Escape', ['left']],
    ] as const) {
      const { told, field, unmount } = write('New');
      fireEvent.keyDown(field, { key });
      unmount();
      expect(told).toEqual(expected);
    }
  });
});
