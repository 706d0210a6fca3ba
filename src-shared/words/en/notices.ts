// English words: notices.
export const notices = {
  'notices.dismiss': 'Dismiss',
  'notices.all': 'Notices',
} as const;
