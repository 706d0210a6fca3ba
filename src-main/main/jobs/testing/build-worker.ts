import { buildProgram } from '../../../worker/inference/testing/build-program';

/** For tests only: builds the worker. @param name folder of its own below out/ @returns the worker's entry file */
export function buildWorker(name: string): Promise<string> {
  return buildProgram('src-main/worker/worker.ts', name);
}
