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

/** The tokens were made by another model than the one that is to read them. */
export class OtherModel extends LongtakeError {
  constructor() {
    super(
      'IndexBroken',
      'This video was indexed with another model, or with another version of it.',
      'Index the video again.',
    );
  }
}

/** There is no index of this video yet, or none with frames. */
export class NotIndexed extends LongtakeError {
  constructor(options?: { cause?: unknown }) {
    super('NotIndexed', 'This video is not indexed yet.', 'Wait until it is, or start indexing it.', options);
  }
}
