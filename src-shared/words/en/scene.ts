// English words: scene.
export const scene = {} as const;
