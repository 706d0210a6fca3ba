import { LongtakeError } from '../../src-shared/errors';

/** The process that did the work is gone: it crashed, was killed, or hung and was ended. */
export class WorkerLost extends LongtakeError {
  constructor(why: string, options?: { cause?: unknown }) {
    super(
      'WorkerLost',
      `The background process that was working on this ${why}.`,
      'Try again; what was finished is kept. If it happens again, choose the CPU as device in Settings.',
      options,
    );
  }
}

/** Asked for a job that a video does not have. */
export class NoSuchJob extends LongtakeError {
  constructor() {
    super('NotFound', 'There is no job for this video.', 'Start indexing it first.');
  }
}
