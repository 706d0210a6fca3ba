// English words: answers.
export const answers = {} as const;
