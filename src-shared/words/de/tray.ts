// German words: tray.
import type { tray as English } from '../en/tray';

export const tray: Readonly<Record<keyof typeof English, string>> = {};
