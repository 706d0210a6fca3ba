// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { Confirm, Dialog } from './dialog';

afterEach(cleanup);

function press(element: Element): void {
  fireEvent.pointerDown(element);
  fireEvent.mouseDown(element);
  fireEvent.mouseUp(element);
  fireEvent.click(element);
}

describe('a dialog', () => {
  it('gives the focus to what is to have it first, else to itself, never to its close button', async () => {
    render(
      <Dialog title="Rename" onClose={() => {}}>
        <input aria-label="Before" />
        <input aria-label="Name" data-first />
      </Dialog>,
    );
    const field = screen.getByRole('textbox', { name: 'Name' });
    await waitFor(() => expect(document.activeElement).toBe(field));
    cleanup();
    render(
      <Dialog title="About" onClose={() => {}}>
        <a href="#licence">Licence</a>
      </Dialog>,
    );
    const dialog = screen.getByRole('dialog', { name: 'About' });
    await waitFor(() => expect(document.activeElement).toBe(dialog));
  });

  it('closes with Escape and beside it, and leaves it to its owner to take it away', async () => {
    let closed = 0;
    render(
      <Dialog title="About" onClose={() => closed++}>
        <p>Text</p>
      </Dialog>,
    );
    const dialog = screen.getByRole('dialog');
    await waitFor(() => expect(document.activeElement).toBe(dialog));
    // The page below would make something else of it.
    const below: string[] = [];
    const listen = ({ key }: KeyboardEvent) => below.push(key);
    window.addEventListener('keydown', listen);
    fireEvent.keyDown(dialog, { key: 'Escape' });
    window.removeEventListener('keydown', listen);
    expect([closed, below]).toEqual([1, []]);
    press(screen.getByText('Text'));
    expect(closed).toBe(1);
    press(document.querySelector('.dialog__backdrop') ?? document.body);
    await waitFor(() => expect(closed).toBe(2));
  });
});

describe('a question before something that cannot be taken back', () => {
  it('begins at what keeps things as they are: Enter by habit removes nothing', async () => {
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
    await waitFor(() => expect(document.activeElement).toBe(keep));
    fireEvent.click(keep);
    expect(told).toEqual(['closed']);
    fireEvent.click(screen.getByRole('button', { name: 'Remove' }));
    expect(told).toEqual(['closed', 'closed', 'removed']);
  });
});
