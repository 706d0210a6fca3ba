// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { Menu } from './menu';

afterEach(cleanup);

/** Opened by the keyboard, whose click has no detail. */
async function open() {
  const ran: string[] = [];
  const item = (label: string, disabled = false) => ({ label, disabled, run: () => ran.push(label) });
  render(
    <>
      <Menu label="More" icon="…" items={[item('Copy'), item('Rename', true), item('Remove')]} />
      <p>elsewhere</p>
    </>,
  );
  const button = screen.getByRole('button', { name: 'More' });
  button.focus();
  fireEvent.click(button, { detail: 0 });
  await waitFor(() => expect(focused()).toBe('Copy'));
  return { ran, button };
}
const focused = () => document.activeElement?.textContent;
const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document, { key });
const gone = () => waitFor(() => expect(screen.queryByRole('menu')).toBeNull());

describe('a menu', () => {
  it('begins at its first item, arrows and letters move, and what cannot be run is told but not run', async () => {
    const { ran } = await open();
    press('ArrowDown');
    await waitFor(() => expect(focused()).toBe('Rename'));
    expect(document.activeElement?.getAttribute('aria-disabled')).toBe('true');
    fireEvent.click(screen.getByRole('menuitem', { name: 'Rename' }));
    expect(ran).toEqual([]);
    press('End');
    await waitFor(() => expect(focused()).toBe('Remove'));
    press('c');
    await waitFor(() => expect(focused()).toBe('Copy'));
  });

  it('keeps keys from what lies below it', async () => {
    const below: string[] = [];
    const listen = ({ key }: KeyboardEvent) => below.push(key);
    window.addEventListener('keydown', listen);
    await open();
    for (const key of ['b', 'ArrowDown', 'Escape']) press(key);
    await gone();
    window.removeEventListener('keydown', listen);
    expect(below).toEqual([]);
  });

  it('closes with Escape, runs nothing and gives the focus back', async () => {
    const { ran, button } = await open();
    press('Escape');
    await gone();
    await waitFor(() => expect(document.activeElement).toBe(button));
    expect(ran).toEqual([]);
  });

  it('closes when an item is run, or elsewhere is pressed', async () => {
    const { ran, button } = await open();
    fireEvent.click(screen.getByRole('menuitem', { name: 'Remove' }));
    expect(ran).toEqual(['Remove']);
    await gone();
    fireEvent.click(button, { detail: 0 });
    await screen.findByRole('menu');
    fireEvent.pointerDown(screen.getByText('elsewhere'));
    fireEvent.mouseDown(screen.getByText('elsewhere'));
    fireEvent.click(screen.getByText('elsewhere'));
    await gone();
  });
});
