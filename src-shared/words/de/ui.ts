// German words: ui.
import type { ui as English } from '../en/ui';

export const ui: Readonly<Record<keyof typeof English, string>> = {};
