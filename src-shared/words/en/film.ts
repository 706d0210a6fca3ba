// English words: film.
export const film = {} as const;
