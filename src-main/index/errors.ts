import { LongtakeError } from '../../src-shared/errors';

/** Files of an index do not hold what was written to them. The video itself is untouched. */
export class IndexBroken extends LongtakeError {
  constructor(what: string, options?: { cause?: unknown }) {
    super(
      'IndexBroken',
      `The index of this video is damaged: ${what}.`,
      'Index the video again; if it happens again, check the disk that holds the library.',
      options,
    );
  }
}

/** There is no index of this video yet, or none with frames. */
export class NotIndexed extends LongtakeError {
  constructor(options?: { cause?: unknown }) {
    super('NotIndexed', 'This video is not indexed yet.', 'Wait until it is, or start indexing it.', options);
  }
}
