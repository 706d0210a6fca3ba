// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { CONTRACT, EVENTS } from '../src-shared/ipc';
import { EVENT_NAMES, METHOD_NAMES } from './preload-names';

describe('the preload’s names', () => {
  it('are the contract’s', () => {
    expect([...METHOD_NAMES].sort()).toEqual(Object.keys(CONTRACT).sort());
    expect([...EVENT_NAMES].sort()).toEqual(Object.keys(EVENTS).sort());
  });
});
