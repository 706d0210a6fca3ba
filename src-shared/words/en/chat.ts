// English words: chat.
export const chat = {} as const;
