// English words: jobs.
export const jobs = {} as const;
