// German words: passes.
import type { passes as English } from '../en/passes';

export const passes: Readonly<Record<keyof typeof English, string>> = {};
