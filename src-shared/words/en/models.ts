// English words: models.
export const models = {} as const;
