// English words: library.
export const library = {} as const;
