// German words: collections.
import type { collections as English } from '../en/collections';

export const collections: Readonly<Record<keyof typeof English, string>> = {};
