// German words: help.
import type { help as English } from '../en/help';

export const help: Readonly<Record<keyof typeof English, string>> = {};
