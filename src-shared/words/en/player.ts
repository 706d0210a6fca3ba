// English words: player.
export const player = {} as const;
