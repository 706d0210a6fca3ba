// English words: stores.
export const stores = {} as const;
