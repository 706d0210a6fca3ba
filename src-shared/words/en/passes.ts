// English words: passes.
export const passes = {} as const;
