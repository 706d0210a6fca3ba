// German words: library.
import type { library as English } from '../en/library';

export const library: Readonly<Record<keyof typeof English, string>> = {};
