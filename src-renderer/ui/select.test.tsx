// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bindKeys } from '../actions/keys';
import { choose, optionsOf } from '../testing/choose';
import { Dialog } from './dialog';
import { Select } from './select';

const OPTIONS = ['Added', 'Opened', 'Title', 'Length'].map((label) => ({
  value: label.toLowerCase(),
  label,
}));

let chosen: string[] = [];
const below: string[] = [];
const listen = ({ key, defaultPrevented }: KeyboardEvent) => defaultPrevented || below.push(key);

beforeEach(() => {
  chosen = [];
  below.length = 0;
  window.addEventListener('keydown', listen);
});
afterEach(() => {
  window.removeEventListener('keydown', listen);
  cleanup();
});

function Sorted() {
  const [value, setValue] = useState('opened');
  const change = (value: string) => {
    chosen.push(value);
    setValue(value);
  };
  return <Select label="Sort by" value={value} options={OPTIONS} onChange={change} />;
}

function show(): HTMLElement {
  render(<Sorted />);
  return screen.getByRole('combobox', { name: 'Sort by' });
}

const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document, { key });
const focused = () => document.activeElement?.textContent;
const gone = () => waitFor(() => expect(screen.queryByRole('listbox')).toBeNull());

describe('a choice', () => {
  it('tells what is chosen, opens at it, and arrows, Home, End and letters move', async () => {
    expect(show().textContent).toBe('Opened');
    expect((await optionsOf('Sort by')).map(({ textContent }) => textContent)).toEqual(
      OPTIONS.map(({ label }) => label),
    );
    expect(screen.getByRole('option', { selected: true }).textContent).toBe('Opened');
    await waitFor(() => expect(focused()).toBe('Opened'));
    press('ArrowDown');
    await waitFor(() => expect(focused()).toBe('Title'));
    press('Home');
    await waitFor(() => expect(focused()).toBe('Added'));
    press('End');
    await waitFor(() => expect(focused()).toBe('Length'));
    press('t');
    await waitFor(() => expect(focused()).toBe('Title'));
    press('Enter');
    fireEvent.click(document.activeElement as Element, { detail: 0 });
    await gone();
    expect(chosen).toEqual(['title']);
  });

  it('closes with Escape, which chooses nothing and reaches nothing below, and gives the focus back', async () => {
    const button = show();
    await optionsOf('Sort by');
    await waitFor(() => expect(focused()).toBe('Opened'));
    for (const key of ['b', 'ArrowDown', 'Escape']) press(key);
    await gone();
    await waitFor(() => expect(document.activeElement).toBe(button));
    expect(chosen).toEqual([]);
    expect(below).toEqual([]);
  });

  it('is chosen from by the pointer, and what is chosen already is not chosen again', async () => {
    const button = show();
    await choose('Sort by', 'Length');
    await choose('Sort by', 'Length');
    expect(chosen).toEqual(['length']);
    expect(button.textContent).toBe('Length');
  });

  it('is chosen from within a dialog, which Escape leaves open', async () => {
    render(
      <Dialog title="Work" onClose={() => below.push('closed')}>
        <Sorted />
      </Dialog>,
    );
    await choose('Sort by', 'Title');
    await optionsOf('Sort by');
    await waitFor(() => expect(focused()).toBe('Title'));
    press('Escape');
    await gone();
    expect(screen.getByRole('dialog')).toBeTruthy();
    expect(chosen).toEqual(['title']);
    expect(below).toEqual([]);
    press('Escape');
    await waitFor(() => expect(below).toContain('closed'));
  });

  it('keeps letters for itself after the keyboard brought the focus, and leaves them to the film after a click', async () => {
    const ran: string[] = [];
    const unbind = bindKeys(
      window,
      { run: (id) => ran.push(id) > 0, can: () => true, register: () => () => {} },
      { own: () => ({}), onDigit: () => false },
    );
    const button = show();
    press('Tab');
    button.focus();
    // The list is made ready, unseen, when the focus comes.
    await waitFor(() => expect(document.querySelector('[role="option"]')).not.toBeNull());
    press('l');
    await waitFor(() => expect(chosen).toEqual(['length']));
    expect(ran).toEqual([]);
    fireEvent.pointerDown(button);
    press('j');
    press('t');
    press(' ');
    expect(ran).toContain('play.toggle');
    expect(chosen).toEqual(['length']);
    unbind();
  });
});
