// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ACTIONS } from '../../src-shared/actions';
import { actionFor, chord, conflictOf, keyCaps, keyWords } from '../../src-shared/keys';
import { createDispatcher } from './dispatcher';
import { bindKeys, tooltip } from './keys';

const NONE = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

describe('chord', () => {
  it('writes a key press as the action table does', () => {
    expect(chord({ ...NONE, key: 'k' }, false)).toBe('k');
    expect(chord({ ...NONE, key: 'O', ctrlKey: true, shiftKey: true }, false)).toBe('Mod+Shift+o');
    expect(chord({ ...NONE, key: 'ArrowLeft', shiftKey: true }, false)).toBe('Shift+ArrowLeft');
    expect(chord({ ...NONE, key: '?', shiftKey: true }, false)).toBe('?');
    expect(chord({ ...NONE, key: 'o', metaKey: true }, true)).toBe('Mod+o');
    expect(chord({ ...NONE, key: ' ', shiftKey: true }, false)).toBe('Shift+ ');
    expect(chord({ ...NONE, key: 'ArrowLeft', altKey: true, shiftKey: true }, false)).toBe(
      'Alt+Shift+ArrowLeft',
    );
  });

  it('leaves combinations alone that belong to the system', () => {
    expect(chord({ ...NONE, key: 'o', metaKey: true }, false)).toBeNull();
    expect(chord({ ...NONE, key: 'o', ctrlKey: true }, true)).toBeNull();
    for (const key of ['Shift', 'Control', 'Alt', 'Meta']) expect(chord({ ...NONE, key }, false)).toBeNull();
  });

  it('leads where a person’s own keys lead, and no more where the table’s did', () => {
    const own = { 'play.toggle': ['y'] };
    expect(actionFor('y', own)).toBe('play.toggle');
    expect(actionFor('k', own)).toBeNull();
    // A later table may give the same keys to another action: a person's own come first.
    expect(actionFor('c', { 'play.toggle': ['c'] })).toBe('play.toggle');
    expect(conflictOf('y', 'play.mute', own)).toBe('play.toggle');
    expect(conflictOf('k', 'play.mute', own)).toBeNull();
    expect(conflictOf('y', 'play.toggle', own)).toBeNull();
  });

  it('leads to every action that has keys', () => {
    for (const action of ACTIONS) for (const keys of action.keys) expect(actionFor(keys, {})).toBe(action.id);
  });
});

describe('bindKeys', () => {
  const dispatcher = createDispatcher();
  const ran = vi.fn();
  const digits: string[] = [];
  let unbind = () => {};

  beforeEach(() => {
    unbind = bindKeys(window, dispatcher, { own: () => ({}), onDigit: (digit) => digits.push(digit) > 0 });
    digits.length = 0;
    dispatcher.register({
      'play.toggle': () => ran('play.toggle'),
      'file.add': () => ran('file.add'),
      'step.frameForward': () => ran('step.frameForward'),
    });
  });
  afterEach(() => {
    unbind();
    ran.mockClear();
    document.body.replaceChildren();
  });

  function press(target: EventTarget, init: KeyboardEventInit): KeyboardEvent {
    const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init });
    target.dispatchEvent(event);
    return event;
  }
  function add<K extends keyof HTMLElementTagNameMap>(tag: K): HTMLElementTagNameMap[K] {
    const element = document.createElement(tag);
    document.body.append(element);
    return element;
  }

  it('runs the action and uses the key up', () => {
    expect(press(document.body, { key: ' ' }).defaultPrevented).toBe(true);
    expect(ran).toHaveBeenCalledWith('play.toggle');
  });

  it('leaves a key alone that no action on screen wants', () => {
    expect(press(document.body, { key: 'j' }).defaultPrevented).toBe(false);
  });

  it('does not take letters from a text field, but does take Mod combinations', () => {
    const field = add('input');
    press(field, { key: 'k' });
    expect(ran).not.toHaveBeenCalled();
    press(field, { key: 'o', ctrlKey: true });
    expect(ran).toHaveBeenCalledWith('file.add');
  });

  it('lets Escape leave a text field', () => {
    const field = add('textarea');
    field.focus();
    press(field, { key: 'Escape' });
    expect(document.activeElement).not.toBe(field);
  });

  /** Clicks it, which gives it the focus. */
  function click(element: HTMLElement): void {
    element.dispatchEvent(new Event('pointerdown', { bubbles: true }));
    element.focus();
  }
  /** Reaches it by Tab. */
  function tabTo(element: HTMLElement): void {
    press(document.body, { key: 'Tab' });
    element.focus();
  }

  it('plays and pauses by space after a click on a button, however many keys were pressed since', () => {
    const clicked = add('button');
    click(clicked);
    for (const key of ['z', ' ', 'Shift', ' ']) press(clicked, { key });
    expect(ran.mock.calls).toEqual([['play.toggle'], ['play.toggle']]);
    expect(press(clicked, { key: 'Enter' }).defaultPrevented).toBe(false);
  });

  it('leaves a button that the keyboard reached its space, until it is clicked', () => {
    const reached = add('button');
    tabTo(reached);
    expect(press(reached, { key: ' ' }).defaultPrevented).toBe(false);
    expect(ran).not.toHaveBeenCalled();
    click(reached);
    press(reached, { key: ' ' });
    expect(ran).toHaveBeenCalledTimes(1);
  });

  it('plays by space where a menu that a click opened gave the focus back, and not where Tab leads there', () => {
    const [opener, item] = [add('button'), add('button')];
    click(opener);
    item.focus();
    press(item, { key: 'ArrowDown' });
    press(item, { key: 'Escape' });
    opener.focus();
    press(opener, { key: ' ' });
    expect(ran.mock.calls).toEqual([['play.toggle']]);
    tabTo(item);
    tabTo(opener);
    press(opener, { key: ' ' });
    expect(ran).toHaveBeenCalledTimes(1);
  });

  it('plays after a click on the volume, whose arrows stay its own', () => {
    const slider = add('input');
    slider.type = 'range';
    click(slider);
    press(slider, { key: ' ' });
    press(slider, { key: 'ArrowRight' });
    expect(ran.mock.calls).toEqual([['play.toggle']]);
  });

  it('leaves all keys to a choice that the keyboard reached, such as the speed, and none to one that was clicked', () => {
    const choice = add('button');
    choice.setAttribute('role', 'combobox');
    tabTo(choice);
    for (const key of [' ', 'k', 'ArrowRight']) press(choice, { key });
    expect(ran).not.toHaveBeenCalled();
    click(choice);
    press(choice, { key: ' ' });
    press(choice, { key: 'ArrowRight' });
    expect(ran.mock.calls).toEqual([['play.toggle'], ['step.frameForward']]);
  });

  it('hands digits over that no field takes', () => {
    press(document.body, { key: '1' });
    press(add('input'), { key: '2' });
    expect(digits).toEqual(['1']);
  });

  it('leaves a field what it writes by, and takes other combinations from it', () => {
    const undo = vi.fn();
    const copy = vi.fn();
    const stop = dispatcher.register({
      'edit.undo': undo,
      'range.outFrameBack': undo,
      'file.copyStill': copy,
    });
    const field = add('textarea');
    press(field, { key: 'z', ctrlKey: true });
    press(field, { key: 'ArrowLeft', ctrlKey: true });
    expect(undo).not.toHaveBeenCalled();
    press(field, { key: 'C', ctrlKey: true, shiftKey: true });
    press(document.body, { key: 'z', ctrlKey: true });
    expect([undo.mock.calls.length, copy.mock.calls.length]).toEqual([1, 1]);
    stop();
  });

  it('keeps out of keys that a component used, and of an open dialog', () => {
    const list = add('div');
    list.addEventListener('keydown', (event) => event.preventDefault());
    press(list, { key: 'ArrowRight' });
    add('div').setAttribute('role', 'dialog');
    press(document.body, { key: 'k' });
    expect(ran).not.toHaveBeenCalled();
  });
});

describe('keys for the eye', () => {
  it('names the caps of a chord', () => {
    expect(keyCaps('Mod+Shift+e', false)).toEqual(['Ctrl', 'Shift', 'E']);
    expect(keyCaps('Mod+Shift+e', true)).toEqual(['⌘', '⇧', 'E']);
    expect(keyCaps('+', false)).toEqual(['+']);
    expect(keyCaps(' ', false)).toEqual(['Space']);
    expect(keyCaps('Mod++', false)).toEqual(['Ctrl', '+']);
    expect(keyWords('Alt+Shift+ArrowLeft', false)).toBe('Alt+Shift+←');
  });

  it('adds the first key to a tooltip, where there is one', () => {
    expect(tooltip('find.search')).toBe('Search (/)');
    expect(tooltip('view.models')).toBe('Models');
  });
});
