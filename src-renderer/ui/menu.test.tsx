// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { Menu } from './menu';

afterEach(cleanup);

function open() {
  const ran: string[] = [];
  const item = (label: string, disabled = false) => ({ label, disabled, run: () => ran.push(label) });
  render(
    <>
      <Menu label="More" icon="…" items={[item('Rename', true), item('Copy'), item('Remove')]} />
      <p>elsewhere</p>
    </>,
  );
  const button = screen.getByRole('button', { name: 'More' });
  fireEvent.click(button);
  return { ran, button };
}
const focused = () => document.activeElement?.textContent;

describe('a menu', () => {
  it('begins at its first item that can be run, and arrows move over those alone', () => {
    open();
    expect(focused()).toBe('Copy');
    fireEvent.keyDown(screen.getByRole('menu'), { key: 'ArrowDown' });
    expect(focused()).toBe('Remove');
    fireEvent.keyDown(screen.getByRole('menu'), { key: 'Home' });
    expect(focused()).toBe('Copy');
  });

  it.each(['Escape', 'Tab'])('closes with %s, runs nothing and gives the focus back', (key) => {
    const { ran, button } = open();
    fireEvent.keyDown(screen.getByRole('menu'), { key });
    expect(screen.queryByRole('menu')).toBeNull();
    expect(document.activeElement).toBe(button);
    expect(ran).toEqual([]);
  });

  it('closes when an item is run, or elsewhere is pressed', () => {
    const { ran, button } = open();
    fireEvent.click(screen.getByRole('menuitem', { name: 'Remove' }));
    expect(ran).toEqual(['Remove']);
    expect(screen.queryByRole('menu')).toBeNull();
    fireEvent.click(button);
    fireEvent.pointerDown(screen.getByRole('menu'));
    expect(screen.queryByRole('menu')).not.toBeNull();
    fireEvent.pointerDown(screen.getByText('elsewhere'));
    expect(screen.queryByRole('menu')).toBeNull();
  });
});
