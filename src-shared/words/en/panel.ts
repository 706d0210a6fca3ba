// English words: panel.
export const panel = {} as const;
