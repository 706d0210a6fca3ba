// German words: exports.
import type { exports as English } from '../en/exports';

export const exports: Readonly<Record<keyof typeof English, string>> = {};
