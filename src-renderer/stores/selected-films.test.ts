// @vitest-environment node
import { expect, it } from 'vitest';
import { createSelectedFilms } from './selected-films';

const shown = ['a', 'b', 'c', 'd', 'e'];

it('selects one by one, from one up to another, all and none', () => {
  const store = createSelectedFilms();
  const ids = () => [...store.getState().ids].toSorted().join('');
  store.getState().toggle('d');
  store.getState().extend('b', shown);
  expect(ids()).toBe('bcd');
  store.getState().toggle('c');
  expect(ids()).toBe('bd');
  store.getState().extend('e', shown);
  expect(ids()).toBe('bcde');
  store.getState().keep(['b', 'e', 'x']);
  expect(ids()).toBe('be');
  store.getState().all(shown);
  expect(ids()).toBe('abcde');
  store.getState().clear();
  expect(ids()).toBe('');
  store.getState().extend('c', shown);
  expect(ids()).toBe('c');
});
