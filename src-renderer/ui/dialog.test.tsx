// @vitest-environment happy-dom
import { cleanup, createEvent, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { Confirm, Dialog } from './dialog';

afterEach(cleanup);

describe('a dialog', () => {
  it('gives the focus to what is to have it first, else to itself, never to its close button', () => {
    render(
      <Dialog title="Rename" onClose={() => {}}>
        <input aria-label="Before" />
        <input aria-label="Name" data-first />
      </Dialog>,
    );
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Name' }));
    cleanup();
    render(
      <Dialog title="About" onClose={() => {}}>
        <a href="#licence">Licence</a>
      </Dialog>,
    );
    expect(document.activeElement).toBe(screen.getByRole('dialog', { name: 'About' }));
  });

  it('closes with Escape and beside it, and leaves it to its owner to take it away', () => {
    let closed = 0;
    render(
      <Dialog title="About" onClose={() => closed++}>
        <p>Text</p>
      </Dialog>,
    );
    const dialog = screen.getByRole('dialog');
    // What the platform makes of Escape.
    const cancel = createEvent('cancel', dialog, { cancelable: true });
    fireEvent(dialog, cancel);
    expect([closed, cancel.defaultPrevented]).toEqual([1, true]);
    fireEvent.click(screen.getByText('Text'));
    expect(closed).toBe(1);
    fireEvent.click(dialog);
    expect(closed).toBe(2);
  });
});

describe('a question before something that cannot be taken back', () => {
  it('begins at what keeps things as they are: Enter by habit removes nothing', () => {
    const told: string[] = [];
    render(
      <Confirm
        title="Remove?"
        confirm="Remove"
        onConfirm={() => told.push('removed')}
        onClose={() => told.push('closed')}
      >
        <p>Its index is removed.</p>
      </Confirm>,
    );
    const keep = screen.getByRole('button', { name: 'Keep' });
    expect(document.activeElement).toBe(keep);
    fireEvent.click(keep);
    expect(told).toEqual(['closed']);
    fireEvent.click(screen.getByRole('button', { name: 'Remove' }));
    expect(told).toEqual(['closed', 'closed', 'removed']);
  });
});
