// English words: ui.
export const ui = {} as const;
