// English words: timeline.
export const timeline = {} as const;
