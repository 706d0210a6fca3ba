// English words: workspace.
export const workspace = {} as const;
