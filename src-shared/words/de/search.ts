// German words: search.
import type { search as English } from '../en/search';

export const search: Readonly<Record<keyof typeof English, string>> = {
  'search.all': 'Alle Filme durchsuchen',
  'search.this': 'Diesen Film durchsuchen',
  'search.all.hint': 'Suchen, was in allen Filmen zu sehen ist, gesagt wird oder geschrieben steht',
  'search.this.hint': 'Suchen, was zu sehen ist, gesagt wird oder geschrieben steht',
  'search.clear': 'Suche leeren',
};
