// English words: keys.
export const keys = {
  'keys.mod': 'Ctrl',
  'keys.alt': 'Alt',
  'keys.shift': 'Shift',
  'keys.space': 'Space',
  'keys.escape': 'Esc',
  'keys.home': 'Home',
  'keys.end': 'End',
} as const;
