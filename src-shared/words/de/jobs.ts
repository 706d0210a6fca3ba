// German words: jobs.
import type { jobs as English } from '../en/jobs';

export const jobs: Readonly<Record<keyof typeof English, string>> = {};
