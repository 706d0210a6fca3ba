import { LongtakeError } from '../../../src-shared/errors';
import { systemCode } from '../media/errors';

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

/** A file of an index that the disk or the system does not give back: that may pass, so nothing is thrown away for it. */
export class IndexUnreadable extends IndexBroken {}

/** Made by a later version of Longtake: nothing is broken, so it is neither read nor begun anew over what lies there. */
export class LaterIndex extends LongtakeError {
  constructor() {
    super(
      'IndexBroken',
      'The index of this video was made by a later version of Longtake.',
      'Install the newest Longtake to use it; this version leaves it as it is.',
    );
  }
}

/** Whether an index is to be begun anew. */
export function isBroken(error: unknown): error is IndexBroken {
  return error instanceof IndexBroken && !(error instanceof IndexUnreadable);
}

/**
 * What reading a file of an index failed with: IndexBroken where the file is not what it was, anything else unchanged.
 * @param what names the file, as in "its waveform"
 */
export function asReadError(error: unknown, what: string): unknown {
  const cause = { cause: error };
  switch (systemCode(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new IndexBroken(`${what} is missing`, cause);
    case 'EISDIR':
    case 'ELOOP':
      return new IndexBroken(`something else lies in the place of ${what}`, cause);
    case 'EACCES':
    case 'EPERM':
      return new IndexBroken(`${what} may not be read`, cause);
    case 'EIO':
    case 'ENXIO':
      return new IndexUnreadable(`${what} is not given back by the disk`, cause);
    default:
      return error;
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

/**
 * Whether a failure says something of one video's files alone: whoever goes through many passes over that one.
 */
export function isFilmsOwn(error: unknown): boolean {
  if (error instanceof LongtakeError) return ['IndexBroken', 'NotIndexed', 'DiskFull'].includes(error.code);
  return ['EIO', 'ENXIO', 'EACCES', 'EPERM', 'EROFS'].includes(systemCode(error) ?? '');
}
