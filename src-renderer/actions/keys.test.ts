// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ACTIONS } from '../../src-shared/actions';
import { createDispatcher } from './dispatcher';
import { actionForChord, bindKeys, chord, keyCaps, tooltip } from './keys';

const NONE = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

describe('chord', () => {
  it('writes a key press as the action table does', () => {
    expect(chord({ ...NONE, key: 'k' }, false)).toBe('k');
    expect(chord({ ...NONE, key: 'O', ctrlKey: true, shiftKey: true }, false)).toBe('Mod+Shift+o');
    expect(chord({ ...NONE, key: 'ArrowLeft', shiftKey: true }, false)).toBe('Shift+ArrowLeft');
    expect(chord({ ...NONE, key: '?', shiftKey: true }, false)).toBe('?');
    expect(chord({ ...NONE, key: 'o', metaKey: true }, true)).toBe('Mod+o');
  });

  it('leaves combinations alone that belong to the system', () => {
    expect(chord({ ...NONE, key: 'o', metaKey: true }, false)).toBeNull();
    expect(chord({ ...NONE, key: 'o', ctrlKey: true }, true)).toBeNull();
    expect(chord({ ...NONE, key: 'k', altKey: true }, false)).toBeNull();
  });

  it('leads to every action that has keys', () => {
    for (const action of ACTIONS)
      for (const keys of action.keys) expect(actionForChord(keys)).toBe(action.id);
  });
});

describe('bindKeys', () => {
  const dispatcher = createDispatcher();
  const ran = vi.fn();
  let unbind = () => {};

  beforeEach(() => {
    unbind = bindKeys(window, dispatcher);
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

  /** A button focused by the keyboard (its ring is shown) or by a click. happy-dom cannot tell them apart. */
  function button(focus: 'keyboard' | 'click'): HTMLButtonElement {
    const made = add('button');
    vi.spyOn(made, 'matches').mockImplementation((selector) => {
      expect(selector).toBe(':focus-visible');
      return focus === 'keyboard';
    });
    return made;
  }

  it('plays and pauses by space after a click on a button, whose Enter stays its own', () => {
    const clicked = button('click');
    expect(press(clicked, { key: ' ' }).defaultPrevented).toBe(true);
    expect(ran).toHaveBeenCalledWith('play.toggle');
    expect(press(clicked, { key: 'Enter' }).defaultPrevented).toBe(false);
  });

  it('leaves a button that the keyboard reached its space, and a slider its arrows', () => {
    press(button('keyboard'), { key: ' ' });
    const slider = add('input');
    slider.type = 'range';
    press(slider, { key: 'ArrowRight' });
    expect(ran).not.toHaveBeenCalled();
    press(add('button'), { key: 'k' });
    expect(ran).toHaveBeenCalledWith('play.toggle');
  });

  it('keeps out of keys that a component used, and of an open dialog', () => {
    const list = add('div');
    list.addEventListener('keydown', (event) => event.preventDefault());
    press(list, { key: 'ArrowRight' });
    add('dialog').setAttribute('open', '');
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
  });

  it('adds the first key to a tooltip, where there is one', () => {
    expect(tooltip('find.search')).toBe('Search (/)');
    expect(tooltip('view.models')).toBe('Models');
  });
});
