// German words: stores.
import type { stores as English } from '../en/stores';

export const stores: Readonly<Record<keyof typeof English, string>> = {};
