// German words: errors.
import type { errors as English } from '../en/errors';

export const errors: Readonly<Record<keyof typeof English, string>> = {};
