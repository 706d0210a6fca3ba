import type { Collection } from '../../src-shared/collections';
import type { Services } from '../main/services';
import { NoSuchCollection } from './errors';

/** The collection that a word names: by its id, the beginning of it, or its name. @throws NoSuchCollection */
export function collectionNamed({ collections }: Pick<Services, 'collections'>, word: string): Collection {
  const all = collections.list();
  const byId = all.filter(({ id }) => id === word || (word.length >= 8 && id.startsWith(word)));
  const found = byId.length > 0 ? byId : all.filter(({ name }) => name === word);
  const [one, another] = found;
  if (!one || another) throw new NoSuchCollection(word, another !== undefined);
  return one;
}
