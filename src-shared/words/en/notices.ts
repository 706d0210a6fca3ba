// English words: notices.
export const notices = {} as const;
