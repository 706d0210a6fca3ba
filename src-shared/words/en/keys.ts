// English words: keys.
export const keys = {} as const;
