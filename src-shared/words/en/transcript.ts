// English words: transcript.
export const transcript = {} as const;
