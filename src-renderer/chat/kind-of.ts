import { type ChatScope, isFilm } from '../../src-shared/answers';

/** What a chat is about, as its words are chosen by it. */
export function kindOf(scope: ChatScope): 'library' | 'film' | 'collection' {
  if (scope === 'all') return 'library';
  return isFilm(scope) ? 'film' : 'collection';
}
