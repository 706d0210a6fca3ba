// German words: settings.
import type { settings as English } from '../en/settings';

export const settings: Readonly<Record<keyof typeof English, string>> = {};
