// German words: keys.
import type { keys as English } from '../en/keys';

export const keys: Readonly<Record<keyof typeof English, string>> = {
  'keys.mod': 'Strg',
  'keys.alt': 'Alt',
  'keys.shift': 'Umschalt',
  'keys.space': 'Leertaste',
  'keys.escape': 'Esc',
  'keys.home': 'Pos1',
  'keys.end': 'Ende',
};
