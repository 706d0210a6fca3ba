// English words: collections.
export const collections = {} as const;
