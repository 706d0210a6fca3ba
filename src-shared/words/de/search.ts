// German words: search.
import type { search as English } from '../en/search';

export const search: Readonly<Record<keyof typeof English, string>> = {};
