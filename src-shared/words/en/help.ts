// English words: help.
export const help = {} as const;
