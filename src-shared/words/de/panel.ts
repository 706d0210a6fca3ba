// German words: panel.
import type { panel as English } from '../en/panel';

export const panel: Readonly<Record<keyof typeof English, string>> = {};
