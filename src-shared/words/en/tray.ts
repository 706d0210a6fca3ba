// English words: tray.
export const tray = {} as const;
