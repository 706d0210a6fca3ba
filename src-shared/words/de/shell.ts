// German words: shell.
import type { shell as English } from '../en/shell';

export const shell: Readonly<Record<keyof typeof English, string>> = {};
