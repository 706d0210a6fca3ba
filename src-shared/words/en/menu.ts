// English words: menu.
export const menu = {} as const;
