import { LongtakeError } from '../../../src-shared/errors';

const MAKE_ANEW = 'Make it anew with "longtake index FILE --bundle DIR", or copy it once more.';

/** What is called a bundle is none, or is not what was written. */
export class BundleBroken extends LongtakeError {
  constructor(name: string, why: string, options?: { cause?: unknown }) {
    super('BundleUnusable', `The bundle ${name} is not taken: ${why}.`, MAKE_ANEW, options);
  }
}

/** A bundle that this Longtake does not read, or whose tokens no model here reads. */
export class BundleUnfit extends LongtakeError {
  constructor(name: string, why: string, remedy: string) {
    super('BundleUnusable', `The bundle ${name} is not taken: ${why}.`, remedy);
  }
}

/** Another process makes the bundle of the same film. */
export class FilmInWork extends LongtakeError {
  constructor(fileName: string) {
    super(
      'LibraryInUse',
      `${fileName} is being indexed by another process.`,
      'Try again later: what that one finishes need not be done again.',
    );
  }
}

/** A folder of the film's name is there, and is no bundle: whatever it is, it stays. */
export class NoBundleThere extends LongtakeError {
  constructor(dir: string) {
    super(
      'FileExists',
      `The folder ${dir} is there already, and is no bundle.`,
      'Name another folder for the bundles, or move that one away.',
    );
  }
}

/** A film of which there is no whole index yet. */
export class NothingToBundle extends LongtakeError {
  constructor(title: string) {
    super('NotIndexed', `“${title}” has no whole index yet.`, 'Index it first, then export it.');
  }
}
