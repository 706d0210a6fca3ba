// English words: errors.
export const errors = {} as const;
