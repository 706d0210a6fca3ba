// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { noticeStore } from './notice-store';
import { createUndoStore, undoing, undoStore } from './undo-store';

beforeEach(() => noticeStore.setState({ notices: [] }));

/** A step that adds a letter to a text, and takes it away again. */
function world() {
  let text = '';
  const add = (letter: string) => ({
    label: letter,
    do: () => {
      text += letter;
    },
    undo: () => {
      text = text.slice(0, -1);
    },
  });
  return { add, text: () => text };
}

describe('the stack of what can be undone', () => {
  it('takes steps back in turn and does them again', async () => {
    const store = createUndoStore();
    const { add, text } = world();
    await store.getState().perform(add('a'));
    await store.getState().perform(add('b'));
    await store.getState().undo();
    expect(text()).toBe('a');
    await store.getState().undo();
    await store.getState().undo();
    expect(text()).toBe('');
    await store.getState().redo();
    await store.getState().redo();
    expect(text()).toBe('ab');
    await store.getState().undo();
    await store.getState().perform(add('c'));
    await store.getState().redo();
    expect(text()).toBe('ac');
  });

  it('takes the offer to undo away with what was undone, however that was done', async () => {
    const { add, text } = world();
    const step = add('a');
    await undoStore.getState().perform(step);
    noticeStore.getState().info('Added a.', undoing(step));
    await undoStore.getState().undo();
    expect(text()).toBe('');
    expect(noticeStore.getState().notices.filter(({ action }) => action !== null)).toEqual([]);
    noticeStore.getState().dismiss(noticeStore.getState().notices[0]?.id ?? 0);
    undoStore.setState({ past: [], future: [] });
    await undoStore.getState().undo();
    expect(noticeStore.getState().notices.map(({ tone }) => tone)).toEqual(['hint']);
  });

  it('keeps nothing that failed or was refused, and tells why it failed', async () => {
    const store = createUndoStore();
    expect(await store.getState().perform({ label: 'no', do: () => false, undo: vi.fn() })).toBe(false);
    const failing = { label: 'no', do: () => Promise.reject(new Error('broken')), undo: vi.fn() };
    expect(await store.getState().perform(failing)).toBe(false);
    expect(store.getState().past).toEqual([]);
    expect(noticeStore.getState().notices).toHaveLength(1);
  });

  it('keeps a step that could not be taken back', async () => {
    const store = createUndoStore();
    await store
      .getState()
      .perform({ label: 'one way', do: vi.fn(), undo: () => Promise.reject(new Error('no')) });
    await store.getState().undo();
    expect(store.getState().past).toHaveLength(1);
    expect(store.getState().future).toEqual([]);
  });

  it('does one after the other, however long one takes', async () => {
    const store = createUndoStore();
    const order: string[] = [];
    let free = () => {};
    const held = new Promise<void>((resolve) => {
      free = resolve;
    });
    const slow = store.getState().perform({
      label: 'slow',
      do: async () => {
        await held;
        order.push('do');
      },
      undo: () => void order.push('undo'),
    });
    const undone = store.getState().undo();
    free();
    await Promise.all([slow, undone]);
    expect(order).toEqual(['do', 'undo']);
  });

  it('drops the oldest of more than a hundred, and says so to them', async () => {
    const store = createUndoStore();
    const drop = vi.fn();
    for (let n = 0; n < 102; n += 1)
      await store.getState().perform({ label: `${n}`, do: vi.fn(), undo: vi.fn(), drop: () => drop(n) });
    expect(drop.mock.calls).toEqual([[0], [1]]);
    expect(store.getState().past).toHaveLength(100);
  });
});
