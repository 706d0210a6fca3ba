// @vitest-environment node
import { describe, expect, it, vi } from 'vitest';
import { createDispatcher } from './dispatcher';

describe('createDispatcher', () => {
  it('runs the handler registered last and falls back when it goes', () => {
    const dispatcher = createDispatcher();
    const below = vi.fn();
    const above = vi.fn();
    dispatcher.register({ 'find.search': below });
    const remove = dispatcher.register({ 'find.search': above });
    expect(dispatcher.run('find.search')).toBe(true);
    remove();
    dispatcher.run('find.search');
    expect(above).toHaveBeenCalledTimes(1);
    expect(below).toHaveBeenCalledTimes(1);
  });

  it('says when nobody does it', () => {
    const dispatcher = createDispatcher();
    expect(dispatcher.can('play.toggle')).toBe(false);
    expect(dispatcher.run('play.toggle')).toBe(false);
  });
});
