import type { RunName } from '../../../src-shared/passes';
import type { JobRun } from './run';
import { indexRun } from './run-index';
import { languageTokenRun } from './run-language-tokens';
import { tracksRun } from './run-tracks';

/** Every run of a job. */
export const JOB_RUNS: { readonly [R in RunName]: JobRun<R> } = {
  index: indexRun,
  tracks: tracksRun,
  watch: languageTokenRun,
};
