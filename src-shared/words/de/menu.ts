// German words: menu.
import type { menu as English } from '../en/menu';

export const menu: Readonly<Record<keyof typeof English, string>> = {};
