// English words: shell.
export const shell = {} as const;
