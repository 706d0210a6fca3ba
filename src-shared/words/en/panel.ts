// English words: panel.
export const panel = {
  'panel.label': 'Side panel',
  'panel.close': 'Close the side panel',
  'panel.chat': 'Chat',
  'panel.transcript': 'Transcript',
  'panel.collections': 'Collections',
} as const;
