import type { RunName } from '../../../src-shared/passes';
import type { JobRun } from './run';
import { indexRun } from './run-index';
import { tracksRun } from './run-tracks';
import { watchRun } from './run-watch';

/** Every run of a job. */
export const JOB_RUNS: { readonly [R in RunName]: JobRun<R> } = {
  index: indexRun,
  tracks: tracksRun,
  watch: watchRun,
};
