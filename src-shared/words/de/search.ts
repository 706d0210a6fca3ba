// German words: search.
import type { search as English } from '../en/search';

export const search: Readonly<Record<keyof typeof English, string>> = {
  'search.all': 'Alle Filme durchsuchen',
  'search.this': 'Diesen Film durchsuchen',
  'search.all.hint': 'Bild, Ton und Schrift aller Filme durchsuchen',
  'search.this.hint': 'Bild, Ton und Schrift durchsuchen',
  'search.clear': 'Suche leeren',
};
